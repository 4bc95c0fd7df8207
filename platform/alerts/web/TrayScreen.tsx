import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button, Segmented, Select } from "antd";
import { Suspense, useState } from "react";
import { JobProgress } from "@shell/action/JobProgress";
import { getRow, listRows, runBulk } from "@shell/api/calls";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import type { Noun, Verb } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Cell } from "@shell/resource/Cell";
import { fieldOf, titleOf } from "@shell/resource/fields";
import type { Values } from "@shell/resource/formFields";
import { useWritten } from "@shell/resource/useWrites";
import { useKeys } from "@shell/shell/keys";
import { Missing } from "@shell/shell/Missing";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { mediaHook } from "@shell/theme/useMedia";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { Case, Deeds } from "./Case";
import { filterOf, sorted, TOGETHER, type Tray, TRAYS } from "./tray";
import { TrayLine } from "./TrayLine";
import { book } from "./words";

const VerbDialog = part(() => import("@shell/action/VerbDialog"));
const useWide = mediaHook("(min-width: 1100px)");

/** Rows of a tray that are shown at once; the list has them all. */
const MOST = 200;

/** What needs somebody: the worst and oldest first, each with its case beside it. Several are dealt with at once. */
export default function TrayScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const wide = useWide();
  const meta = useMeta(locale);
  const me = useSession()?.user.person_id;
  const noun = nounOf(meta, "alerts");
  const written = useWritten("alerts");
  const [tray, setTray] = useState<Tray>("mine");
  const [marked, setMarked] = useState<string[]>([]);
  const [job, setJob] = useState<string>();
  const [asking, setAsking] = useState<Verb>();
  const [severities, setSeverities] = useState<string[]>([]);
  const [at, setAt] = useState<string>();
  useTitle(say("title"));
  const filter = filterOf(tray, me);
  const found = useQuery({
    queryKey: ["rows", "alerts", "tray", filter, locale],
    queryFn: ({ signal }) => listRows("alerts", { filter, sort: "first_seen_on", limit: MOST }, signal),
  });
  const wanted = (severity: string) => severities.length === 0 || severities.includes(severity);
  const rows = sorted((found.data?.rows ?? []).filter((row) => wanted(String(row.severity))));
  const chosen = marked.filter((id) => rows.some((row) => row.id === id));
  const shown = wide ? (rows.find((row) => row.id === at) ?? rows[0]) : undefined;
  const verbs = TOGETHER[tray].flatMap((name) => noun?.verbs.find((verb) => verb.name === name) ?? []);
  const mark = (id: string, yes: boolean) =>
    setMarked(yes ? [...chosen, id] : chosen.filter((one) => one !== id));
  const start = async (verb: string, form: Values) => {
    setJob((await runBulk("alerts", { verb, ids: chosen, form })).id);
    setMarked([]);
  };
  const begin = (verb: Verb) => {
    if (verb.fields.length > 0) return setAsking(verb);
    start(verb.name, {}).catch((error: unknown) => {
      void message.error(error instanceof Error ? error.message : String(error));
    });
  };
  const line = (id: string | undefined) => document.querySelector<HTMLElement>(`a[data-line="${id ?? ""}"]`);
  const here = () => {
    const focused = rows.findIndex((row) => line(row.id)?.closest("li")?.contains(document.activeElement));
    return focused >= 0 ? focused : rows.findIndex((row) => row.id === shown?.id);
  };
  const walk = (event: KeyboardEvent, step: number) => {
    event.preventDefault();
    const focused = rows.some((row) => line(row.id)?.closest("li")?.contains(document.activeElement));
    // The first step is onto the one that is shown already.
    const to = focused || !shown ? here() + step : here();
    line(rows[Math.min(Math.max(to, 0), rows.length - 1)]?.id)?.focus();
  };
  const together = (name: string) => (event: KeyboardEvent) => {
    const verb = verbs.find((one) => one.name === name);
    if (chosen.length === 0 || !verb) return;
    event.preventDefault();
    begin(verb);
  };
  useKeys({
    j: (event) => walk(event, 1),
    k: (event) => walk(event, -1),
    ArrowDown: (event) => document.activeElement?.matches("a[data-line]") && walk(event, 1),
    ArrowUp: (event) => document.activeElement?.matches("a[data-line]") && walk(event, -1),
    x: (event) => {
      const row = rows[here()];
      if (!row) return;
      event.preventDefault();
      mark(row.id, !chosen.includes(row.id));
    },
    Enter: (event) => {
      const row = rows[here()];
      if (!row || !document.activeElement?.matches("a[data-line]")) return;
      event.preventDefault();
      void navigate({ to: "/$noun/$id", params: { noun: "alerts", id: row.id }, search: {} });
    },
    t: together("take"),
    e: together("explain"),
    c: together("close"),
  });
  if (!meta) return <Waiting />;
  if (!noun) return <Missing />;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say("title")}</h1>
        <Segmented<Tray>
          aria-label={say("trays")}
          value={tray}
          options={TRAYS.map((value) => ({ value, label: say(`tray.${value}`) }))}
          onChange={(next) => {
            setTray(next);
            setMarked([]);
            setAt(undefined);
          }}
        />
        <Select<string[]>
          mode="multiple"
          className={styles.filter}
          aria-label={say("filter.severity")}
          placeholder={say("filter.severity")}
          value={severities}
          options={fieldOf(noun, "severity")?.options ?? []}
          onChange={setSeverities}
        />
        <nav className={styles.links}>
          <Link to="/early_warning">{say("rules.title")}</Link>
          <Link to="/$noun" params={{ noun: "alerts" }} search={{}}>
            {say("list")}
          </Link>
        </nav>
      </header>
      {(chosen.length > 0 || job) && (
        <div className={styles.bulk} role="region" aria-label={say("bulk")}>
          {chosen.length > 0 &&
            verbs.map((verb, nth) => (
              <Button key={verb.name} type={nth === 0 ? "primary" : "default"} onClick={() => begin(verb)}>
                {say("bulk.do", { verb: verb.label, n: chosen.length })}
              </Button>
            ))}
          {job && <JobProgress id={job} ended={() => void written()} />}
        </div>
      )}
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Nothing
          title={say(`none.${tray}`)}
          hint={say(severities.length > 0 ? "none.filtered" : "none.hint")}
        />
      ) : (
        <div className={styles.desk}>
          <div>
            <ul className={styles.lines} aria-label={say(`tray.${tray}`)}>
              {rows.map((row) => (
                <TrayLine
                  key={row.id}
                  noun={noun}
                  row={row}
                  labels={found.data.labels}
                  marked={chosen.includes(row.id)}
                  mark={(yes) => mark(row.id, yes)}
                  shown={shown?.id === row.id}
                  show={wide ? () => setAt(row.id) : undefined}
                />
              ))}
            </ul>
            {found.data.next && <p className="muted">{say("more", { n: MOST })}</p>}
            {wide && <p className={styles.keys}>{say("keys")}</p>}
          </div>
          {shown && <Beside key={shown.id} noun={noun} id={shown.id} mute={chosen.length > 0} />}
        </div>
      )}
      <Suspense fallback={null}>
        {asking && (
          <VerbDialog
            verb={asking}
            subject={say("bulk.do", { verb: asking.label, n: chosen.length })}
            run={(form) => start(asking.name, form)}
            close={() => setAsking(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** The case of the line where one is. */
function Beside({ noun, id, mute }: { noun: Noun; id: string; mute: boolean }) {
  const say = useBook(book);
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", noun.name, id, locale, null],
    queryFn: ({ signal }) => getRow(noun.name, id, undefined, signal),
  });
  return (
    <section className={styles.beside} aria-label={say("beside")}>
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data ? (
        <Waiting />
      ) : (
        <>
          <div className={styles.name}>
            <h2>{titleOf(noun, found.data.row)}</h2>
            {["severity", "state"].map((one) => {
              const field = fieldOf(noun, one);
              return (
                field && (
                  <Cell key={one} noun={noun} field={field} row={found.data.row} labels={found.data.labels} />
                )
              );
            })}
            <Link to="/$noun/$id" params={{ noun: noun.name, id }} search={{}} className={styles.whole}>
              {say("whole")}
            </Link>
          </div>
          <Deeds noun={noun} envelope={found.data} mute={mute} />
          <Case noun={noun} envelope={found.data} />
        </>
      )}
    </section>
  );
}
