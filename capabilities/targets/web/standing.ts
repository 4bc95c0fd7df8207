// Where targets stand, for pictures and words. Pure.
import type { Attained } from "./types";

/** How a place keeps pace, from the best: what is behind by a little may still be caught up. */
export type Pace = "ahead" | "on" | "behind" | "far" | "none";
export const PACES: Pace[] = ["ahead", "on", "behind", "far", "none"];

const HUNDRED = 10_000;

/** A ratio that comes in hundredths of a percent, or as a decimal text of percent, as a fraction of 1. */
export function fraction(ratio: number | string | null): number | null {
  if (ratio === null) return null;
  return typeof ratio === "number" ? ratio / HUNDRED : Number(ratio) / 100;
}

export function paceOf(ratio: number | string | null): Pace {
  const pace = fraction(ratio);
  if (pace === null) return "none";
  if (pace >= 1.05) return "ahead";
  if (pace >= 0.95) return "on";
  return pace >= 0.8 ? "behind" : "far";
}

export interface Branch {
  row: Attained;
  children: Branch[];
}

/** The rows as a tree: they come in its order. */
export function grown(rows: readonly Attained[]): Branch[] {
  const found = new Map<string, Branch>();
  const tops: Branch[] = [];
  for (const row of rows) {
    const branch: Branch = { row, children: [] };
    found.set(row.node, branch);
    const above = row.parent === null ? undefined : found.get(row.parent);
    if (above) above.children.push(branch);
    else tops.push(branch);
  }
  return tops;
}

/** Those who are furthest from what is due, in money: where looking helps most. */
export function furthest(rows: readonly Attained[], count: number): Attained[] {
  return rows
    .filter((row) => row.person !== null && row.credited < row.paced)
    .sort((one, other) => other.paced - other.credited - (one.paced - one.credited))
    .slice(0, count);
}
