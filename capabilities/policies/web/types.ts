// What the server answers; described as `policies.*` in the API's own description.

export interface Named {
  id: string;
  name: string;
}

export interface Edition {
  id: string;
  version: number;
  name: string | null;
  edition: number;
  state: "draft" | "planned" | "in_force" | "replaced" | "withdrawn";
  state_label: string;
  from: string | null;
  to: string | null;
  editorial: boolean;
  news: string | null;
}

export interface Section {
  id: string;
  version: number;
  title: string;
  body: string;
  place: number;
}

export interface Mine {
  id: string;
  edition_id: string;
  state: "asked" | "acknowledged" | "lapsed";
  due_on: string;
  acknowledged_at: string | null;
}

export interface Late {
  id: string;
  person: Named;
  due_on: string;
  reminders: number;
}

export interface Progress {
  asked: number;
  confirmed: number;
  overdue: number;
  units: { unit: Named | null; asked: number; confirmed: number; overdue: number }[];
  late: Late[];
}

export interface Enforced {
  id: string;
  version: number;
  section: string | null;
  how: string;
  how_label: string;
  noun: string;
  noun_label: string;
  row: string | null;
  name: string;
  note: string | null;
  open: boolean;
  standing: "stands" | "changed" | "ended" | "gone";
  changed_at: string | null;
}

export interface Checkup {
  id: string;
  checker: Named | null;
  due_on: string;
  done_on: string | null;
  state: "planned" | "done" | "cancelled";
  state_label: string;
  outcome: "kept" | "partly" | "not_kept" | null;
  outcome_label: string | null;
  findings: number;
  open: number;
}

export interface Whole {
  id: string;
  title: string;
  code: string | null;
  kind: string;
  kind_label: string;
  state: "draft" | "published" | "in_force" | "withdrawn";
  state_label: string;
  owner: Named | null;
  unit: Named | null;
  summary: string | null;
  confirm: boolean;
  since: string | null;
  review_on: string | null;
  today: string;
  shown: Edition | null;
  sections: Section[];
  editions: Edition[];
  audience: { id: string; whom: string; name: string; row: string | null }[];
  mine: Mine | null;
  progress: Progress | null;
  enforced: Enforced[];
  checkups: Checkup[];
  may_edit: boolean;
}

export interface Paper {
  id: string;
  policy: Named;
  code: string | null;
  kind_label: string;
  summary: string | null;
  edition: number;
  news: string | null;
  from: string | null;
  due_on: string;
  acknowledged_at: string | null;
}

export interface ToRead {
  open: Paper[];
  confirmed: Paper[];
  late: (Late & { policy: Named; reminded_on: string | null })[];
  today: string;
}

export type Fate = "same" | "added" | "removed" | "changed";

export interface Comparison {
  from: Edition;
  to: Edition;
  sections: { title: string; was: string | null; fate: Fate; parts: { fate: Fate; text: string }[] }[];
}

export interface About {
  policy: Named;
  code: string | null;
  section: string | null;
  how_label: string;
  note: string | null;
}
