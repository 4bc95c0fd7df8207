import type { Field, Kind, Labels, Noun, Row, Value } from "../api/types";
import { isMoney, type Format } from "../words/format";

export function fieldOf(noun: Noun, name: string): Field | undefined {
  return noun.fields.find((field) => field.name === name);
}

/** The key of a field that a customer added, which is its name without `custom.` in front. */
export function customKey(field: Field): string {
  return field.name.replace(/^custom\./, "");
}

/** The noun that a reference points to; some rows say it beside the reference. */
export function nounReferred(field: Field, row: Row | undefined): string | undefined {
  if (field.ref !== "*") return field.ref ?? undefined;
  const said = row?.[field.name.replace(/_id$/, "_noun")];
  return typeof said === "string" ? said : undefined;
}

/** Fields a customer added live under `custom`; everyone else reads and writes them like the rest. */
export function valueOf(row: Row, field: Field): Value {
  return field.custom ? row.custom?.[customKey(field)] : row[field.name];
}

export function isMasked(row: Row, field: Field): boolean {
  return row.masked?.includes(field.name) ?? false;
}

export function titleOf(noun: Noun, row: Row): string {
  const title = row[noun.title];
  return typeof title === "string" && title !== "" ? title : `${noun.label} ${row.id.slice(0, 8)}`;
}

const NUMERIC: Kind[] = ["integer", "quantity", "decimal", "percent", "money"];
export const isNumeric = (kind: Kind) => NUMERIC.includes(kind);

// A reference would be in the order of ids, which means nothing to anyone.
const UNSORTABLE: Kind[] = ["json", "tags", "long_text", "ref"];
export const isSortable = (field: Field) => !UNSORTABLE.includes(field.kind);

const GROUPS: Kind[] = ["choice", "ref", "bool"];
export const isGroupable = (field: Field) => GROUPS.includes(field.kind) && field.ref !== "*";

const WIDTH: Record<Kind, number> = {
  text: 200,
  long_text: 280,
  integer: 110,
  quantity: 120,
  decimal: 130,
  percent: 110,
  money: 130,
  currency: 90,
  date: 120,
  instant: 160,
  bool: 90,
  choice: 110,
  ref: 172,
  tags: 180,
  email: 210,
  phone: 150,
  url: 200,
  json: 200,
};
/** As wide as its values mostly are, and never too narrow for its own name; near enough, in pixels. */
export function widthOf(field: Field): number {
  const name = [...field.label].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12.5 : 6.5), 24);
  return Math.max(WIDTH[field.kind], Math.min(Math.ceil(name), 220));
}

/** A value as plain text in the reader's form; `null` when there is nothing to say. */
export function textOf(
  field: Field,
  value: Value,
  format: Format,
  labels: Labels = {},
  yesNo: [string, string] = ["✓", "–"],
): string | null {
  if (value === null || value === undefined || value === "") return null;
  // Whatever the field table says, an amount is an amount.
  if (isMoney(value)) return format.money(value);
  switch (field.kind) {
    case "integer":
      return format.number(value as number, 0);
    case "quantity":
      return field.unit ? `${format.number(value as number)} ${field.unit}` : format.number(value as number);
    case "percent":
      return `${format.number(value as number, 2)}%`;
    case "date":
      return format.date(String(value));
    case "instant":
      return format.instant(String(value));
    case "bool":
      return value === true ? yesNo[0] : yesNo[1];
    case "choice":
      return field.options?.find((option) => option.value === value)?.label ?? String(value);
    case "ref":
      // A name that is kept from the reader, or of a row that is gone: its id would tell nobody anything.
      return labels[String(value)] ?? "•••";
    case "tags":
      return Array.isArray(value) && value.length > 0 ? format.list(value as string[]) : null;
    case "json":
      return JSON.stringify(value);
    case "text":
    case "long_text":
    case "email":
    case "phone":
    case "url":
    case "decimal":
    case "money":
    case "currency":
      return String(value);
  }
}

/** An amount alone, which the server reads in the currency of its row. */
export function amountOf(value: Value): Value {
  return isMoney(value) ? value.amount : value;
}

export function sameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  // An amount is in its row's currency: what is compared is the number.
  if (isMoney(one) || isMoney(other)) {
    const [a, b] = [amountOf(one), amountOf(other)];
    return a === b || (!!a && !!b && Number(a) === Number(b) && String(a).length < 15);
  }
  const nothing = (value: Value) => value === null || value === undefined || value === "";
  if (nothing(one) && nothing(other)) return true;
  return JSON.stringify(one) === JSON.stringify(other);
}
