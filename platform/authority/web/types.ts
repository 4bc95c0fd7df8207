// What the server answers; described as `authority.*` in the API's own description.
import type { Money } from "@shell/api/types";

export interface Named {
  id: string;
  name: string;
}

/** A right to decide, in words of the reader's language. */
export interface Decision {
  act: string;
  act_label: string;
  kind: string;
  kind_label: string;
  amount: Money | null;
  /** In per cent. */
  percentage: number | null;
  margin: number | null;
  place: string;
  narrowed: string[];
}

export type Holder = "position" | "unit_head" | "role" | "person";

export interface Line extends Decision {
  right_id: string;
  from: string | null;
  to: string | null;
  note: string | null;
  source: {
    via: Holder;
    name: string;
    id: string | null;
    unit: Named | null;
    from: string | null;
    to: string | null;
  };
}

export interface Page {
  person: Named;
  on: string;
  left_on: string | null;
  unit: Named | null;
  superiors: Named[];
  rights: Line[];
}

export interface Question {
  act: string;
  kind: string;
  amount?: Money;
  percentage?: number;
  margin?: number;
  unit_id?: string;
  product?: string;
  tier?: string;
  industry?: string;
  channel?: string;
  on?: string;
}

export interface Answer {
  allowed: boolean;
  on: string;
  by: Line[];
  against: { right: Line | null; code: string; text: string; field: string | null }[];
  holders: Named[];
  more: number;
}

export interface Word {
  value: string;
  label: string;
  tone: string;
}

export interface MatrixRow {
  holder: Holder;
  id: string | null;
  role: string | null;
  name: string;
  rights: Line[];
}

export interface Matrix {
  on: string;
  kinds: Word[];
  acts: Word[];
  rows: MatrixRow[];
}
