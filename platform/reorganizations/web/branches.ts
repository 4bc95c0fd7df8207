// The chart as a tree: units below units, with everybody in a branch counted.
import type { ChartUnit } from "./types";

export interface Branch {
  unit: ChartUnit;
  depth: number;
  below: Branch[];
  /** People in the unit and below it. */
  all: number;
}

/** A unit whose parent was not there then stands at the top. */
export function branches(units: ChartUnit[]): Branch[] {
  const known = new Set(units.map((unit) => unit.id));
  const build = (parent: string | null, depth: number): Branch[] =>
    units
      .filter((unit) => (unit.parent && known.has(unit.parent) ? unit.parent : null) === parent)
      .map((unit) => {
        const below = build(unit.id, depth + 1);
        return { unit, depth, below, all: below.reduce((sum, one) => sum + one.all, unit.people) };
      });
  return build(null, 0);
}

/** What is shown, from above to below, while these units are shut. */
export function shownOf(tree: Branch[], shut: ReadonlySet<string>): Branch[] {
  return tree.flatMap((branch) => [branch, ...(shut.has(branch.unit.id) ? [] : shownOf(branch.below, shut))]);
}
