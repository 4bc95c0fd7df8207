// The KPI page in its address: what is asked, in the words of the API.
export interface KpiState {
  metric?: string;
  /** Dimensions, outermost first; empty: one number for all; absent: the usual way to cut it. */
  by?: string[];
  /** Dates, both included. */
  from?: string;
  to?: string;
  /** A named period; it gives `from` and `to` on the day it is looked at. */
  period?: string;
  /** Which rows count: dimension → allowed labels. */
  where?: Record<string, string[]>;
  /** Team and region as they were at each row's own date, or as they are today. */
  tree?: "then" | "now";
}

function date(raw: unknown): string | undefined {
  return typeof raw === "string" && /^\d{4}-\d{2}-\d{2}$/.test(raw) ? raw : undefined;
}

export function readKpiState(raw: Record<string, unknown>): KpiState {
  const state: KpiState = {};
  if (typeof raw.metric === "string" && raw.metric) state.metric = raw.metric;
  const by = Array.isArray(raw.by) ? raw.by : typeof raw.by === "string" ? raw.by.split(",") : [];
  const names = by.filter((one): one is string => typeof one === "string" && one !== "");
  // Said to be none is not the same as not said.
  if (names.length > 0 || (Array.isArray(raw.by) && raw.by.length === 0)) state.by = names;
  if (date(raw.from)) state.from = date(raw.from);
  if (date(raw.to)) state.to = date(raw.to);
  if (typeof raw.period === "string" && raw.period) state.period = raw.period;
  if (typeof raw.where === "object" && raw.where !== null && !Array.isArray(raw.where)) {
    const where = Object.entries(raw.where as Record<string, unknown>).flatMap(([name, values]) => {
      const list = (Array.isArray(values) ? values : [values]).map(String).filter(Boolean);
      return list.length > 0 ? [[name, list] as const] : [];
    });
    if (where.length > 0) state.where = Object.fromEntries(where);
  }
  if (raw.tree === "now") state.tree = "now";
  return state;
}

const USUAL = ["region", "team", "owner", "source"];

/** The dimensions to show: those asked for, else the first usual one that the number knows. */
export function byOf(state: KpiState, known: readonly string[]): string[] {
  if (state.by) return state.by.filter((name) => known.includes(name));
  return USUAL.filter((name) => known.includes(name)).slice(0, 1);
}

export const PERIODS = [
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
  "this_year",
  "last_year",
  "all",
] as const;
export type Period = (typeof PERIODS)[number];

const pad = (n: number) => String(n).padStart(2, "0");
const day = (year: number, month: number, date: number) => {
  const at = new Date(Date.UTC(year, month, date));
  return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
};

/** A calendar period's first and last day, seen from `today` (`2026-11-21`, in the company's zone). */
export function datesOf(period: Period, today: string): { from?: string; to?: string } {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const m = month - 1;
  const q = m - (m % 3);
  switch (period) {
    case "this_month":
      return { from: day(year, m, 1), to: day(year, m + 1, 0) };
    case "last_month":
      return { from: day(year, m - 1, 1), to: day(year, m, 0) };
    case "this_quarter":
      return { from: day(year, q, 1), to: day(year, q + 3, 0) };
    case "last_quarter":
      return { from: day(year, q - 3, 1), to: day(year, q, 0) };
    case "this_year":
      return { from: day(year, 0, 1), to: day(year, 12, 0) };
    case "last_year":
      return { from: day(year - 1, 0, 1), to: day(year, 0, 0) };
    case "all":
      return {};
  }
}

export function todayIn(timeZone: string | undefined, now = new Date()): string {
  // Sweden writes its dates as ISO does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(now);
}

/** `outcome=won,lost`; several dimensions are joined with a semicolon. */
export function whereText(where: Record<string, string[]> | undefined): string {
  return Object.entries(where ?? {})
    .map(([name, values]) => `${name}=${values.join(",")}`)
    .join(";");
}

export function kpiQuery(state: KpiState, timeZone?: string): Record<string, string> {
  const query: Record<string, string> = {};
  if (state.by?.length) query.by = state.by.join(",");
  const named = PERIODS.includes(state.period as Period)
    ? datesOf(state.period as Period, todayIn(timeZone))
    : { from: state.from, to: state.to };
  if (named.from) query.from = named.from;
  if (named.to) query.to = named.to;
  const where = whereText(state.where);
  if (where) query.where = where;
  if (state.tree === "now") query.tree = "now";
  return query;
}
