// Periods as numbers are asked for them. What this month or quarter is, the server says (its calendar has fiscal years);
// here is only what follows from it: how much of it has passed, and the same stretch of what it is compared with.
import type { Compare } from "./spec";

export interface Ends {
  from: string;
  to: string;
}

export interface Named extends Ends {
  name: string;
  before: Ends | null;
  year_before: Ends | null;
}

export interface Span extends Ends {
  /** The last day of it that has come. */
  until: string;
  /** It has not ended: it stands at this point, and is compared with the same point. */
  running: boolean;
}

const DAY = 86_400_000;
const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

export const addDays = (date: string, days: number) => dateOf(at(date) + days * DAY);
export const daysBetween = (from: string, to: string) => Math.round((at(to) - at(from)) / DAY);

/** The same day of another year; 29 February becomes the 28th. */
export function addYears(date: string, years: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return dateOf(Date.UTC(year + years, month - 1, Math.min(day, last)));
}

export function spanOf(ends: Ends, today: string): Span {
  const running = ends.from <= today && today < ends.to;
  return { from: ends.from, to: ends.to, until: running ? today : ends.to, running };
}

/** What a span is put beside: as much of the other period as has passed of this one. */
export function compared(span: Span, named: Named | undefined, compare: Compare): Ends | undefined {
  if (compare === "none") return undefined;
  const other = named
    ? compare === "year"
      ? named.year_before
      : named.before
    : compare === "year"
      ? { from: addYears(span.from, -1), to: addYears(span.to, -1) }
      : {
          from: addDays(span.from, -daysBetween(span.from, span.to) - 1),
          to: addDays(span.from, -1),
        };
  if (!other) return undefined;
  if (!span.running) return { from: other.from, to: other.to };
  const point = addDays(other.from, daysBetween(span.from, span.until));
  return { from: other.from, to: point < other.to ? point : other.to };
}

export type Grain = "day" | "week" | "month" | "quarter";

const GRAINS: { grain: Grain; most: number; days: number; count: number }[] = [
  { grain: "day", most: 8, days: 1, count: 14 },
  { grain: "month", most: 190, days: 31, count: 12 },
  { grain: "quarter", most: Infinity, days: 92, count: 8 },
];

/** How a number's past is cut for a span of this length, and how far back it is asked for. */
export function pastOf(span: Span): { grain: Grain; from: string; to: string; count: number } {
  const length = daysBetween(span.from, span.to) + 1;
  const found = GRAINS.find((one) => length <= one.most) ?? GRAINS[1];
  const { grain, days, count } = found as (typeof GRAINS)[number];
  // Enough for one more than are shown: the first one may begin in its middle and is left out.
  return { grain, from: addDays(span.until, -days * (count + 1)), to: span.until, count };
}

const pad = (n: number) => String(n).padStart(2, "0");

function nextLabel(label: string): string | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(label);
  if (day) return addDays(label, 1);
  const month = /^(\d{4})-(\d{2})$/.exec(label);
  if (month) {
    const [year, m] = [Number(month[1]), Number(month[2])];
    return m === 12 ? `${year + 1}-01` : `${year}-${pad(m + 1)}`;
  }
  const quarter = /^(\d{4})-Q([1-4])$/.exec(label);
  if (quarter) {
    const [year, q] = [Number(quarter[1]), Number(quarter[2])];
    return q === 4 ? `${year + 1}-Q1` : `${year}-Q${q + 1}`;
  }
  return undefined;
}

/** The same day, month or quarter of the year before. */
export function yearBefore(label: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(label)
    ? addYears(label, -1)
    : label.replace(/^\d{4}/, (year) => String(Number(year) - 1));
}

/** Every label from the first to the last, those of periods in which nothing happened included. */
export function unbroken(labels: readonly string[]): string[] {
  const sorted = [...labels].sort();
  const last = sorted[sorted.length - 1];
  const all: string[] = [];
  for (let next: string | undefined = sorted[0]; next && last && next <= last; next = nextLabel(next)) {
    all.push(next);
    if (all.length > 800) return sorted;
  }
  return all[all.length - 1] === last ? all : sorted;
}

/** The ends of the periods before a day, newest last: what stood open is asked for one day after another. */
export function pointsBefore(until: string, grain: Grain, count: number): string[] {
  const points: string[] = [until];
  let [year = 0, month = 1] = until.split("-").map(Number);
  for (let back = 1; back < count; back += 1) {
    if (grain === "day") points.unshift(addDays(until, -back));
    else {
      const step = grain === "quarter" ? 3 : 1;
      // Day 0 of a month is the last one of the month before.
      points.unshift(dateOf(Date.UTC(year, month - 1, 0)));
      month -= step;
      if (month < 1) {
        month += 12;
        year -= 1;
      }
    }
  }
  return points;
}
