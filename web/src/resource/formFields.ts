// How a field table becomes a form and a filled form becomes what the server is sent.
import type { Field, Row, Value } from "../api/types";
import { amountOf, customKey, sameValue, valueOf } from "./fields";

export type Values = Record<string, Value>;

/** Fields one may type into: neither kept by the system nor closed to this reader. */
export function editable(fields: Field[]): Field[] {
  return fields.filter((field) => !field.read_only && field.may_edit !== false);
}

export interface Section {
  name: string;
  /** In the reader's language; empty for the first, which needs no heading. */
  label: string;
  fields: Field[];
}

/** The group of fields that belong to none. */
const FIRST = "main";

/** Fields under their group's name, in the table's order; those of the first group need no heading. */
export function sections(fields: Field[]): Section[] {
  const found = new Map<string, Section>([[FIRST, { name: FIRST, label: "", fields: [] }]]);
  for (const field of fields) {
    const name = field.group || FIRST;
    const section = found.get(name) ?? { name, label: field.group_label ?? name, fields: [] };
    section.fields.push(field);
    found.set(name, section);
  }
  return [...found.values()].filter((section) => section.fields.length > 0);
}

/** What the form starts with. Several rows never start from one of them, so there is no row for them. */
export function startValues(fields: Field[], row: Row | undefined, given: Values = {}): Values {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      given[field.name] ??
        (row ? (valueOf(row, field) ?? null) : (field.default ?? (field.kind === "bool" ? false : null))),
    ]),
  );
}

export function isEmpty(value: Value): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

export function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function sent(field: Field, value: Value): Value {
  if (isEmpty(value)) return field.kind === "tags" ? [] : null;
  if (field.kind === "money") return amountOf(value);
  if (field.kind === "json" && typeof value === "string") return JSON.parse(value) as Value;
  return value;
}

function placed(fields: Field[], values: Values, keep: (field: Field) => boolean): Values {
  const body: Values = {};
  const custom: Values = {};
  for (const field of fields) {
    if (!keep(field)) continue;
    if (field.custom) custom[customKey(field)] = sent(field, values[field.name]);
    else body[field.name] = sent(field, values[field.name]);
  }
  return Object.keys(custom).length > 0 ? { ...body, custom } : body;
}

/** For a new row: whatever was filled in; the server's defaults stand for the rest. */
export function newBody(fields: Field[], values: Values): Values {
  return placed(fields, values, (field) => !isEmpty(values[field.name]));
}

/** For an existing row: what differs from it, nothing else. */
export function changedBody(fields: Field[], row: Row, values: Values): Values {
  return placed(
    fields,
    values,
    (field) => field.name in values && !sameValue(sent(field, values[field.name]), valueOf(row, field)),
  );
}

/** Verbs are sent every field of their form: absent and empty mean the same to them. */
export function verbBody(fields: Field[], values: Values): Values {
  return newBody(fields, values);
}

/** A body's values by field name again, `custom` opened up. */
export function flat(body: Values): Values {
  const { custom, ...rest } = body;
  const added = Object.entries((custom as Values | undefined) ?? {});
  return { ...rest, ...Object.fromEntries(added.map(([key, value]) => [`custom.${key}`, value])) };
}
