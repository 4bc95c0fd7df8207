// A block that was pasted, as edits. Pure.
import { isOne, rangeOf, type Cursor } from "./cursor";
import { editOf, isSame, type Part } from "./sheet";
import type { Scale } from "./amounts";
import type { Edit, Grid, Line } from "./types";

export interface Pasted {
  edits: Edit[];
  /** Texts that are no amounts, as they were written. */
  wrong: string[];
  /** Columns that nobody writes in. */
  closed: Part[];
  /** Names of the block that no place has. */
  unknown: string[];
  /** Rows of the block below the last line. */
  beyond: number;
}

/**
 * One value goes into all that is marked; a block goes down and to the right from the first marked cell. On the column of
 * names the first column of the block says which places the rest is for, in any order.
 */
export function pasted(
  rows: string[][],
  cursor: Cursor,
  lines: readonly Line[],
  parts: readonly Part[],
  grid: Grid,
  scale: Scale,
): Pasted {
  const done: Pasted = { edits: [], wrong: [], closed: [], unknown: [], beyond: 0 };
  const range = rangeOf(cursor);
  const put = (line: Line, part: Part | undefined, text: string) => {
    if (!part) return;
    const edit = editOf(part, line, text, grid, scale);
    if (edit === "wrong") done.wrong.push(text);
    else if (edit !== "closed") {
      if (!isSame(edit, line)) done.edits.push(edit);
    } else if (!done.closed.includes(part)) done.closed.push(part);
  };
  const one = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined;
  if (one !== undefined && !isOne(cursor)) {
    for (let row = range.top; row <= range.bottom; row += 1)
      for (let column = range.left; column <= range.right; column += 1) {
        const line = lines[row];
        if (line) put(line, parts[column], one);
      }
    return done;
  }
  const byName = range.left === 0 && rows.every((row) => row.length > 1);
  const named = new Map<string, Line[]>();
  if (byName)
    for (const line of grid.rows) {
      const key = line.name.trim().toLowerCase();
      named.set(key, [...(named.get(key) ?? []), line]);
    }
  rows.forEach((cells, at) => {
    if (!byName) {
      const line = lines[range.top + at];
      if (!line) done.beyond += 1;
      else cells.forEach((text, nth) => put(line, parts[range.left + nth], text));
      return;
    }
    const [name = "", ...rest] = cells;
    const found = named.get(name.trim().toLowerCase()) ?? [];
    // A name that two have says nobody's.
    if (found.length !== 1 || !found[0]) {
      // A head is no place: nothing in it is an amount.
      if (at > 0 || !isHead(rest)) done.unknown.push(name);
      return;
    }
    for (const [nth, text] of rest.entries()) put(found[0], parts[1 + nth], text);
  });
  return done;
}

const isHead = (cells: string[]) => cells.every((text) => !/\d/.test(text));
