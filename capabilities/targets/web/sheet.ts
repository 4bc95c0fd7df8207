// The columns of the plan's table: what stands in a cell, and what becomes of what is written into one. Pure.
import { changed, exact, minor, typed, type Scale } from "./amounts";
import { stretches, sumOf, type Stretch, type Width } from "./periods";
import type { Edit, Grid, Line } from "./types";

export type Sort =
  | "name"
  | "target"
  | "min"
  | "max"
  | "below"
  | "over"
  | "share"
  | "talk"
  | "proposed"
  | "short"
  | "driver"
  | "period";

/** A column of the table. */
export interface Part {
  key: string;
  sort: Sort;
  width: number;
  /** Of a driver: which. */
  driver?: string;
  /** Of a stretch of the year. */
  stretch?: Stretch;
}

/** Groups of columns that a reader takes in or leaves out. */
export type Group = "bounds" | "below" | "talk" | "drivers";
export const GROUPS: Group[] = ["bounds", "below", "talk", "drivers"];

/** Drivers that the places have numbers for. */
export function driversOf(grid: Pick<Grid, "rows" | "blend">): string[] {
  const named = (grid.blend ?? []).map((part) => part.driver).filter((driver) => driver !== "even");
  const found = new Set(named);
  for (const line of grid.rows) for (const driver of Object.keys(line.drivers)) found.add(driver);
  return [...found];
}

export function partsOf(
  grid: Grid,
  groups: ReadonlySet<Group>,
  width: Width,
  nameWidth: number,
  figureWidth: number,
): Part[] {
  const part = (sort: Sort, width: number, more: Partial<Part> = {}): Part => ({
    key: sort,
    sort,
    width,
    ...more,
  });
  const wide = Math.max(112, figureWidth);
  return [
    part("name", nameWidth),
    part("target", wide + 24),
    ...(groups.has("bounds") ? [part("min", wide), part("max", wide)] : []),
    ...(groups.has("below") ? [part("below", wide), part("over", 80), part("share", 72)] : []),
    ...(groups.has("talk") ? [part("talk", 136), part("proposed", wide), part("short", wide)] : []),
    ...(groups.has("drivers")
      ? driversOf(grid).map((driver) => part("driver", wide, { key: `driver.${driver}`, driver }))
      : []),
    ...stretches(grid.periods, width).map((stretch) =>
      part("period", Math.max(92, figureWidth), { key: `period.${stretch.key}`, stretch }),
    ),
  ];
}

/** What several lines are looked at with. */
export interface Looks {
  scale: Scale;
  /** Values by place, for what a place has of the one above. */
  values: ReadonlyMap<string, number>;
  /** What can be reached as people say, by place; absent where nobody there or below has said anything. */
  proposals: ReadonlyMap<string, number>;
}

export function looks(rows: readonly Line[], scale: Scale): Looks {
  const values = new Map(rows.map((line) => [line.node, line.value]));
  const proposals = new Map<string, number>();
  const below = new Map<string, number>();
  // From the leaves up, for lines come after the one above them. What counts above is by how much those below differ from
  // what they were given: the over-assignment that is handed down stays out of it.
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const line = rows[at];
    if (!line) continue;
    const differs = line.proposed === null ? below.get(line.node) : line.proposed - line.value;
    if (differs === undefined) continue;
    proposals.set(line.node, line.value + differs);
    if (line.parent !== null) below.set(line.parent, (below.get(line.parent) ?? 0) + differs);
  }
  return { scale, values, proposals };
}

/** What people think they can reach: their own word, or what those below them say together. */
export const bottomUp = (line: Line, { proposals }: Looks): number | null => proposals.get(line.node) ?? null;

/** The amount in a cell, in the smallest unit; nothing where the cell holds none. */
export function amountIn(part: Part, line: Line, looks: Looks): number | null {
  switch (part.sort) {
    case "target":
      return line.value;
    case "min":
      return line.min;
    case "max":
      return line.max;
    case "below":
      return line.below;
    case "proposed":
      return bottomUp(line, looks);
    case "short": {
      const up = bottomUp(line, looks);
      return up === null ? null : up - line.value;
    }
    case "period":
      return part.stretch ? sumOf(line.periods, part.stretch) : null;
    case "name":
    case "over":
    case "share":
    case "talk":
    case "driver":
      return null;
  }
}

