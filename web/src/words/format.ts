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
  instant(value: string): string;
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
        ...(currency ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {}),
      }).format(value),
    date: (value) => {
      const at = new Date(`${value.slice(0, 10)}T00:00:00Z`);
      return Number.isNaN(at.getTime()) ? value : plainDate.format(at);
    },
    range: (from, to, today = new Date()) => {
      const [first, last] = [from, to].map((day) => new Date(`${day.slice(0, 10)}T00:00:00Z`)) as [
        Date,
        Date,
      ];
      if (Number.isNaN(first.getTime()) || Number.isNaN(last.getTime())) return `${from} – ${to}`;
      const now = last.getUTCFullYear() === today.getUTCFullYear();
      const form = now ? thisYear : plainDate;
      return from === to ? form.format(first) : form.formatRange(first, last);
    },
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
