import type { Kpi, KpiRow, Meta, Value } from "../api/types";
import type { Format } from "../words/format";
import type { Say, Word } from "../words/words";

/** One of a KPI's numbers in the reader's form; `null` (nothing to divide by) is said, not drawn as 0. */
export function figureText(kpi: Kpi, value: Value, format: Format, say: Say<Word>): string {
  if (value === null || value === undefined) return "–";
  switch (kpi.unit) {
    case "ratio":
      return format.ratio(Number(value), 1);
    case "money":
      return kpi.currency
        ? format.money({ amount: String(value), currency: kpi.currency })
        : format.number(String(value));
    case "days":
      return say("unit.days", { n: format.number(Number(value), 1) });
    default:
      return format.number(String(value), 2);
  }
}

/** The parts a ratio is made of; a share of money has parts in money. */
export function partText(value: Value, format: Format): string {
  return value === null || value === undefined ? "–" : format.number(String(value), 2);
}

export function groupText(row: KpiRow, dimension: string, say: Say<Word>, format: Format): string {
  const value = row[dimension];
  if (value === null || value === undefined || value === "") return say("kpi.unnamed");
  return isTime(dimension) ? format.period(String(value)) : String(value);
}

export function dimensionLabel(meta: Meta, name: string): string {
  return meta.dimensions.find((one) => one.name === name)?.label ?? name;
}

/** Months, quarters and the like run along time: drawn as a line, kept in order. */
export function isTime(name: string): boolean {
  return ["day", "week", "month", "quarter", "half", "year", "fiscal_year", "fiscal_quarter"].includes(name);
}

/** What tells one group from the others in a question about its rows: ids where there are ids. */
export function groupQuery(row: KpiRow, by: string[]): Record<string, string> {
  return Object.fromEntries(
    by.flatMap((name) => {
      const id = row[`${name}_id`];
      if (typeof id === "string" || typeof id === "number") return [[`${name}_id`, String(id)]];
      const value = row[name];
      return [[name, value === null || value === undefined ? "" : String(value)]];
    }),
  );
}
