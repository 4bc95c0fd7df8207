// What somebody types into the list of problems, on its way to the server.
import type { Fixes, Problem, Profile } from "./types";

/** A value typed for a cell; `everywhere` replaces the wrong one wherever it stands in the column. */
export interface Mended {
  value: string;
  everywhere: boolean;
}

export type Pending = Record<string, Mended>;

export const keyOf = (problem: Problem): string => [problem.file, problem.row, problem.column].join("\u0000");

/** A cell of a file: neither a whole column nor what a rule looked up in another file. */
export function isCell(problem: Problem, profile: Profile): boolean {
  const { file, row, column, weight } = problem;
  if (weight !== "error" || !file || !row || !column) return false;
  const other = column.split(".")[0] ?? "";
  return !(column.includes(".") && other in profile.files);
}

/** A value that stands there may be meant to be another one wherever it stands. */
export const mayMean = (problem: Problem): boolean =>
  problem.weight === "error" && !!problem.file && !!problem.column && !!problem.value;

/** The next state of what was typed: the file's own word needs no correction. */
export function typed(pending: Pending, problem: Problem, mended: Mended): Pending {
  const rest = Object.fromEntries(Object.entries(pending).filter(([key]) => key !== keyOf(problem)));
  return mended.value === (problem.value ?? "") ? rest : { ...rest, [keyOf(problem)]: mended };
}

export function fixesOf(problems: Problem[], pending: Pending): Fixes {
  const fixes: Fixes = { cells: [], everywhere: [] };
  const seen = new Set<string>();
  for (const problem of problems) {
    const mended = pending[keyOf(problem)];
    const { file, row, column, value } = problem;
    if (!mended || !file || !column || seen.has(keyOf(problem))) continue;
    seen.add(keyOf(problem));
    if (mended.everywhere && value) {
      fixes.everywhere.push({ file, column, value, means: mended.value });
    } else if (row) {
      fixes.cells.push({ file, row, column, value: mended.value, was: value });
    }
  }
  return fixes;
}
