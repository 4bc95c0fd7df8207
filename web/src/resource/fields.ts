import type { Field, Kind, Labels, Noun, Row, Value } from "../api/types";
import { isMoney, type Format } from "../words/format";

export function fieldOf(noun: Noun, name: string): Field | undefined {
  return noun.fields.find((field) => field.name === name);
}

/** Fields a customer added live under `custom`; everyone else reads and writes them like the rest. */
export function valueOf(row: Row, field: Field): Value {
  return field.custom ? row.custom?.[field.name] : row[field.name];
}

export function isMasked(row: Row, field: Field): boolean {
  return row.masked?.includes(field.name) ?? false;
}

export function titleOf(noun: Noun, row: Row): string {
  const title = row[noun.title];
  return typeof title === "string" && title !== "" ? title : `${noun.label} ${row.id.slice(0, 8)}`;
}

const NUMERIC: Kind[] = ["integer", "quantity", "percent", "money"];
export const isNumeric = (kind: Kind) => NUMERIC.includes(kind);

const UNSORTABLE: Kind[] = ["json", "tags", "long_text"];
export const isSortable = (field: Field) => !UNSORTABLE.includes(field.kind) && !field.custom;

const GROUPS: Kind[] = ["choice", "ref", "bool"];
export const isGroupable = (field: Field) => GROUPS.includes(field.kind) && !field.custom;

const WIDTH: Record<Kind, number> = {
  text: 200,
  long_text: 280,
  integer: 110,
  quantity: 120,
  percent: 110,
  money: 140,
  date: 120,
  instant: 160,
  bool: 90,
  choice: 140,
  ref: 180,
  tags: 180,
  email: 210,
  phone: 150,
  url: 200,
  json: 200,
};
export const widthOf = (field: Field) => WIDTH[field.kind];

/** A value as plain text in the reader's form; `null` when there is nothing to say. */
export function textOf(
  field: Field,
  value: Value,
  format: Format,
  labels: Labels = {},
  yesNo: [string, string] = ["✓", "–"],
): string | null {
  if (value === null || value === undefined || value === "") return null;
  switch (field.kind) {
    case "money":
      return isMoney(value) ? format.money(value) : String(value);
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
      return labels[String(value)] ?? String(value).slice(0, 8);
    case "tags":
      return Array.isArray(value) && value.length > 0 ? value.join(", ") : null;
    case "json":
      return JSON.stringify(value);
    case "text":
    case "long_text":
    case "email":
    case "phone":
    case "url":
      return String(value);
  }
}

export function sameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  const nothing = (value: Value) => value === null || value === undefined || value === "";
  if (nothing(one) && nothing(other)) return true;
  return JSON.stringify(one) === JSON.stringify(other);
}
