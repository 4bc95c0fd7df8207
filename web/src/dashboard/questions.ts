// What a card has to ask, in the words of `POST /kpis/ask`.
import type { Metric } from "../api/types";
import { addYears, compared, type Ends, type Named, pastOf, pointsBefore, type Span, spanOf } from "./span";
import type { Card, Compare } from "./spec";

export interface Question {
  metric: string;
  by?: string[];
  from?: string;
  to?: string;
  as_of?: string;
  where?: Record<string, string[]>;
}

/** What all cards of a dashboard are narrowed to. */
export interface Asking {
  today: string;
  periods: Record<string, Named>;
  metrics: Metric[];
  /** The dashboard's period: a name of `periods`, or two dates. */
  period: string | Ends;
  unit?: string;
  product?: string;
  /** The reader, as a person of the company. */
  me?: string | null;
}

export interface Asked {
  span: Span;
  /** What it is put beside, where it is. */
  beside?: Ends;
  now: Question;
  before?: Question;
  /** A flow asks its past in one; what stood open at a moment is asked moment by moment, oldest first. */
  past: Question[];
  /** The dates of those moments. */
  points: string[];
  /** Filters of the dashboard that this number does not know. */
  ignores: ("unit" | "product")[];
}

/** Weeks of a calendar of activity. */
const WEEKS = 26;

const POINTS = 8;

export function metricOf(card: Card, asking: Asking): Metric | undefined {
  return asking.metrics.find((one) => one.name === card.metric);
}

function periodOf(card: Card, asking: Asking): { ends: Ends; named?: Named } | undefined {
  const period = card.period ?? asking.period;
  if (typeof period !== "string") return { ends: period };
  const named = asking.periods[period];
  return named && { ends: named, named };
}

function conditions(card: Card, metric: Metric, asking: Asking) {
  const where: Record<string, string[]> = { ...card.where };
  const ignores: Asked["ignores"] = [];
  const knows = (dimension: string) => metric.dimensions?.includes(dimension) ?? false;
  if (card.mine && asking.me) where.owner = [asking.me];
  // Whatever counts for somebody has a place in the organization.
  if (asking.unit && knows("owner")) where.unit = [asking.unit];
  else if (asking.unit) ignores.push("unit");
  if (asking.product && knows("product")) where.product = [asking.product];
  else if (asking.product) ignores.push("product");
  return { where: Object.keys(where).length > 0 ? where : undefined, ignores };
}

/** Nothing where the reader is not told the number, or the company has no such period. */
export function questionsOf(card: Card, asking: Asking): Asked | undefined {
  const metric = metricOf(card, asking);
  const period = periodOf(card, asking);
  if (!metric || !period) return undefined;
  const span = spanOf(period.ends, asking.today);
  const compare: Compare = card.compare ?? "before";
  const { where, ignores } = conditions(card, metric, asking);
  const stands = metric.counts === "end";
  const by = card.kind === "bars" || card.kind === "funnel" || card.kind === "league" ? card.by : undefined;
  const over = (ends: Ends, cut?: string): Question => ({
    metric: metric.name,
    ...(cut ? { by: [cut] } : {}),
    ...(stands ? { as_of: ends.to } : { from: ends.from, to: ends.to }),
    ...(where ? { where } : {}),
  });
  const passed = { from: span.from, to: span.until };
  if (card.kind === "heat") {
    const from = startOfWeek(span.until, -(WEEKS - 1) * 7);
    return { span, now: over({ from, to: span.until }, "day"), past: [], points: [], ignores };
  }
  const past = pastOf(span);
  const trend = card.kind === "trend";
  const beside = trend
    ? card.compare === "year" && !stands
      ? { from: addYears(past.from, -1), to: addYears(past.to, -1) }
      : undefined
    : compared(span, period.named, compare);
  const wanted = card.kind === "number" || trend;
  const points = wanted && stands ? pointsBefore(span.until, past.grain, POINTS) : [];
  const flow = over({ from: past.from, to: past.to }, past.grain);
  return {
    span,
    beside,
    now: over(passed, by),
    before:
      beside && (trend || card.kind === "number" || card.kind === "league")
        ? over(beside, trend ? past.grain : by)
        : undefined,
    past: !wanted ? [] : stands ? points.map((day) => over({ from: day, to: day })) : [flow],
    points,
    ignores,
  };
}

function startOfWeek(date: string, days: number): string {
  const time = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  const weekday = (new Date(time).getUTCDay() + 6) % 7;
  return new Date(time - weekday * 86_400_000).toISOString().slice(0, 10);
}

/** In the order in which `answersOf` reads them back. */
export function listed(asked: Asked): Question[] {
  return [asked.now, ...(asked.before ? [asked.before] : []), ...asked.past];
}

/** `$me`, `$today` and their like in a list's filter, filled in. */
export function filled<T>(value: T, asking: Pick<Asking, "today" | "me">, endOfToday: string): T {
  if (typeof value === "string") {
    if (value === "$me") return (asking.me ?? "00000000-0000-0000-0000-000000000000") as T;
    if (value === "$today") return asking.today as T;
    if (value === "$end_of_today") return endOfToday as T;
    const ago = /^\$days_ago_(\d+)$/.exec(value);
    if (ago) {
      const time = Date.parse(`${asking.today}T00:00:00Z`) - Number(ago[1]) * 86_400_000;
      return new Date(time).toISOString().slice(0, 10) as T;
    }
    return value;
  }
  if (Array.isArray(value)) return value.map((one: unknown) => filled(one, asking, endOfToday)) as T;
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, filled(one, asking, endOfToday)]),
    ) as T;
  }
  return value;
}
