// What the server answers; described as `agreements.*` in the API's own description.

export interface Named {
  id: string;
  name: string;
}

export type State =
  | "draft"
  | "issued"
  | "accepted"
  | "reserved"
  | "disputed"
  | "countersigned"
  | "in_force"
  | "replaced"
  | "ended"
  | "withdrawn";

export type Measure = "count" | "ratio" | "money" | "days";
export type How = "linear" | "bands" | "deduction" | "judged";

export interface Kpi {
  id: string;
  version: number;
  title: string;
  metric: string | null;
  metric_label: string | null;
  measure: Measure;
  full: number;
  target: number | null;
  stretch: number | null;
  how: How;
  how_label: string;
  rule: string;
  judge: Named | null;
  note: string | null;
  months: Record<string, number>;
}

export interface Clause {
  id: string;
  kind: string;
  kind_label: string;
  body: string;
}

export interface Edition {
  id: string;
  name: string;
  edition: number;
  state: State;
  state_label: string;
  counts_from: string | null;
  counts_to: string | null;
}

export interface Document {
  kind: "issued" | "signed";
  language: "zh" | "en";
  hash: string;
}

export interface Question {
  metric: string;
  from?: string;
  to?: string;
  as_of?: string;
  where: Record<string, (string | null)[]>;
}

export interface Line {
  id: string;
  title: string;
  how: How;
  rule: string;
  measure: Measure;
  target: number | null;
  actual: number | null;
  attainment: number | null;
  points: number | null;
  full: number;
  decided: string | null;
  target_to_date: number | null;
  actual_to_date: number | null;
  points_to_date: number | null;
  note: string | null;
  judges: boolean;
  question: Question | null;
}

export interface Month {
  id: string;
  edition: number;
  month: string;
  state: "open" | "closed";
  state_label: string;
  points: number;
  full: number;
  points_to_date: number;
  missing: number;
  worked_out_at: string | null;
  closed_at: string | null;
  lines: Line[];
}

export interface Whole {
  id: string;
  version: number;
  name: string;
  state: State;
  state_label: string;
  edition: number;
  party: Named | null;
  superior: Named | null;
  unit: Named | null;
  from: string;
  to: string;
  scope: string | null;
  base: number | null;
  stretch: number | null;
  measure: Measure;
  currency: string;
  expense_cap: number | null;
  above_cap: string | null;
  pay: string | null;
  news: string | null;
  sign_by: string | null;
  counts_from: string | null;
  counts_to: string | null;
  issued_at: string | null;
  issued_by: Named | null;
  answered_at: string | null;
  reservation: string | null;
  reply: string | null;
  countersigned_at: string | null;
  countersigned_by: Named | null;
  named_superior: Named | null;
  moved_out: boolean;
  ended_because: string | null;
  reminders: number;
  today: string;
  kpis: Kpi[];
  weights: number;
  clauses: Clause[];
  editions: Edition[];
  documents: Document[];
  role: "party" | "superior" | null;
  scores: Month[];
  may_edit: boolean;
}

export interface Comparison {
  from: Edition;
  to: Edition;
  lines: {
    part: "terms" | "kpis" | "clauses";
    title: string;
    was: string | null;
    is: string | null;
    same: boolean;
  }[];
}

export interface Paper {
  id: string;
  name: string;
  edition: number;
  state: State;
  state_label: string;
  step: "sign" | "countersign" | "settle";
  party: Named | null;
  superior: Named | null;
  unit: Named | null;
  from: string;
  to: string;
  base: number | null;
  measure: Measure;
  news: string | null;
  due_on: string | null;
  reminders: number;
}

export interface ToSign {
  open: Paper[];
  waiting: Paper[];
  currency: string;
  today: string;
}
