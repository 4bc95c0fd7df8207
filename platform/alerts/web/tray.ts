import type { Row } from "@shell/api/types";
import type { Filter } from "@shell/resource/filter";

export type Tray = "mine" | "told" | "ended" | "all";
export const TRAYS: Tray[] = ["mine", "told", "ended", "all"];

/** What can be done with several at once in each tray. */
export const TOGETHER: Record<Tray, string[]> = {
  mine: ["take", "explain"],
  told: ["take", "explain"],
  ended: ["close"],
  all: ["take", "explain"],
};

const OPEN: Filter = { field: "state", op: "in", value: ["open", "acting"] };
const ENDED: Filter = { field: "state", op: "in", value: ["recovered", "explained"] };

/** What a tray shows, as a list's filter; whoever is no person has everything in one. */
export function filterOf(tray: Tray, me: string | null | undefined): string {
  const states = tray === "ended" ? ENDED : OPEN;
  const is = (field: string): Filter => ({ field, op: "eq", value: me });
  if (tray === "all" || !me) return JSON.stringify(states);
  const whose: Record<Exclude<Tray, "all">, string[]> = {
    mine: ["assignee_id"],
    told: ["escalated_id", "told_id"],
    // Whoever said why it is no matter sees to it that it is closed.
    ended: ["assignee_id", "escalated_id", "told_id", "judged_by_id"],
  };
  return JSON.stringify({ and: [{ or: whose[tray].map(is) }, states] });
}

const RANK: Record<string, number> = { critical: 0, warning: 1, info: 2 };

/** The worst first, and of those the oldest. */
export function sorted(rows: Row[]): Row[] {
  const rank = (row: Row) => RANK[String(row.severity)] ?? 3;
  return [...rows].sort(
    (a, b) => rank(a) - rank(b) || String(a.first_seen_on).localeCompare(String(b.first_seen_on)),
  );
}

/** Days between two days, both written as the API does. */
export function daysBetween(from: unknown, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(String(from))) / 86_400_000));
}
