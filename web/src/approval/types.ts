import type { Value } from "../api/types";
import type { Filter } from "../resource/filter";

export interface Person {
  id: string;
  name: string | null;
}

export interface ChangedField {
  name: string;
  label: string;
  kind: string;
  before: Value;
  after: Value;
}

export interface ChangedRow {
  noun: string;
  noun_label: string;
  id: string | null;
  title: string | null;
  verb: string;
  fields: ChangedField[];
  masked: string[];
}

export interface MetFlow {
  flow_id: string;
  name: string;
  purpose: string | null;
  condition: Filter | null;
  noun: string;
  fields: string[];
}

export type Said = "open" | "later" | "yes" | "no" | "returned" | "passed" | "asking" | "veto" | "dropped";

export interface RouteAnswer {
  person: Person;
  in_place_of: Person | null;
  state?: Said | null;
  why?: string;
  comment?: string | null;
  due_on?: string | null;
  decided_at?: string | null;
}

export interface RouteStep {
  key: number;
  name: string;
  mode: "any" | "all" | "sequence";
  stands?: "done" | "now" | "later";
  days: number | null;
  people: RouteAnswer[];
  copies: Person[];
}

export interface Drawn {
  labels: Record<string, string>;
  wanted: boolean;
  steps: RouteStep[];
  rows: ChangedRow[];
  flows: MetFlow[];
}

export type RequestState =
  "waiting" | "returned" | "approved" | "refused" | "vetoed" | "withdrawn" | "void" | "failed";

/** A request in a list, or above the row that it is about. */
export interface Line {
  id: string;
  name: string;
  state: RequestState;
  act: string;
  act_label: string;
  noun: string;
  row: string | null;
  step: string | null;
  requester: Person;
  reason: string | null;
  flow: string | null;
  sent_at: string;
  ended_at: string | null;
  outcome: string | null;
  opens: boolean;
}
