import type { Column } from "./types";

/** How wide the columns of the table are in time; `own` is what the plan is divided into. */
export type Width = "none" | "year" | "half" | "quarter" | "own";

/** Some of the plan's periods, one after the other, as one column. */
export interface Stretch {
  key: string;
  from: string;
  to: string;
  /** Places in a line's periods: the first, and behind the last. */
  first: number;
  end: number;
  /** Q1, H2; absent where it is no such part, or one period. */
  part?: string;
  /** The server's name of the one period. */
  period?: string;
}

const months = (from: string, to: string) => {
  const [year = 0, month = 0] = from.split("-").map(Number);
  const [then = 0, last = 0] = to.split("-").map(Number);
  return (then - year) * 12 + last - month;
};

/** Which widths a plan's periods can be put together to. */
export function widths(periods: readonly Column[]): Width[] {
  const all: Width[] = ["none", "year", "half", "quarter", "own"];
  return all.filter((width) => {
    if (width === "none" || width === "own") return true;
    const count = stretches(periods, width).length;
    return count < periods.length && (width === "year" || count > stretches(periods, larger(width)).length);
  });
}

const larger = (width: Width): Width => (width === "quarter" ? "half" : "year");
const SIZE: Record<"year" | "half" | "quarter", number> = { year: 12, half: 6, quarter: 3 };

/** The columns of a width, counted from the plan's first day: its quarters are those of its own year. */
export function stretches(periods: readonly Column[], width: Width): Stretch[] {
  if (width === "none") return [];
  if (width === "own")
    return periods.map(({ from, to, label }, at) => ({
      key: from,
      from,
      to,
      first: at,
      end: at + 1,
      period: label,
    }));
  const start = periods[0]?.from;
  if (!start) return [];
  const found: Stretch[] = [];
  periods.forEach(({ from, to }, at) => {
    const nth = Math.floor(months(start, from) / SIZE[width]);
    const key = `${width}-${nth}`;
    const last = found.at(-1);
    if (last?.key === key) {
      last.to = to;
      last.end = at + 1;
      return;
    }
    const part = width === "year" ? undefined : `${width === "half" ? "H" : "Q"}${nth + 1}`;
    found.push({ key, from, to, first: at, end: at + 1, part });
  });
  return found;
}

export function sumOf(cells: readonly number[], { first, end }: Pick<Stretch, "first" | "end">): number {
  let sum = 0;
  for (let at = first; at < end; at += 1) sum += cells[at] ?? 0;
  return sum;
}
