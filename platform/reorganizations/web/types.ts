import type { Filter } from "@shell/resource/filter";

/** What is, and what would be. */
export type Pair<T> = [T, T];

export interface Effects {
  stuck: { id: string; position: number; why: string }[];
  people: { id: string; unit: Pair<string | null>; manager: Pair<string | null> }[];
  units: {
    id: string;
    new: boolean;
    closed: boolean;
    parent: Pair<string | null>;
    leader: Pair<string | null>;
    people: Pair<number>;
  }[];
  reach: { id: string; people: Pair<number> }[];
  rows: { noun: string; count: number; filter: Filter }[];
  handed: { noun: string; from: string; to: string; count: number; filter: Filter }[];
  sums: {
    unit: string;
    noun: string;
    row: string;
    name: string;
    figure: Pair<{ amount: string; currency: string } | number | null>;
  }[];
  approvals: { id: string; name: string; requester: string; asked: string[] }[];
  labels: Record<string, string>;
}

export interface Holdings {
  person: string;
  rows: { noun: string; count: number; filter: Filter }[];
  units: { id: string; name: string }[];
  reports: number;
  to_decide: { id: string; name: string }[];
  asked_for: { id: string; name: string }[];
}

export interface ChartUnit {
  id: string;
  name: string;
  kind: string;
  parent: string | null;
  leader: string | null;
  parent_now: string | null;
  leader_now: string | null;
  closed: boolean;
  people: number;
}

export interface Chart {
  on: string;
  today: string;
  units: ChartUnit[];
  labels: Record<string, string>;
}

export interface Members {
  people: { id: string; name: string; title: string | null }[];
}
