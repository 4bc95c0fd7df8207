import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { Suspense, useState } from "react";
import { useVerbs } from "@shell/action/useVerbs";
import { getRow, listRows } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { DayPicker } from "@shell/resource/DayPicker";
import { Facts } from "@shell/resource/Facts";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { EditionPage } from "./EditionPage";
import styles from "./Named.module.css";
import type { Edition } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));
const Timeline = part(() => import("@shell/resource/Timeline").then((one) => ({ default: one.Timeline })));
const LIST = "named_account_lists";
const EDITION = "named_account_editions";

/** A list of named accounts: which edition is in force, what stands on it, and what changed. */
export default function ListScreen({ id }: { id: string }) {
  const { locale } = useReader();
  const noun = nounOf(useMeta(locale), LIST);
  const found = useQuery({
    queryKey: ["row", LIST, id, locale, null],
    queryFn: ({ signal }) => getRow(LIST, id, undefined, signal),
  });
  useTitle(found.data && noun && titleOf(noun, found.data.row), noun?.label);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data || !noun) return <Waiting />;
  return <List noun={noun} envelope={found.data} />;
}

function List({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { say: shell, locale, format } = useReader();
  const navigate = useNavigate();
  const search: { edition?: unknown; on?: unknown } = useSearch({ strict: false });
  const day = typeof search.on === "string" ? search.on : undefined;
  const [editing, setEditing] = useState(false);
  const { row } = envelope;
  const filter = JSON.stringify({ field: "list_id", op: "eq", value: row.id });
  const found = useQuery({
    queryKey: ["related", EDITION, row.id, locale],
    queryFn: async ({ signal }) => {
      const page = await listRows(EDITION, { filter, sort: "-edition", limit: 100 }, signal);
      return page.rows as unknown as Edition[];
    },
  });
  const editions = found.data ?? [];
  // What is in force is what people come for; else what will be, or is being written.
  const shown = day
    ? editions.find((edition) => counts(edition, day))
    : (editions.find((edition) => edition.id === search.edition) ??
      editions.find((edition) => edition.state === "in_force") ??
      editions[0]);
  const show = (which: { edition?: string; on?: string }) =>
    void navigate({
      to: "/$noun/$id",
      params: { noun: LIST, id: row.id },
      search: which as never,
      replace: true,
    });
  const drafted = editions.some((edition) => edition.state === "draft");
  // Whoever has drafted an edition goes on there.
  const follow = (fresh: Edition[] | undefined) => {
    const draft = fresh?.find((edition) => edition.state === "draft");
    if (draft && !drafted) show({ edition: draft.id });
  };
  const states = fieldOf(nounOf(useMeta(locale), EDITION) ?? noun, "state")?.options ?? [];
  const nameOf = (edition: Edition) => {
    const state = states.find((option) => option.value === edition.state)?.label ?? edition.state;
    return format.named(say("edition", { n: edition.edition }), state);
  };
  const choice = (
    <>
      <Select
        aria-label={say("editions")}
        className={styles.choice}
        value={shown?.id ?? null}
        placeholder={say("editions")}
        options={editions.map((edition) => ({ value: edition.id, label: nameOf(edition) }))}
        onChange={(edition) => edition && show({ edition })}
      />
      <label className={styles.asOf}>
        <span className="muted">{say("on")}</span>
        <DayPicker clear label={say("on")} value={day} onChange={(on) => show(on ? { on } : {})} />
      </label>
    </>
  );
  const kind = fieldOf(noun, "kind")?.options?.find((option) => option.value === row.kind);
  const mayEdit = envelope.may?.edit ?? noun.may.edit;
  const term = row.to
    ? say("edition.span", { from: format.date(String(row.from)), to: format.date(String(row.to)) })
    : say("edition.from", { date: format.date(String(row.from)) });
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/$noun" params={{ noun: LIST }} search={{}} className={styles.up}>
            {noun.plural}
          </Link>
          <h1>{titleOf(noun, row)}</h1>
          <p className={styles.about}>
            {kind && <Tone tone={kind.tone}>{kind.label}</Tone>}
            <Link to="/$noun/$id" params={{ noun: "units", id: String(row.unit_id) }} search={{}}>
              {envelope.labels?.[String(row.unit_id)] ?? "…"}
            </Link>
            <span className="muted">{term}</span>
          </p>
        </div>
        <Verbs
          noun={noun}
          envelope={envelope}
          hidden={drafted ? "draft" : undefined}
          done={() => void found.refetch().then(({ data }) => follow(data))}
        />
        {mayEdit && <Button onClick={() => setEditing(true)}>{shell("row.edit")}</Button>}
      </header>
      {row.criteria ? <p className={styles.criteria}>{String(row.criteria)}</p> : null}
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data ? (
        <div className={styles.coming}>
          <Waiting />
        </div>
      ) : !shown && day ? (
        <>
          <div className={styles.bar}>{choice}</div>
          <Nothing title={say("on.none")} hint={say("on.none.hint")} />
        </>
      ) : !shown ? (
        <Nothing title={say("edition.new")} hint={say("edition.new.hint")} />
      ) : (
        <EditionPage
          key={shown.id}
          edition={shown}
          editions={editions}
          nameOf={nameOf}
          mayEdit={mayEdit && shown.state === "draft"}
          choice={choice}
          discarded={() => show({})}
        />
      )}
      <div className={styles.below}>
        <Facts noun={noun} envelope={envelope} mayEdit={mayEdit} />
        <Suspense fallback={<Waiting lines={3} />}>
          <Timeline noun={noun} id={row.id} />
        </Suspense>
      </div>
      {editing && (
        <Suspense fallback={null}>
          <FormDrawer noun={noun} row={row} labels={envelope.labels} close={() => setEditing(false)} />
        </Suspense>
      )}
    </article>
  );
}

interface VerbsProps {
  noun: Noun;
  envelope: Envelope;
  hidden?: string;
  done: () => void;
}

function Verbs({ noun, envelope, hidden, done }: VerbsProps) {
  const verbs = useVerbs(noun, envelope, done);
  return (
    <div className={styles.deeds}>
      {verbs.allowed
        .filter((verb) => verb.name !== hidden)
        .map((verb) => (
          <Button
            key={verb.name}
            danger={verb.danger}
            loading={verbs.busy === verb.name}
            onClick={() => verbs.start(verb)}
          >
            {verb.label}
          </Button>
        ))}
      {verbs.dialog}
    </div>
  );
}

/** Whether an edition counts on a day; a draft never does. */
function counts({ from, to, state }: Edition, day: string): boolean {
  return state !== "draft" && from !== null && from <= day && (to === null || day <= to);
}
