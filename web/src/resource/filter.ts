// The filter language of lists: what the address holds, what the chips show and what the server is sent are
// one and the same JSON.
import type { Field, Kind, Value } from "../api/types";

export const OPS = [
  "eq",
  "ne",
  "in",
  "not_in",
  "contains",
  "starts",
  "lt",
  "lte",
  "gt",
  "gte",
  "between",
  "within",
  "empty",
  "not_empty",
] as const;
export type Op = (typeof OPS)[number];

export interface Leaf {
  field: string;
  op: Op;
  value?: Value | Value[];
}
export type Filter = Leaf | { and: Filter[] } | { or: Filter[] } | { not: Filter };

/** Periods counted from today, in the company's calendar. */
export const RELATIVE = [
  "today",
  "yesterday",
  "tomorrow",
  "this_week",
  "last_week",
  "next_week",
  "this_month",
  "last_month",
  "next_month",
  "this_quarter",
  "last_quarter",
  "next_quarter",
  "this_half",
  "this_year",
  "last_year",
  "last_7_days",
  "last_30_days",
  "last_90_days",
  "next_7_days",
  "next_30_days",
] as const;
export type Relative = (typeof RELATIVE)[number];

const ORDERED: Op[] = ["eq", "ne", "gt", "gte", "lt", "lte", "between", "empty", "not_empty"];
const WORDS: Op[] = ["contains", "starts", "eq", "ne", "empty", "not_empty"];
const CHOSEN: Op[] = ["in", "not_in", "empty", "not_empty"];
const DATED: Op[] = ["within", "eq", "gte", "lte", "between", "empty", "not_empty"];

const BY_KIND: Record<Kind, Op[]> = {
  text: WORDS,
  long_text: ["contains", "empty", "not_empty"],
  email: WORDS,
  phone: WORDS,
  url: WORDS,
  tags: ["contains", "empty", "not_empty"],
  integer: ORDERED,
  quantity: ORDERED,
  decimal: ORDERED,
  percent: ORDERED,
  money: ORDERED,
  currency: ["eq", "ne", "empty", "not_empty"],
  date: DATED,
  instant: DATED,
  bool: ["eq"],
  choice: CHOSEN,
  ref: CHOSEN,
  json: ["empty", "not_empty"],
};

export function opsFor(field: Pick<Field, "kind">): Op[] {
  return BY_KIND[field.kind];
}

export const takesNoValue = (op: Op) => op === "empty" || op === "not_empty";
export const takesMany = (op: Op) => op === "in" || op === "not_in";

export function isLeaf(filter: Filter): filter is Leaf {
  return "field" in filter;
}

/** Reads what stands in an address or a saved view; anything that is no filter is dropped, never guessed at. */
export function readFilter(raw: unknown): Filter | undefined {
  if (typeof raw === "string") {
    try {
      return readFilter(JSON.parse(raw));
    } catch {
      return undefined;
    }
  }
  if (typeof raw !== "object" || raw === null) return undefined;
  const node = raw as Record<string, unknown>;
  for (const join of ["and", "or"] as const) {
    const parts = node[join];
    if (Array.isArray(parts)) {
      const read = parts.map(readFilter);
      if (read.some((part) => part === undefined)) return undefined;
      return { [join]: read } as unknown as Filter;
    }
  }
  if ("not" in node) {
    const inner = readFilter(node.not);
    return inner && { not: inner };
  }
  if (typeof node.field !== "string" || !OPS.includes(node.op as Op)) return undefined;
  const leaf: Leaf = { field: node.field, op: node.op as Op };
  if (node.value !== undefined) leaf.value = node.value as Value;
  return leaf;
}

/** The conditions that all have to hold: one chip each. */
export function conditions(filter: Filter | undefined): Filter[] {
  if (!filter) return [];
  return "and" in filter ? filter.and : [filter];
}

export function all(filters: Filter[]): Filter | undefined {
  if (filters.length === 0) return undefined;
  return filters.length === 1 ? filters[0] : { and: filters };
}

function isWhole(leaf: Leaf): boolean {
  if (takesNoValue(leaf.op)) return true;
  const { value } = leaf;
  if (leaf.op === "between") {
    return Array.isArray(value) && value.length === 2 && value.every((one) => one !== null && one !== "");
  }
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== "";
}

/** Without the conditions that are still being typed, and without groups that hold nothing. */
export function settled(filter: Filter | undefined): Filter | undefined {
  if (!filter) return undefined;
  if (isLeaf(filter)) return isWhole(filter) ? filter : undefined;
  if ("not" in filter) {
    const inner = settled(filter.not);
    return inner && { not: inner };
  }
  const join = "and" in filter ? "and" : "or";
  const parts = (join === "and" ? (filter as { and: Filter[] }).and : (filter as { or: Filter[] }).or)
    .map(settled)
    .filter((part): part is Filter => part !== undefined);
  if (parts.length === 0) return undefined;
  return parts.length === 1 ? parts[0] : ({ [join]: parts } as unknown as Filter);
}
