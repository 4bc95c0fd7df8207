import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { nounOf, useMeta } from "@shell/api/queries";
import { part } from "@shell/parts/part";
import { DayPicker } from "@shell/resource/DayPicker";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { branches, shownOf } from "./branches";
import { getChart } from "./calls";
import styles from "./Chart.module.css";
import { PlanBar } from "./PlanBar";
import { formOf, given, type MoveKind } from "./planning";
import { UnitLine } from "./UnitLine";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** The organization on any day; whoever plans reorganizations plans them from here. */
export default function ChartScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const navigate = useNavigate();
  const search: { on?: unknown; draft?: unknown } = useSearch({ strict: false });
  const meta = useMeta(locale);
  const on = typeof search.on === "string" ? search.on : undefined;
  const draft = typeof search.draft === "string" ? search.draft : undefined;
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<{ kind: MoveKind; about: string }>();
  useTitle(say("chart.title"));
  const found = useQuery({
    queryKey: ["org_chart", on, locale],
    queryFn: () => getChart(on),
    placeholderData: keepPreviousData,
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const chart = found.data;
  const today = chart.on === chart.today;
  const go = (next: { on?: string; draft?: string }) =>
    void navigate({ to: "/org_chart", search: { on, draft, ...next } as never, replace: true });
  const turn = (id: string) => {
    const next = new Set(shut);
    if (!next.delete(id)) next.add(id);
    setShut(next);
  };
  const moves = nounOf(meta, "reorganization_moves");
  const planning = !!moves && !!nounOf(meta, "reorganizations")?.may.create && today;
  const lead = today ? "chart.lead" : chart.on < chart.today ? "chart.then" : "chart.ahead";
  const lines = shownOf(branches(chart.units), shut);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{say("chart.title")}</h1>
          <p className="muted">{say(lead, { day: format.date(chart.on) })}</p>
        </div>
        <DayPicker label={say("chart.on")} value={chart.on} onChange={(on) => go({ on })} />
        {!today && <Button onClick={() => go({ on: undefined })}>{say("chart.today")}</Button>}
      </header>
      {planning && <PlanBar draft={draft} choose={(id) => go({ draft: id })} />}
      {lines.length === 0 ? (
        <Nothing title={say("chart.none")} hint={say("chart.none.hint")} />
      ) : (
        <ul className={styles.lines} data-stale={found.isPlaceholderData || undefined}>
          {lines.map((branch) => (
            <UnitLine
              key={branch.unit.id}
              branch={branch}
              chart={chart}
              open={!shut.has(branch.unit.id)}
              turn={() => turn(branch.unit.id)}
              plan={planning && draft ? (kind, about) => setAsked({ kind, about }) : undefined}
            />
          ))}
        </ul>
      )}
      <p className={styles.foot}>
        {["reorganizations", "units", "people"].map((name) => {
          const noun = nounOf(meta, name);
          return (
            noun && (
              <Link key={name} to="/$noun" params={{ noun: name }} search={{}}>
                {noun.plural}
              </Link>
            )
          );
        })}
      </p>
      <Suspense fallback={null}>
        {asked && draft && moves && (
          <FormDrawer
            noun={formOf(moves, asked.kind)}
            initial={given(draft, asked.kind, asked.about)}
            close={() => setAsked(undefined)}
            saved={() => setAsked(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}
