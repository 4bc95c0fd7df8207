import { Button } from "antd";
import { nounOf, useMeta } from "@shell/api/queries";
import { Tone } from "@shell/resource/Cell";
import { fieldOf } from "@shell/resource/fields";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import { CardFrame, type Items } from "./CardFrame";
import styles from "./Cards.module.css";
import { Coverage } from "./Coverage";
import { brief, size, usedShare } from "./figures";
import { useTools } from "./tools";
import type { Course, InitiativeCard, PathCard, ResourceCard, Use } from "./types";
import { book } from "./words";

/** The word and the colour of a choice, as the noun has them. */
export function useOption(noun: string, field: string, value: string) {
  const { locale } = useReader();
  const known = nounOf(useMeta(locale), noun);
  const option = known && fieldOf(known, field)?.options?.find((one) => one.value === value);
  return { label: option?.label ?? value, tone: option?.tone };
}

/** Verbs of a row as items of its menu, in the noun's words; those that are none of the reader's are not there. */
function useVerbItems(noun: string) {
  const { locale } = useReader();
  const { mend } = useTools();
  const known = nounOf(useMeta(locale), noun);
  return (id: string, names: string[]): Items =>
    names.flatMap((name) => {
      const verb = known?.verbs.find((one) => one.name === name);
      return verb
        ? [
            {
              key: `verb:${name}`,
              label: verb.label,
              danger: verb.danger,
              onClick: () => void mend.deed(noun, id, name),
            },
          ]
        : [];
    });
}

export function OnePath({ path }: { path: PathCard }) {
  const say = useBook(book);
  const { format } = useReader();
  const { mend, marks } = useTools();
  const verbs = useVerbItems("paths");
  const value = (n: number | null) => brief(format, path.measure, n);
  const open = path.state === "open";
  const menu = (): Items => [
    ...(open && mend.mayAdd("initiatives")
      ? [
          { key: "split", label: say("split"), onClick: () => mend.split(path) },
          {
            key: "add",
            label: say("mend.add_initiative"),
            onClick: () => mend.add("initiatives", { path_id: path.id, from: path.from, to: path.to }),
          },
        ]
      : []),
    ...(open && mend.mayAdd("initiative_resources")
      ? [
          {
            key: "resource",
            label: say("mend.add_resource"),
            onClick: () => mend.add("initiative_resources", { path_id: path.id }),
          },
        ]
      : []),
    ...(path.may_edit
      ? [
          ...(open && path.trend_how !== "typed"
            ? [{ key: "trend", label: say("trend.work_out"), onClick: () => void mend.workOut(path.id) }]
            : []),
          { key: "edit", label: say("edit"), onClick: () => void mend.edit("paths", path.id) },
          ...verbs(path.id, [open ? "close" : "open_again"]),
        ]
      : []),
  ];
  return (
    <CardFrame noun="paths" id={path.id} name={path.name} kind="path" menu={menu}>
      <p className="muted">
        {[path.measure?.label, path.unit?.name ?? path.person?.name].filter(Boolean).join(" · ")}
      </p>
      <p className="muted">
        {[format.range(path.from, path.to), path.owner?.name].filter(Boolean).join(" · ")}
      </p>
      <dl className={styles.way}>
        <div>
          <dt>{say("trend")}</dt>
          <dd>{value(path.trend)}</dd>
        </div>
        <div>
          <dt>{say("gap")}</dt>
          <dd>{value(path.gap)}</dd>
        </div>
        <div>
          <dt>{say("target")}</dt>
          <dd>{value(path.target)}</dd>
        </div>
      </dl>
      {(marks.get(path.id) ?? []).some((one) => one.kind === "path_target_moved") && (
        <p className={styles.remedy}>
          <span>{say("target.now", { n: value(path.target_now) })}</span>
          {path.may_edit && (
            <Button
              size="small"
              aria-label={format.named(say("mend.take_target"), path.name)}
              onClick={() => void mend.takeTarget(path.id)}
            >
              {say("mend.take_target")}
            </Button>
          )}
        </p>
      )}
      <Coverage path={path} brief />
    </CardFrame>
  );
}

const VERBS: Record<Course, string[]> = {
  idea: ["plan", "start", "stop"],
  planned: ["start", "stop"],
  running: ["land", "stop"],
  landed: ["resume"],
  stopped: ["resume"],
};

