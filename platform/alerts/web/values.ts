import type { Format } from "@shell/words/format";
import type { Backtest } from "./types";

export interface Measure {
  unit: Backtest["unit"];
  currency: string | null;
}

const shorter = (text: string, digits: number) => {
  const [whole = "0", rest = ""] = text.split(".");
  return digits === 0 ? whole : `${whole}.${rest.padEnd(digits, "0").slice(0, digits)}`;
};

/** A number in its unit. What is a share is told in percent, an amount in the company's currency. */
export function valueText(value: string | number | null | undefined, of: Measure, format: Format): string {
  if (value === null || value === undefined || value === "") return "–";
  const text = String(value);
  switch (of.unit) {
    case "ratio":
      return format.ratio(Number(text));
    case "money":
      return of.currency
        ? format.money({ amount: shorter(text, 2), currency: of.currency })
        : format.number(Number(text), 0);
    case "days":
      return format.number(Number(text), 1);
    case "count":
      return format.number(Number(text), Number.isInteger(Number(text)) ? 0 : 1);
  }
}

/** How high a column is, in percent of the highest; what lies below nought is drawn from nought. */
export function heights(values: (string | null | undefined)[]): number[] {
  const known = values.map((value) =>
    value === null || value === undefined ? 0 : Math.max(0, Number(value)),
  );
  const most = Math.max(...known, 0);
  return known.map((value) => (most > 0 ? Math.round((value / most) * 1000) / 10 : 0));
}
