import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert, Drawer } from "antd";
import { getKpiRows } from "../api/calls";
import { nounOf } from "../api/queries";
import type { KpiRow, Labels, Meta, Metric } from "../api/types";
import { Grid } from "../resource/Grid";
import { loadedSource } from "../resource/loadedSource";
import { Failed, Nothing, Waiting } from "../shell/States";
import { useReader } from "../words/Reader";
import { groupQuery, groupText } from "./figures";
import styles from "./Kpi.module.css";

interface Props {
  meta: Meta;
  metric: Metric;
  by: string[];
  row: KpiRow;
  query: Record<string, string>;
  /** How the number came about, name and text; absent: its formula. */
  facts?: [string, string][];
  close: () => void;
}

/** The rows behind one number. */
export default function DrillDown({ meta, metric, by, row, query, facts, close }: Props) {
  const { say, locale, format } = useReader();
  const asked = { ...query, ...groupQuery(row, by) };
  const found = useInfiniteQuery({
    queryKey: ["kpi-rows", metric.name, locale, asked],
    queryFn: ({ pageParam, signal }) =>
      getKpiRows(metric.name, { ...asked, limit: "100", ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const pages = found.data?.pages ?? [];
  const first = pages[0];
  const noun = nounOf(meta, metric.noun);
  const rows = pages.flatMap((page) => page.rows);
  const labels: Labels = Object.assign({}, ...pages.map((page) => page.labels ?? {}));
  const fields = noun
    ? [
        ...noun.fields.filter((field) => field.name === noun.title),
        ...noun.fields.filter((field) => field.list && field.name !== noun.title),
      ]
    : [];
  const name = format.list(by.map((one) => groupText(row, one, say, format)));
  return (
    <Drawer
      open
      onClose={close}
      size={960}
      title={name ? `${metric.label} · ${name}` : metric.label}
      styles={{ body: { padding: 0 }, wrapper: { maxWidth: "100vw" } }}
    >
      {found.error ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !first ? (
        <Waiting />
      ) : (
        <div className={styles.drill}>
          {facts ? (
            <dl className={styles.facts}>
              {facts.map(([name, text]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          ) : (
            metric.help && <p className={`muted ${styles.note}`}>{metric.help}</p>
          )}
          {(first.outside ?? 0) > 0 && (
            <Alert
              banner
              type="info"
              title={say("kpi.outside", { n: format.number(first.outside ?? 0, 0) })}
            />
          )}
          {rows.length === 0 || !noun ? (
            <Nothing title={say("kpi.rows.none")} />
          ) : (
            <Grid
              noun={noun}
              fields={fields}
              source={loadedSource({
                rows,
                labels,
                hasMore: found.hasNextPage,
                loadingMore: found.isFetchingNextPage,
                more: () => void found.fetchNextPage(),
              })}
              total={first.total ?? null}
              loadingMore={found.isFetchingNextPage}
            />
          )}
        </div>
      )}
    </Drawer>
  );
}
