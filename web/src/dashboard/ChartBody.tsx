import { useCallback, useMemo } from "react";
import type { Kpi, KpiRow, Meta, Metric } from "../api/types";
import { dimensionLabel, figureText, groupText, isTime } from "../metric/figures";
import { useBook, useReader } from "../words/Reader";
import Chart, { type Picture } from "./Chart";
import { barsOption, type Drawing, funnelOption, heatOption, trendOption } from "./charts";
import { inOrder, type Point } from "./points";
import { unbroken, yearBefore } from "./span";
import { book } from "./words";

interface Props {
  kind: "trend" | "bars" | "funnel" | "heat";
  kpi: Kpi;
  /** Of a trend: the same, a year before. */
  before: Kpi | undefined;
  by: string;
  order: readonly string[] | undefined;
  ends: { from?: string; to?: string };
  title: string;
  metric: Metric;
  meta: Meta;
  open: (row: KpiRow) => void;
  keep: (picture: Picture | undefined) => void;
}

const beforeOf = (before: Kpi, by: string, row: KpiRow) =>
  before.rows.find((one) => one[by] === yearBefore(String(row[by])))?.value ?? null;

/** A drawing, and the same as a table for whoever does not see it. */
export default function ChartBody({
  kind,
  kpi,
  before,
  by,
  order,
  ends,
  title,
  metric,
  meta,
  open,
  keep,
}: Props) {
  const { say, format } = useReader();
  const words = useBook(book);
  const rows = useMemo(() => (isTime(by) ? kpi.rows : inOrder(kpi.rows, by, order)), [kpi, by, order]);
  const points = useMemo<Point[]>(() => {
    if (kind !== "trend") return [];
    const heldIn = (one: Kpi | undefined) => new Map(one?.rows.map((row) => [String(row[by]), row.value]));
    const [held, earlier] = [heldIn(kpi), heldIn(before)];
    const nothing = kpi.unit === "count" || kpi.unit === "money" ? 0 : null;
    const numberOf = (value: unknown) => (value === undefined || value === null ? nothing : Number(value));
    const labels = by === "day" ? [...held.keys()] : unbroken([...held.keys()]).slice(1);
    return labels.map((label) => ({
      label,
      value: numberOf(held.get(label)),
      ...(before ? { before: numberOf(earlier.get(yearBefore(label))) } : {}),
    }));
  }, [kind, kpi, before, by]);
  const second = before && words("compare.year");
  const { from = "", to = "" } = ends;
  const build = useCallback(
    (drawing: Drawing) => {
      if (kind === "trend") return trendOption(kpi, points, second, drawing);
      if (kind === "heat") return heatOption(kpi, { from, to }, drawing);
      if (kind === "funnel") return funnelOption(kpi, by, rows, drawing);
      return barsOption(kpi, by, rows, drawing);
    },
    [kind, kpi, points, second, from, to, by, rows],
  );
  const press = useCallback(
    (at: number, name: string) => {
      const row =
        kind === "heat"
          ? kpi.rows[at]
          : kind === "trend"
            ? kpi.rows.find((one) => String(one[by]) === points[at]?.label)
            : rows.find((one) => groupText(one, by, say, format) === name);
      if (row) open(row);
    },
    [kind, kpi, by, points, rows, open, say, format],
  );
  return (
    <>
      <Chart title={title} build={build} press={press} keep={keep} />
      <table className="unseen">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{dimensionLabel(meta, by)}</th>
            <th scope="col">{metric.label}</th>
            {second && <th scope="col">{second}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[`${by}_id`] ?? row[by])}>
              <th scope="row">{groupText(row, by, say, format)}</th>
              <td>{figureText(kpi, row.value, format, say)}</td>
              {before && <td>{figureText(kpi, beforeOf(before, by, row), format, say)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
