// Where one is in the table, and where a key leads. Pure.

export interface Place {
  row: number;
  column: number;
}

/** The cell one is on, and the one that marking began at. */
export interface Cursor {
  at: Place;
  from: Place;
}

export interface Bounds {
  rows: number;
  columns: number;
  /** Rows that a page has. */
  page: number;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export const here = (at: Place): Cursor => ({ at, from: at });

export function rangeOf({ at, from }: Cursor): Range {
  return {
    top: Math.min(at.row, from.row),
    bottom: Math.max(at.row, from.row),
    left: Math.min(at.column, from.column),
    right: Math.max(at.column, from.column),
  };
}

export const isOne = ({ at, from }: Cursor) => at.row === from.row && at.column === from.column;

const within = (value: number, most: number) => Math.max(0, Math.min(value, most));

export function kept(cursor: Cursor, { rows, columns }: Bounds): Cursor {
  const inside = ({ row, column }: Place) => ({
    row: within(row, rows - 1),
    column: within(column, columns - 1),
  });
  return { at: inside(cursor.at), from: inside(cursor.from) };
}

export interface Pressed {
  key: string;
  shift: boolean;
  command: boolean;
}

/** Where a key leads, or nothing if it is none that leads anywhere. */
export function moved(cursor: Cursor, { key, shift, command }: Pressed, bounds: Bounds): Cursor | undefined {
  const { row, column } = cursor.at;
  const [last, end] = [bounds.rows - 1, bounds.columns - 1];
  const steps: Record<string, Place> = {
    ArrowUp: { row: command ? 0 : row - 1, column },
    ArrowDown: { row: command ? last : row + 1, column },
    ArrowLeft: { row, column: command ? 0 : column - 1 },
    ArrowRight: { row, column: command ? end : column + 1 },
    PageUp: { row: row - bounds.page, column },
    PageDown: { row: row + bounds.page, column },
    Home: { row: command ? 0 : row, column: 0 },
    End: { row: command ? last : row, column: end },
  };
  const to = steps[key];
  if (!to) return undefined;
  const next = kept({ at: to, from: shift ? cursor.from : to }, bounds);
  return shift ? next : here(next.at);
}

/** The next cell by Tab, over the end of a row into the next; nothing at the ends of the table. */
export function tabbed({ at }: Cursor, back: boolean, { rows, columns }: Bounds): Place | undefined {
  const nth = at.row * columns + at.column + (back ? -1 : 1);
  if (nth < 0 || nth >= rows * columns) return undefined;
  return { row: Math.floor(nth / columns), column: nth % columns };
}

/** All rows of the columns that are marked. */
export const allRows = ({ at, from }: Cursor, { rows }: Bounds): Cursor => ({
  at: { row: rows - 1, column: at.column },
  from: { row: 0, column: from.column },
});
