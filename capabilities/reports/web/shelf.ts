import type { Row } from "@shell/api/types";
import type { Filter } from "@shell/resource/filter";

export const SHELVES = ["mine", "units", "all"] as const;
/** Which reports: about oneself or a unit that one leads, about units, all that one may see. */
export type Shelf = (typeof SHELVES)[number];
export type Rhythm = "day" | "week" | "month";

/** As the list is asked, in its own words. Editions that were replaced are reached from those that took their place. */
export function filterOf(shelf: Shelf, rhythm?: Rhythm, me?: string | null): string {
  const all: Filter[] = [{ field: "state", op: "ne", value: "replaced" }];
  if (rhythm) all.push({ field: "rhythm", op: "eq", value: rhythm });
  if (shelf === "units") all.push({ field: "unit_id", op: "not_empty" });
  if (shelf === "mine" && me) {
    all.push({ or: ["whose_id", "leader_id"].map((field): Filter => ({ field, op: "eq", value: me })) });
  }
  return JSON.stringify({ and: all });
}

/** Those of one period together, in the order in which they came. */
export function byPeriod(rows: readonly Row[]): [string, Row[]][] {
  const periods = new Map<string, Row[]>();
  for (const row of rows) {
    const period = String(row.period);
    periods.set(period, [...(periods.get(period) ?? []), row]);
  }
  return [...periods];
}
