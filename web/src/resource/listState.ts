// Everything a list shows is in its address, so that a link, a saved view and the back button are the same
// thing.
import type { ListQuery } from "../api/paths";
import type { Noun } from "../api/types";
import { type Filter, readFilter, settled } from "./filter";

export interface ListState {
  q?: string;
  /** `-amount,name`: a minus for descending. */
  sort?: string;
  filter?: Filter;
  /** Names of the columns shown, in order; absent: those the field table marks. */
  columns?: string[];
  /** Column → pixels, where the reader dragged its edge. */
  widths?: Record<string, number>;
  /** Names of the columns that stay beside the title when the others are scrolled sideways. */
  frozen?: string[];
  group?: string;
  /** How the rows are shown; absent: as a list. */
  show?: "board";
  /** Which board, where the noun has several: the row that its cards belong to, such as a pipeline. */
  of?: string;
  /** The saved view this started from. */
  view?: string;
  /** A past moment; the list is shown as it was then. */
  as_of?: string;
}

function text(raw: unknown): string | undefined {
  if (typeof raw === "number") return String(raw);
  return typeof raw === "string" && raw !== "" ? raw : undefined;
}

function names(raw: unknown): string[] | undefined {
  const list = Array.isArray(raw) ? raw : typeof raw === "string" ? raw.split(",") : [];
  const read = list.filter((one): one is string => typeof one === "string" && one !== "");
  return read.length > 0 ? read : undefined;
}

export const NARROWEST = 64;
export const WIDEST = 900;

/** A width that a column can have, whatever was dragged or stands in an address. */
export function widthWithin(width: number): number {
  return Math.round(Math.min(Math.max(width, NARROWEST), WIDEST));
}

function widthsOf(raw: unknown): Record<string, number> | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const read = Object.entries(raw).filter(
    (entry): entry is [string, number] => typeof entry[1] === "number" && Number.isFinite(entry[1]),
  );
  if (read.length === 0) return undefined;
  return Object.fromEntries(read.map(([name, width]) => [name, widthWithin(width)]));
}

export function readListState(raw: Record<string, unknown>): ListState {
  const state: ListState = {
    q: text(raw.q),
    sort: text(raw.sort),
    filter: readFilter(raw.filter),
    columns: names(raw.columns),
    widths: widthsOf(raw.widths),
    frozen: names(raw.frozen),
    group: text(raw.group),
    show: raw.show === "board" ? "board" : undefined,
    of: text(raw.of),
    view: text(raw.view),
    as_of: text(raw.as_of),
  };
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}

/**
 * The order of a list that says none: rows that people put in an order stand in it, all others newest first.
 * (Ids are made of the time, so their order is that of creation.)
 */
export function usualSort(noun: Noun): string {
  return noun.fields.some((field) => field.name === "position") ? "position" : "-id";
}

export function queryOf(state: ListState): ListQuery {
  const query: ListQuery = {};
  if (state.q) query.q = state.q;
  if (state.sort) query.sort = state.sort;
  const filter = settled(state.filter);
  if (filter) query.filter = JSON.stringify(filter);
  if (state.as_of) query.as_of = state.as_of;
  return query;
}

export function columnsOf(noun: Noun, state: ListState): string[] {
  const known = new Set(noun.fields.map((field) => field.name));
  const chosen = state.columns?.filter((name) => known.has(name));
  const shown = chosen?.length
    ? chosen
    : noun.fields.filter((field) => field.list).map((field) => field.name);
  // A row without its title cannot be opened, so the title is always there, first; what stays stands beside it.
  const others = shown.filter((name) => name !== noun.title);
  const stays = (name: string) => state.frozen?.includes(name) ?? false;
  return [noun.title, ...others.filter(stays), ...others.filter((name) => !stays(name))].filter((name) =>
    known.has(name),
  );
}

/** The columns after one of them went a step to the left or to the right; the title stays first. */
export function movedColumn(shown: string[], name: string, step: number): string[] {
  const at = shown.indexOf(name);
  const next = [...shown];
  next.splice(at, 1);
  next.splice(Math.max(at + step, 1), 0, name);
  return next;
}

export interface SortKey {
  field: string;
  down: boolean;
}

export function sortKeys(sort: string | undefined): SortKey[] {
  return (sort ?? "")
    .split(",")
    .filter(Boolean)
    .map((part) => ({ field: part.replace(/^-/, ""), down: part.startsWith("-") }));
}

/** A click on a column's head: up, down, off. With `add` the other columns keep their part. */
export function nextSort(sort: string | undefined, field: string, add: boolean): string | undefined {
  const keys = sortKeys(sort);
  const now = keys.find((key) => key.field === field);
  const then = now === undefined ? { field, down: false } : now.down ? undefined : { field, down: true };
  const rest = add ? keys.filter((key) => key.field !== field) : [];
  const place = add ? keys.findIndex((key) => key.field === field) : -1;
  if (then) rest.splice(place === -1 ? rest.length : place, 0, then);
  return rest.map((key) => (key.down ? `-${key.field}` : key.field)).join(",") || undefined;
}

/** What to ask of each row for these columns. Fields that customers added come together, as one. */
export function fieldsParameter(noun: Noun, columns: string[]): string {
  const asked = columns.flatMap((name) => {
    const field = noun.fields.find((one) => one.name === name);
    if (field?.custom) return ["custom"];
    // Such a reference needs to say which noun it means.
    return field?.ref === "*" ? [name, name.replace(/_id$/, "_noun")] : [name];
  });
  return [...new Set(asked)].join(",");
}
