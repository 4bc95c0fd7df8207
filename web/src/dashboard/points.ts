// Answers made ready to be drawn or listed; nothing here draws.
import type { Kpi, KpiRow } from "../api/types";
import type { Format } from "../words/format";
import { unbroken } from "./span";

export interface Point {
  label: string;
  value: number | null;
  /** A year before, where that was asked for. */
  before?: number | null;
}

/** The most that a chart of bars shows; the table behind it has them all. */
export const MOST_BARS = 10;

const num = (value: unknown) => (value === null || value === undefined ? null : Number(value));

export function shortText(kpi: Pick<Kpi, "unit" | "currency">, value: number, format: Format): string {
  if (kpi.unit === "ratio") return format.ratio(value, 1);
  return format.short(value, kpi.unit === "money" ? kpi.currency : null);
}

/** A number's past, oldest first. Of a flow the first period is left out: it may begin in its middle. */
export function pastPoints(past: readonly Kpi[], grain: string, points: readonly string[]): Point[] {
  if (points.length > 0) {
    return past.map((kpi, at) => ({ label: points[at] ?? "", value: num(kpi.rows[0]?.value) }));
  }
  const kpi = past[0];
  if (!kpi) return [];
  const held = new Map(kpi.rows.map((row) => [String(row[grain]), num(row.value)]));
  const nothing = kpi.unit === "count" || kpi.unit === "money" ? 0 : null;
  return unbroken([...held.keys()])
    .slice(1)
    .map((label) => ({ label, value: held.get(label) ?? nothing }));
}

/** In the order of other rows' positions where there is one, else the largest first. */
export function inOrder(rows: readonly KpiRow[], by: string, order: readonly string[] | undefined): KpiRow[] {
  const place = (row: KpiRow) => {
    const at = order?.indexOf(String(row[`${by}_id`])) ?? -1;
    return at < 0 ? Infinity : at;
  };
  return [...rows].sort((one, other) => {
    const [first, second] = [place(one), place(other)];
    if (order && first !== second) return first - second;
    return Number(other.value ?? -Infinity) - Number(one.value ?? -Infinity);
  });
}
