// What a capability says about the board of one of its nouns. Everything else is read from the field table.
import type { Field, Noun, Row } from "../api/types";
import type { Values } from "../resource/formFields";
import type { Filter } from "../resource/filter";
import type { Book } from "../words/words";

/** One column: a value of the field that the columns are made of. */
export interface Column {
  id: string;
  name: string;
  /** A name of the status palette. */
  tone?: string;
  /** What is to be known about it, such as its share; shown beside the name. */
  note?: string;
  /** How rows end there; absent: they are on their way. */
  ends?: "well" | "badly";
  /** So many rows at once can be looked after there. */
  limit?: number;
  /** A row that stays for more than so many days is stale. */
  staleAfter?: number;
}

/** What a drop does: a verb, with the part of its form that the drop answers. */
export interface Step {
  verb: string;
  form: Values;
}

/** What a row can be asked for that is no field of its own but a row of another noun. */
export interface Needed {
  noun: string;
  /** The field of that noun which names the row. */
  parent: string;
  fields: string[];
}

export interface Quick {
  key: string;
  label: string;
  filter: Filter;
}

export interface QuickContext {
  columns: Column[];
  /** The person behind the reader, if there is one. */
  me: string | null;
  /** In the reader's language; the keys are those of the capability's own book. */
  say: (key: string, parts?: Record<string, string | number>) => string;
}

export interface BoardSpec {
  /** The reference whose rows are the columns. */
  by: string;
  /** Where the noun has several boards: the field by which both its rows and the columns belong to one of them. */
  of?: { field: string; noun: string; usual: string };
  /** The columns, in their order, of the rows that `by` refers to. */
  columns: (rows: readonly Row[]) => Column[];
  /** The amount that is added up, and the same weighted, as the server is asked for them. */
  worth: string;
  weighted?: string;
  /** The day since which a row has stood in its column. */
  since: string;
  /** Fields on a card: what it is about, whose it is, until when, and what comes next. */
  card: { about: string; who: string; due: string; next: string };
  /** Orders of the cards, the usual one first. */
  sorts: string[];
  /** What the board can be cut into across its columns; `.month` after a date means its months. */
  lanes: string[];
  book: Book<string>;
  quick: (context: QuickContext) => Quick[];
  /** What brings a row from one column into another; nothing where no way leads there. */
  drop: (from: Column, to: Column) => Step | undefined;
  /** What takes such a move back; nothing where too much would be lost. */
  back: (from: Column, to: Column) => Step | undefined;
  /** Fields that a move overwrites and that taking it back restores. */
  restores: string[];
  /** What is needed and is no field: its word among the needs → the row that answers it. */
  needed: Record<string, Needed>;
}

/** The fields that a card shows or the board works with. */
export function fieldsOfCards(noun: Noun, spec: BoardSpec): string {
  const { about, who, due, next } = spec.card;
  const weight = spec.weighted?.split("*")[1];
  const wanted = [
    noun.title,
    spec.by,
    spec.worth,
    weight,
    spec.since,
    about,
    who,
    due,
    next,
    ...spec.restores,
  ];
  const known = new Set(noun.fields.map((field) => field.name));
  return [...new Set(wanted)].filter((name): name is string => !!name && known.has(name)).join(",");
}

/** The field of a lane and whether its months are meant. */
export function laneField(noun: Noun, lane: string): { field: Field; month: boolean } | undefined {
  const month = lane.endsWith(".month");
  const name = month ? lane.slice(0, -".month".length) : lane;
  const field = noun.fields.find((one) => one.name === name);
  return field && { field, month };
}
