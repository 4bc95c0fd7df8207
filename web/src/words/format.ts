// Values in the reader's form. Pure: a locale and a time zone in, text out. Money and exact numbers are
// formatted from their decimal text and never pass through a float.
import type { Money } from "../api/types";
import type { Locale } from "./words";

const TAG: Record<Locale, string> = { en: "en-GB", zh: "zh-CN" };

export interface Format {
  /** Shown beside each other in a column: always with the currency's minor digits. */
  money(value: Money): string;
  number(value: number | string, digits?: number): string;
  /** A ratio of 0.1234 as 12.3%. */
  ratio(value: number, digits?: number): string;
  /** Long numbers in a few characters: 1.2M, 120万. */
  short(value: number, currency?: string | null): string;
  date(value: string): string;
  /** Two days and what lies between; this year is not named. */
  range(from: string, to: string, today?: Date): string;
  /** A period by the name the server has for it: 2026-11 as Nov 2026, 2026-Q4 as Q4 2026. */
  period(name: string): string;
  instant(value: string): string;
  /** Names beneath each other in one line. */
  list(names: readonly string[]): string;
  /** What something is called, and what is said of it. */
  named(name: string, text: string): string;
  /** "3 hours ago", within a month; the instant itself beyond. */
  ago(value: string, now?: Date): string;
}

type Exact = Intl.StringNumericLiteral;

export function isMoney(value: unknown): value is Money {
  return typeof value === "object" && value !== null && "amount" in value && "currency" in value;
}

function numberFormat(tag: string, options: Intl.NumberFormatOptions) {
  return new Intl.NumberFormat(tag, options);
}

/** Parts of a year, by the letter that their names have on the server. */
const PART: Record<Locale, Record<"H" | "Q" | "P" | "W", (year: string, n: string) => string>> = {
  en: {
    H: (year, n) => `H${n} ${year}`,
    Q: (year, n) => `Q${n} ${year}`,
    P: (year, n) => `P${n} ${year}`,
    W: (year, n) => `W${n} ${year}`,
  },
  zh: {
    H: (year, n) => `${year}年${n === "1" ? "上" : "下"}半年`,
    Q: (year, n) => `${year}年Q${n}`,
    P: (year, n) => `${year}年第${n}期`,
    W: (year, n) => `${year}年第${n}周`,
  },
};

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export function formatFor(locale: Locale, timeZone?: string): Format {
  const tag = TAG[locale];
  const plainDate = new Intl.DateTimeFormat(tag, {
    year: "numeric",
    month: locale === "zh" ? "numeric" : "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const thisYear = new Intl.DateTimeFormat(tag, {
    month: locale === "zh" ? "numeric" : "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const month = new Intl.DateTimeFormat(tag, { year: "numeric", month: "short", timeZone: "UTC" });
  const instant = new Intl.DateTimeFormat(tag, {
    year: "numeric",
    month: locale === "zh" ? "numeric" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone,
  });
  const ago = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const money = new Map<string, Intl.NumberFormat>();

  const moneyOf = (currency: string) => {
    let found = money.get(currency);
    if (!found) {
      found = numberFormat(tag, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
      money.set(currency, found);
    }
    return found;
  };

  const date = (value: string) => {
    const at = new Date(`${value.slice(0, 10)}T00:00:00Z`);
    return Number.isNaN(at.getTime()) ? value : plainDate.format(at);
  };

  return {
    money: (value) => moneyOf(value.currency).format(value.amount as Exact),
    number: (value, digits = 6) =>
      numberFormat(tag, { maximumFractionDigits: digits }).format(value as Exact),
    ratio: (value, digits = 1) =>
      numberFormat(tag, {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value),
    short: (value, currency) =>
      // British English writes a million as a small m, which reads as milli beside a unit.
      numberFormat(locale === "en" ? "en-US" : tag, {
        notation: "compact",
        maximumFractionDigits: 1,
        // Chinese leaves a number of four digits alone, and people read ¥2,497万.
        useGrouping: "always",
        ...(currency ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {}),
      }).format(value),
    date,
    period: (name) => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(name)) return date(name);
      if (/^\d{4}-\d{2}$/.test(name)) {
        // Not every browser writes a Chinese month with its words.
        const [year, number] = name.split("-").map(Number);
        return locale === "zh" ? `${year}年${number}月` : month.format(new Date(`${name}-01T00:00:00Z`));
      }
      const found = /^(\d{4})-([HQPW])(\d{1,2})$/.exec(name);
      if (!found) return name;
      const [, year = "", kind = "Q", n = ""] = found;
      const number = String(Number(n));
      return PART[locale][kind as "H" | "Q" | "P" | "W"](year, number);
    },
    range: (from, to, today = new Date()) => {
      const [first, last] = [from, to].map((day) => new Date(`${day.slice(0, 10)}T00:00:00Z`)) as [
        Date,
        Date,
      ];
      if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return `${from} – ${to}`;
      const now = last.getUTCFullYear() === today.getUTCFullYear();
      const form = now ? thisYear : plainDate;
      if (from === to) return form.format(first);
      // Chinese browsers say an earlier year twice where its name once is enough.
      if (!now && locale === "zh" && first.getUTCFullYear() === last.getUTCFullYear())
        return `${form.format(first)} – ${thisYear.format(last)}`;
      return form.formatRange(first, last);
    },
    named: (name, text) => (locale === "zh" ? `${name}：${text}` : `${name}: ${text}`),
    list: (names) => names.join(locale === "zh" ? "、" : ", "),
    instant: (value) => {
      const at = new Date(value);
      return Number.isNaN(at.getTime()) ? value : instant.format(at);
    },
    ago: (value, now = new Date()) => {
      const seconds = (new Date(value).getTime() - now.getTime()) / 1000;
      if (Math.abs(seconds) > 30 * 86_400) return instant.format(new Date(value));
      for (const [unit, size] of STEPS) {
        if (Math.abs(seconds) >= size) return ago.format(Math.trunc(seconds / size), unit);
      }
      return ago.format(0, "second");
    },
  };
}