/** A ratio in a cell, as a float for people: 0.05 is 5 %. */
export function ratioIn(part: Part, line: Line, { values }: Looks): number | null {
  if (part.sort === "over")
    return line.below === null || line.value === 0 ? null : line.below / line.value - 1;
  if (part.sort !== "share" || line.parent === null) return null;
  const above = values.get(line.parent);
  return above ? line.value / above : null;
}

/** What a cell gives to a spreadsheet: plain numbers in what the table shows. */
export function copied(part: Part, line: Line, looks: Looks, text: (amount: number) => string): string {
  if (part.sort === "name") return line.name;
  if (part.sort === "driver") return line.drivers[part.driver ?? ""] ?? "";
  const ratio = ratioIn(part, line, looks);
  if (ratio !== null) return String(Math.round(ratio * 1e6) / 1e6);
  const amount = amountIn(part, line, looks);
  return amount === null ? "" : text(amount);
}

/** Why a text does not become an edit: it is no amount, or nobody writes there. */
export type Refused = "wrong" | "closed";

const WRITTEN: Sort[] = ["target", "min", "max", "proposed", "driver"];
export const isWritten = (part: Part | undefined): part is Part => !!part && WRITTEN.includes(part.sort);

/** What becomes of a text that is written into a cell. */
export function editOf(part: Part, line: Line, text: string, grid: Grid, scale: Scale): Edit | Refused {
  if (!isWritten(part)) return "closed";
  const { node } = line;
  if (part.sort === "driver") {
    const name = part.driver ?? "";
    const value = typed(text, { digits: 28 });
    return value === undefined ? "wrong" : { node, driver: { name, value } };
  }
  const held =
    part.sort === "target"
      ? line.value
      : part.sort === "min"
        ? line.min
        : part.sort === "max"
          ? line.max
          : line.proposed;
  const turned = held === null ? undefined : changed(text, held, grid.unit);
  const amount = turned === undefined ? typed(text, scale) : exact(turned, scale);
  if (amount === undefined) return "wrong";
  switch (part.sort) {
    case "target":
      return { node, lock: amount };
    case "min":
      return { node, min: amount };
    case "max":
      return { node, max: amount };
    case "proposed":
      return { node, proposed: amount };
    default:
      return "closed";
  }
}

/** The table after edits, as far as it is known before the server has worked out the rest. */
export function foreseen(rows: readonly Line[], edits: readonly Edit[], scale: Scale): Line[] {
  const said = new Map<string, Edit[]>();
  for (const edit of edits) said.set(edit.node, [...(said.get(edit.node) ?? []), edit]);
  return rows.map((row) => {
    const own = said.get(row.node);
    return own ? own.reduce<Line>((line, edit) => withEdit(line, edit, scale), row) : row;
  });
}

export function withEdit(line: Line, edit: Edit, scale: Scale): Line {
  const read = (text: string | null) => (text === null ? null : minor(text, scale));
  if ("driver" in edit)
    return { ...line, drivers: { ...line.drivers, [edit.driver.name]: edit.driver.value } };
  if ("lock" in edit) {
    const lock = read(edit.lock);
    return { ...line, lock, value: lock ?? line.value };
  }
  if ("min" in edit) return { ...line, min: read(edit.min) };
  if ("max" in edit) return { ...line, max: read(edit.max) };
  if ("bucket" in edit) return { ...line, bucket: edit.bucket };
  return { ...line, proposed: read(edit.proposed) };
}

/** The widest amount of a column of figures decides for all: as many pixels as its text takes. */
export function widthOf(amounts: Iterable<number>, write: (amount: number) => string): number {
  let longest = 0;
  for (const amount of amounts) longest = Math.max(longest, write(amount).length);
  return Math.min(220, 26 + longest * 8);
}

/** Nothing would be different: what is let go was not held. */
export function isSame(edit: Edit, line: Line): boolean {
  if ("driver" in edit) return (line.drivers[edit.driver.name] ?? null) === edit.driver.value;
  if ("lock" in edit) return edit.lock === null && line.lock === null;
  if ("min" in edit) return edit.min === null && line.min === null;
  if ("max" in edit) return edit.max === null && line.max === null;
  if ("bucket" in edit) return edit.bucket === line.bucket;
  return edit.proposed === null && line.proposed === null;
}
