import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { Suspense, useState } from "react";
import { listRows, runVerb } from "../api/calls";
import { nounOf, useSession } from "../api/queries";
import type { Meta, Noun, Row } from "../api/types";
import type { Asking } from "../dashboard/questions";
import { rowsFilter } from "../dashboard/RowsCard";
import type { Card } from "../dashboard/spec";
import { isSilent, later } from "../outbox/later";
import { isAbout } from "../outbox/entry";
import { useOutbox } from "../outbox/useOutbox";
import { part } from "../parts/part";
import { Cell } from "../resource/Cell";
import { fieldOf, titleOf } from "../resource/fields";
import { useWritten } from "../resource/useWrites";
import { Failed, Waiting } from "../shell/States";
import { CheckOutlined, FormOutlined } from "../theme/icons";
import { useBook, useReader } from "../words/Reader";
import { wallTime } from "../words/zone";
import { useAround } from "./around";
import styles from "./Phone.module.css";
import { QuickLinks } from "./QuickLinks";
import { book } from "./words";

const VisitSheet = part(() => import("./VisitSheet"));
const LogDialog = part(() => import("./LogDialog"));
const MOST = 20;

/** What the day asks for, each with what one does about it on the way. */
export default function Today({ card, asking, meta }: { card: Card; asking: Asking; meta: Meta }) {
  const { locale, format } = useReader();
  const say = useBook(book);
  const [logging, setLogging] = useState(false);
  const { entries } = useOutbox(useSession()?.user.id ?? "");
  const noun = nounOf(meta, card.noun ?? "");
  const filter = rowsFilter(card, asking, meta.company.time_zone);
  const asked = {
    limit: MOST,
    total: true,
    sort: card.sort,
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
  };
  const found = useQuery({
    queryKey: ["rows", card.noun, locale, asked],
    queryFn: ({ signal }) => listRows(card.noun ?? "", asked, signal),
    enabled: !!noun,
  });
  if (!noun) return null;
  const { data } = found;
  const rows = data?.rows ?? [];
  const late = rows.filter((row) => isLate(row, asking.today, meta.company.time_zone)).length;
  const total = data?.total ?? rows.length;
  // Where all of these are late, some of those that are not here may be, too.
  const more = late === rows.length && total > late;
  return (
    <section className={styles.today} aria-label={say("today")}>
      <div className={styles.todayHead}>
        <h2>{say("today")}</h2>
        {late > 0 && (
          <span className={styles.late}>{say("today.overdue", { n: more ? `${late}+` : late })}</span>
        )}
        <span className={styles.gap} />
        {total > rows.length && (
          <Link to="/$noun" params={{ noun: noun.name }} search={{ filter, sort: card.sort }}>
            {say("today.all", { n: format.number(total, 0) })}
          </Link>
        )}
      </div>
      {found.error && !data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !data ? (
        <Waiting lines={4} />
      ) : rows.length === 0 ? (
        <div className={styles.empty}>
          <p>{say("today.empty")}</p>
          <p className="muted">{say("today.empty.hint")}</p>
          <button
            type="button"
            className={`${styles.quick} ${styles.wide}`}
            data-primary
            onClick={() => setLogging(true)}
          >
            <FormOutlined />
            <span>{say("log")}</span>
          </button>
        </div>
      ) : (
        <ul className={styles.items}>
          {rows.map((row) => (
            <Item
              key={row.id}
              noun={noun}
              row={row}
              labels={data.labels ?? {}}
              meta={meta}
              today={asking.today}
              card={card}
              waits={entries.some((entry) => isAbout(entry, noun.name, row.id))}
            />
          ))}
        </ul>
      )}
      {logging && (
        <Suspense fallback={null}>
          <LogDialog close={() => setLogging(false)} />
        </Suspense>
      )}
    </section>
  );
}

/** Its day is over. What is planned for this morning is not late before the evening. */
export function isLate(row: Row, today: string, zone: string): boolean {
  const day =
    typeof row.due_on === "string" ? row.due_on : typeof row.at === "string" ? wallTime(row.at, zone) : null;
  return day !== null && day.slice(0, 10) < today;
}

