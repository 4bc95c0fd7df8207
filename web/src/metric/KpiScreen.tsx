import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { getKpi, getKpis } from "../api/calls";
import { useMeta } from "../api/queries";
import type { KpiRow, Meta, Metric } from "../api/types";
import { part } from "../parts/part";
import { Failed, Nothing, Waiting } from "../shell/States";
import { useTitle } from "../shell/title";
import { useReader } from "../words/Reader";
import styles from "./Kpi.module.css";
import { Headline } from "./Headline";
import { byOf, type KpiState, kpiQuery } from "./kpiState";
import { KpiTable } from "./KpiTable";
import { KpiTools } from "./KpiTools";

const KpiChart = part(() => import("./KpiChart"));
const DrillDown = part(() => import("./DrillDown"));

export function KpiScreen() {
  const { locale, say } = useReader();
  const meta = useMeta(locale);
  const catalogue = useQuery({ queryKey: ["kpis", locale], queryFn: getKpis, staleTime: 5 * 60_000 });
  if (catalogue.error) return <Failed error={catalogue.error} again={() => void catalogue.refetch()} />;
  if (!meta || !catalogue.data) return <Waiting />;
  if (catalogue.data.metrics.length === 0) return <Nothing title={say("kpi.none")} />;
  return <KpiPage meta={{ ...meta, ...catalogue.data }} />;
}

const WANTED = "win_rate";

function KpiPage({ meta }: { meta: Meta }) {
  const { say, locale } = useReader();
  const navigate = useNavigate({ from: "/numbers" });
  const state = useSearch({ from: "/frame/numbers" });
  const [opened, setOpened] = useState<{ row: KpiRow; by: string[] }>();
  const metric =
    meta.metrics.find((one) => one.name === state.metric) ??
    meta.metrics.find((one) => one.name === WANTED) ??
    (meta.metrics[0] as Metric);
  const known = meta.dimensions
    .map((dimension) => dimension.name)
    .filter((name) => metric.dimensions?.includes(name) ?? true);
  const by = byOf(state, known);
  useTitle(metric.label, say("nav.numbers"));
  const query = kpiQuery({ ...state, by }, meta.company.time_zone);
  const narrowed = !!(state.period ?? state.from ?? state.to ?? state.where);
  const found = useQuery({
    queryKey: ["kpi", metric.name, locale, query],
    queryFn: ({ signal }) => getKpi(metric.name, query, signal),
    placeholderData: (old) => (old?.kpi === metric.name ? old : undefined),
  });
  // The whole is asked for, not added up: the average of averages is no average.
  const all = kpiQuery({ ...state, by: [] }, meta.company.time_zone);
  const total = useQuery({
    queryKey: ["kpi", metric.name, locale, all],
    queryFn: ({ signal }) => getKpi(metric.name, all, signal),
    placeholderData: (old) => (old?.kpi === metric.name ? old : undefined),
  });
  const setState = (change: Partial<KpiState>) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined),
        ) as KpiState,
    });

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{metric.label}</h1>
          {metric.help && <p className="muted">{metric.help}</p>}
        </div>
      </header>
      <KpiTools meta={meta} metric={metric} state={state} by={by} setState={setState} />
      {found.error ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data || total.isPending ? (
        <Waiting lines={8} />
      ) : found.data.rows.length === 0 ? (
        <Nothing title={say("kpi.empty")} hint={say(narrowed ? "kpi.empty.hint" : "kpi.empty.first")} />
      ) : (
        <div className={styles.body} data-dimmed={found.isPlaceholderData || undefined}>
          {total.data && (
            <Headline kpi={total.data} open={(row) => setOpened({ row, by: [] })} metric={metric} />
          )}
          {by.length > 0 && (
            <Suspense fallback={<div className={styles.chart} />}>
              <KpiChart kpi={found.data} by={by} meta={meta} title={metric.label} />
            </Suspense>
          )}
          {by.length > 0 && (
            <KpiTable
              kpi={found.data}
              by={by}
              meta={meta}
              metric={metric}
              open={(row) => setOpened({ row, by })}
            />
          )}
        </div>
      )}
      {opened && (
        <Suspense fallback={null}>
          <DrillDown
            meta={meta}
            metric={metric}
            by={opened.by}
            row={opened.row}
            query={query}
            close={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
