import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { type CSSProperties, useState } from "react";
import { nounOf, useMeta } from "@shell/api/queries";
import { Tone } from "@shell/resource/Cell";
import { Failed, Waiting } from "@shell/shell/States";
import { DownOutlined, EllipsisOutlined, RightOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import type { Branch } from "./branches";
import { getMembers } from "./calls";
import styles from "./Chart.module.css";
import { type MoveKind, OF_PERSON, OF_UNIT } from "./planning";
import type { Chart, ChartUnit } from "./types";
import { book } from "./words";

type Plan = (kind: MoveKind, about: string) => void;

interface Props {
  branch: Branch;
  chart: Chart;
  open: boolean;
  turn: () => void;
  plan: Plan | undefined;
}

/** A unit, its leader, how many people it has, and on demand who they are. */
export function UnitLine({ branch, chart, open, turn, plan }: Props) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  const [listed, setListed] = useState(false);
  const { unit, depth, below, all } = branch;
  const kinds = nounOf(meta, "units")?.fields.find((field) => field.name === "kind")?.options;
  const kind = kinds?.find((one) => one.value === unit.kind);
  const people = say("chart.people", { n: format.number(all, 0) });
  return (
    <li className={styles.line} style={{ "--depth": depth } as CSSProperties}>
      <div className={styles.unit}>
        {below.length > 0 ? (
          <button
            type="button"
            className={styles.caret}
            aria-expanded={open}
            aria-label={say(open ? "chart.shut" : "chart.open", { name: unit.name })}
            onClick={turn}
          >
            {open ? <DownOutlined /> : <RightOutlined />}
          </button>
        ) : (
          <i className={styles.caret} aria-hidden="true" />
        )}
        <Link to="/$noun/$id" params={{ noun: "units", id: unit.id }} search={{}} className={styles.name}>
          {unit.name}
        </Link>
        {kind && <Tone tone={kind.tone}>{kind.label}</Tone>}
        <span className={styles.leader}>
          {unit.leader ? (
            <Link to="/$noun/$id" params={{ noun: "people", id: unit.leader }} search={{}}>
              {chart.labels[unit.leader] ?? ""}
            </Link>
          ) : (
            <span className="muted">{say("chart.nobody")}</span>
          )}
        </span>
        <button
          type="button"
          className={styles.count}
          aria-expanded={listed}
          aria-label={`${say("chart.members", { name: unit.name })}: ${people}`}
          onClick={() => setListed(!listed)}
        >
          {people}
        </button>
        {plan && <PlanMenu name={unit.name} about={unit.id} kinds={OF_UNIT} plan={plan} />}
      </div>
      <Differences unit={unit} chart={chart} />
      {listed && <MembersOf unit={unit} on={chart.on} plan={plan} />}
    </li>
  );
}

/** What is different today. */
function Differences({ unit, chart }: { unit: ChartUnit; chart: Chart }) {
  const say = useBook(book);
  const marks: string[] = [];
  if (unit.closed) marks.push(say("chart.now.closed"));
  else {
    if (unit.parent !== unit.parent_now) {
      const name = chart.units.find((one) => one.id === unit.parent_now)?.name ?? "";
      marks.push(unit.parent_now ? say("chart.now.parent", { name }) : say("chart.now.top"));
    }
    if (unit.leader !== unit.leader_now) {
      const name = unit.leader_now && chart.labels[unit.leader_now];
      marks.push(name ? say("chart.now.leader", { name }) : say("chart.nobody"));
    }
  }
  return marks.length > 0 && <p className={styles.marks}>{marks.join(" · ")}</p>;
}

function MembersOf({ unit, on, plan }: { unit: ChartUnit; on: string; plan: Plan | undefined }) {
  const say = useBook(book);
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["org_chart", unit.id, on, locale],
    queryFn: () => getMembers(unit.id, on),
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={2} />;
  const { people } = found.data;
  if (people.length === 0) return <p className={`muted ${styles.members}`}>{say("chart.members.none")}</p>;
  return (
    <ul className={styles.members} aria-label={say("chart.members", { name: unit.name })}>
      {people.map((one) => (
        <li key={one.id}>
          <Link to="/$noun/$id" params={{ noun: "people", id: one.id }} search={{}}>
            {one.name}
          </Link>
          {one.title && <span className="muted">{one.title}</span>}
          {plan && <PlanMenu name={one.name} about={one.id} kinds={OF_PERSON} plan={plan} />}
        </li>
      ))}
    </ul>
  );
}

interface MenuProps {
  name: string;
  about: string;
  kinds: MoveKind[];
  plan: Plan;
}

function PlanMenu({ name, about, kinds, plan }: MenuProps) {
  const say = useBook(book);
  const { locale } = useReader();
  const moves = nounOf(useMeta(locale), "reorganization_moves");
  const options = moves?.fields.find((field) => field.name === "kind")?.options;
  const items = kinds.map((kind) => ({
    key: kind,
    label: options?.find((one) => one.value === kind)?.label ?? kind,
  }));
  return (
    <Dropdown
      trigger={["click"]}
      autoFocus
      menu={{ items, onClick: ({ key }) => plan(key as MoveKind, about) }}
    >
      <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={say("plan.more", { name })} />
    </Dropdown>
  );
}