export function OneInitiative({ initiative }: { initiative: InitiativeCard }) {
  const say = useBook(book);
  const { format } = useReader();
  const { board, mend, changes } = useTools();
  const verbs = useVerbItems("initiatives");
  const state = useOption("initiatives", "state", initiative.state);
  const kind = useOption("initiatives", "kind", initiative.kind);
  const lift = initiative.counted ?? initiative.lift;
  const { id, may_edit: may } = initiative;
  const menu = (): Items => {
    const others = board.paths.filter((one) => one.state === "open" && one.id !== initiative.path);
    return [
      ...(may ? verbs(id, VERBS[initiative.state]) : []),
      ...(mend.mayAdd("initiative_resources")
        ? [
            {
              key: "new",
              label: say("mend.add_resource"),
              onClick: () => mend.add("initiative_resources", {}, id),
            },
          ]
        : []),
      ...(mend.mayAdd("initiative_resource_uses")
        ? [
            {
              key: "use",
              label: say("mend.assign"),
              onClick: () => mend.add("initiative_resource_uses", { initiative_id: id }),
            },
          ]
        : []),
      ...(may && others.length > 0
        ? [
            {
              key: "move",
              label: say("card.move"),
              children: others.map((path) => ({
                key: `to:${path.id}`,
                label: path.name,
                onClick: () => changes.move(initiative, path),
              })),
            },
          ]
        : []),
      ...(may ? [{ key: "edit", label: say("edit"), onClick: () => void mend.edit("initiatives", id) }] : []),
    ];
  };
  return (
    <CardFrame
      noun="initiatives"
      id={id}
      name={initiative.name}
      kind="initiative"
      state={initiative.state}
      carried={may ? { takes: "initiative", name: initiative.name, initiative } : undefined}
      menu={menu}
    >
      <p className={styles.tags}>
        <Tone tone={state.tone}>{state.label}</Tone>
        <span className="muted">{kind.label}</span>
        {lift !== null && (
          <span className={styles.lift}>
            <strong>+{brief(format, initiative.measure, lift)}</strong>
            <span className="muted"> × {format.number(initiative.confidence)}%</span>
          </span>
        )}
      </p>
      <p className="muted">
        {[
          initiative.owner?.name,
          initiative.milestones > 0 &&
            say("milestones.short", { n: initiative.reached, all: initiative.milestones }),
          initiative.verdict && say(`verdict.last.${initiative.verdict}`),
          initiative.next_check && say("check.next", { day: format.date(initiative.next_check) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Marks id={id} />
    </CardFrame>
  );
}

/** What is late or grave about an initiative, each with a way to it. */
function Marks({ id }: { id: string }) {
  const say = useBook(book);
  const { marks } = useTools();
  const parts = (marks.get(id) ?? []).filter((one) => one.part_of);
  if (parts.length === 0) return null;
  return (
    <ul className={styles.marks}>
      {parts.map((one) => (
        <li key={one.id} data-grave={one.kind === "risk_without_safeguard" || undefined}>
          {say(`finding.${one.kind}`)}{" "}
          <RowLink noun={one.noun} id={one.id} draggable={false}>
            {one.name}
          </RowLink>
        </li>
      ))}
    </ul>
  );
}

interface ResourceProps {
  resource: ResourceCard;
  /** What it serves here, and by which share. */
  use?: Use;
  initiative?: Pick<InitiativeCard, "id" | "name">;
}

export function OneResource({ resource, use, initiative }: ResourceProps) {
  const say = useBook(book);
  const { format } = useReader();
  const { board, mend, changes, marks, still } = useTools();
  const verbs = useVerbItems("initiative_resources");
  const state = useOption("initiative_resources", "state", resource.state);
  const used = usedShare(resource);
  const { id } = resource;
  const told = new Set((marks.get(id) ?? []).map((one) => one.kind));
  const mayUse = mend.mayAdd("initiative_resource_uses");
  const menu = (): Items => {
    const mine = new Set(board.uses.filter((one) => one.resource === id).map((one) => one.initiative));
    const others = board.initiatives.filter((one) => one.state !== "stopped" && !mine.has(one.id));
    return [
      ...verbs(id, resource.state === "asked" ? ["grant"] : resource.state === "granted" ? ["release"] : []),
      ...(mayUse && others.length > 0
        ? [
            {
              key: "serve",
              label: say("card.serve"),
              children: others.map((one) => ({
                key: `at:${one.id}`,
                label: one.name,
                onClick: () => changes.assign(resource, one),
              })),
            },
          ]
        : []),
      ...(use && initiative && mayUse
        ? [{ key: "free", label: say("card.free"), onClick: () => changes.free(use, resource, initiative) }]
        : []),
      { key: "edit", label: say("edit"), onClick: () => void mend.edit("initiative_resources", id) },
    ];
  };
  return (
    <CardFrame
      noun="initiative_resources"
      id={id}
      name={resource.name}
      kind="resource"
      state={resource.state}
      carried={mayUse && !still ? { takes: "resource", name: resource.name, resource } : undefined}
      handle={use?.id}
      menu={menu}
    >
      <p className={styles.tags}>
        <Tone tone={state.tone}>{state.label}</Tone>
        <span className={styles.lift}>
          <strong>{size(format, resource)}</strong>
          {use?.share != null && (
            <span className="muted"> · {say("share", { n: format.number(use.share) })}</span>
          )}
        </span>
      </p>
      {used !== undefined && (
        <div className={styles.used}>
          <div className={styles.bar} aria-hidden="true">
            <i data-over={used > 1 || undefined} style={{ width: `${Math.min(100, used * 100)}%` }} />
          </div>
          <span className={used > 1 ? styles.over : "muted"}>
            {say("used", { n: format.ratio(used, 0) })}
          </span>
        </div>
      )}
      {told.has("resource_not_granted") && (
        <p className={styles.remedy}>
          <span>{say("mark.not_granted")}</span>
          <Button
            size="small"
            aria-label={format.named(say("mend.grant"), resource.name)}
            onClick={() => void mend.deed("initiative_resources", id, "grant")}
          >
            {say("mend.grant")}
          </Button>
        </p>
      )}
    </CardFrame>
  );
}
