// The headcount board as a tree: units with what stands below them, added up.
import type { Amounts, Headcount, HeadcountCell } from "./types";

export interface Branch extends Amounts {
  id: string;
  name: string;
  depth: number;
  /** Positions of the unit itself, by name. */
  cells: (HeadcountCell & { name: string })[];
  below: Branch[];
}

const NONE: Amounts = { planned: 0, actual: 0, vacant: 0, over: 0 };

/** Ten-thousandths are exact in whole numbers; sums of decimal fractions are not. */
const exact = (one: number, other: number) => Math.round((one + other) * 10_000) / 10_000;

function plus(one: Amounts, other: Amounts): Amounts {
  return {
    planned: exact(one.planned, other.planned),
    actual: exact(one.actual, other.actual),
    vacant: exact(one.vacant, other.vacant),
    over: exact(one.over, other.over),
  };
}

/** Units in their order, each with its sum; those in whose branch there is nothing are left out. */
export function branches(board: Headcount): Branch[] {
  const names = new Map(board.positions.map((position) => [position.id, position.name]));
  const known = new Set(board.units.map((unit) => unit.id));
  const build = (parent: string | null, depth: number): Branch[] =>
    board.units
      .filter((unit) => (unit.parent_id && known.has(unit.parent_id) ? unit.parent_id : null) === parent)
      .flatMap((unit) => {
        const below = build(unit.id, depth + 1);
        const cells = board.cells
          .filter((cell) => cell.unit_id === unit.id)
          .map((cell) => ({ ...cell, name: names.get(cell.position_id) ?? "" }))
          .sort((one, other) => one.name.localeCompare(other.name));
        if (cells.length === 0 && below.length === 0) return [];
        const sum = [...cells, ...below].reduce(plus, NONE);
        return [{ id: unit.id, name: unit.name, depth, cells, below, ...sum }];
      });
  return build(null, 0);
}

export type Line =
  | { kind: "unit"; branch: Branch; open: boolean }
  | { kind: "position"; depth: number; unit: string; cell: Branch["cells"][number] };

/** What is shown, line by line, while these units are shut. */
export function lines(tree: Branch[], shut: ReadonlySet<string>): Line[] {
  return tree.flatMap((branch): Line[] => {
    const open = !shut.has(branch.id);
    const unit: Line = { kind: "unit", branch, open };
    if (!open) return [unit];
    const own = branch.cells.map((cell): Line => ({
      kind: "position",
      depth: branch.depth + 1,
      unit: branch.name,
      cell,
    }));
    return [unit, ...own, ...lines(branch.below, shut)];
  });
}