interface ItemProps {
  noun: Noun;
  row: Row;
  labels: Record<string, string>;
  meta: Meta;
  today: string;
  card: Card;
  /** It was done or written down, and that has not arrived yet. */
  waits: boolean;
}

function Item({ noun, row, labels, meta, today, card, waits }: ItemProps) {
  const { format } = useReader();
  const say = useBook(book);
  const [logging, setLogging] = useState(false);
  const about = { noun: String(row.subject_noun), id: String(row.subject_id) };
  const around = useAround(meta, about.noun, about.id);
  const kind = fieldOf(noun, "kind");
  const late = isLate(row, today, meta.company.time_zone);
  const when =
    typeof row.due_on === "string"
      ? format.date(row.due_on)
      : typeof row.at === "string"
        ? format.instant(row.at)
        : "";
  const task = row.kind === "task";
  const done = useDone(noun, row, card);
  const primary = (
    <button
      type="button"
      className={styles.quick}
      data-primary={!task || undefined}
      onClick={() => setLogging(true)}
    >
      <FormOutlined />
      <span>{say("log.it")}</span>
    </button>
  );
  return (
    <li className={styles.item} data-late={late || undefined}>
      <div className={styles.facts}>
        {kind && <Cell noun={noun} field={kind} row={row} labels={labels} />}
        <span>{when}</span>
        {late && <span className={styles.late}>{say("late")}</span>}
      </div>
      <Link to="/$noun/$id" params={{ noun: noun.name, id: row.id }} className={styles.title}>
        {titleOf(noun, row)}
      </Link>
      <p className={styles.subject}>
        <Link to="/$noun/$id" params={about}>
          {labels[about.id] ?? around.title}
        </Link>
      </p>
      <div className={styles.actions}>
        <QuickLinks around={around} />
        {waits ? <span className={styles.waits}>{say("waits")}</span> : primary}
        {task && card.press && !waits && (
          <button
            type="button"
            className={styles.quick}
            data-primary
            disabled={done.busy}
            onClick={() => void done.press()}
          >
            <CheckOutlined />
            <span>{say("done")}</span>
          </button>
        )}
      </div>
      {logging && (
        <Suspense fallback={null}>
          <VisitSheet about={about} planned={row} close={() => setLogging(false)} />
        </Suspense>
      )}
    </li>
  );
}

function useDone(noun: Noun, row: Row, card: Card) {
  const { locale } = useReader();
  const say = useBook(book);
  const user = useSession()?.user.id;
  const { message } = App.useApp();
  const written = useWritten(noun.name);
  const [busy, setBusy] = useState(false);
  const name = titleOf(noun, row);
  const failed = (error: unknown) =>
    void message.error(error instanceof Error ? error.message : String(error));
  const act = async (verb: string, version: number, key?: string) => {
    const { row: after } = await runVerb(noun.name, row.id, verb, { version }, key);
    await written();
    return after.version;
  };
  const press = async () => {
    if (!card.press) return;
    const { verb, back } = card.press;
    setBusy(true);
    const once = crypto.randomUUID();
    try {
      const version = await act(verb, row.version, once);
      const key = `undo-${row.id}`;
      const undo = async () => {
        message.destroy(key);
        await act(back, version).then(() => void message.success(say("undone", { name })), failed);
      };
      void message.success({
        key,
        duration: 8,
        content: (
          <>
            {say("done.it", { name })}{" "}
            <Button type="link" size="small" onClick={() => void undo()}>
              {say("undo")}
            </Button>
          </>
        ),
      });
    } catch (error) {
      if (isSilent(error)) await wait(verb, once).catch(failed);
      else failed(error);
    } finally {
      setBusy(false);
    }
  };
  const wait = async (verb: string, key: string) => {
    if (!user) return;
    const about = { noun: noun.name, id: row.id, title: "" };
    const path = `/${noun.name}/${row.id}/${verb}`;
    const step = { key, tried: true, path, noun: noun.name, body: { version: row.version } };
    await later({ user, kind: "done", about, title: name, steps: [step] }, locale);
  };
  return { busy, press };
}
