import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { getKpis } from "@shell/api/calls";
import { jsonInit, rawJson } from "@shell/api/client";
import { useMeta } from "@shell/api/queries";
import type { Kpi, Noun } from "@shell/api/types";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Credit.module.css";
import { book } from "./words";

const METRICS = ["credited_amount", "overlay_amount", "rolled_up_amount"];
const PERIODS = ["this_quarter", "this_year"];

interface Told {
  answers: (Kpi | { problem: unknown })[];
}

/** On a person's page: what they were credited with, as far as the reader may see it. */
export default function PersonPanel({ id }: { noun: Noun; id: string }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const metrics = useMeta(locale)?.metrics.filter((one) => METRICS.includes(one.name)) ?? [];
  const periods = useQuery({
    queryKey: ["kpis", locale],
    queryFn: getKpis,
    staleTime: 5 * 60_000,
    enabled: metrics.length > 0,
  });
  const spans = PERIODS.flatMap((name) => periods.data?.periods?.[name] ?? []);
  const questions = metrics.flatMap((metric) =>
    spans.map(({ from, to }) => ({ metric: metric.name, from, to, where: { owner: [id] } })),
  );
  const found = useQuery({
    queryKey: ["kpi", "credit", id, locale, questions],
    queryFn: ({ signal }) => rawJson<Told>("/kpis/ask", { ...jsonInit("POST", { questions }), signal }),
    enabled: questions.length > 0,
  });
  if (periods.isLoading || found.isLoading) return <div data-awaited />;
  const told = found.data;
  if (!told || spans.length === 0) return null;
  const value = (metric: number, span: number) => {
    const answer = told.answers[metric * spans.length + span];
    if (!answer || "problem" in answer) return undefined;
    const amount = answer.rows[0]?.value;
    return answer.currency && amount !== null && amount !== undefined
      ? { amount: String(amount), currency: answer.currency }
      : undefined;
  };
  const rows = metrics
    .map((metric, at) => ({ metric, values: spans.map((_, span) => value(at, span)) }))
    .filter(({ values }) => values.some((one) => Number(one?.amount ?? 0) !== 0));
  // Most people sell nothing, and have nothing to say about it.
  if (rows.length === 0) return null;
  return (
    <section className={styles.panel} aria-label={say("panel")}>
      <header>
        <h2>{say("panel")}</h2>
      </header>
      <table className={styles.figures}>
        <thead>
          <tr>
            <td />
            {spans.map((span) => (
              <th key={span.name} scope="col">
                {format.period(span.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ metric, values }) => (
            <tr key={metric.name}>
              <th scope="row">
                <Link to="/numbers" search={{ metric: metric.name, by: ["owner"] }}>
                  {metric.label}
                </Link>
              </th>
              {values.map((one, at) => (
                <td key={spans[at]?.name} className={styles.amount}>
                  {one ? format.money(one) : "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
