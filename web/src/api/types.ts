import type { Named } from "../dashboard/span";
// The shapes every noun shares, as the HTTP contract gives them. What a noun adds of its own is described by
// its field table at run time (`GET /meta`) and, for bespoke screens, by the types generated into schema.d.ts.

export type Kind =
  | "text"
  | "long_text"
  | "integer"
  | "quantity"
  | "decimal"
  | "percent"
  | "money"
  | "currency"
  | "date"
  | "instant"
  | "bool"
  | "choice"
  | "ref"
  | "tags"
  | "email"
  | "phone"
  | "url"
  | "json";

export interface Option {
  value: string;
  label: string;
  /** A name of the status palette, such as `green`; absent means neutral. */
  tone?: string | null;
}

export interface Field {
  /** Unique in its noun; a field that the customer added begins with `custom.`. */
  name: string;
  label: string;
  help?: string | null;
  kind: Kind;
  options?: Option[] | null;
  /** For `ref`: the noun whose row it names; `*` where the row says so itself, in a field ending in `_noun`. */
  ref?: string | null;
  required?: boolean;
  read_only?: boolean;
  list?: boolean;
  search?: boolean;
  group?: string | null;
  group_label?: string | null;
  /** What a new row holds when nothing is said. */
  default?: Value;
  custom?: boolean;
  personal?: boolean;
  may_edit?: boolean;
  unit?: string | null;
  /** Of a number: what it may be, both ends included. */
  least?: number | null;
  most?: number | null;
  /** Of a number: the most digits behind the point; an amount has those of its currency. */
  decimals?: number | null;
  /** Of a text: the most characters. */
  longest?: number | null;
}

export interface Verb {
  name: string;
  label: string;
  help?: string | null;
  danger?: boolean;
  fields: Field[];
}

export interface NounRights {
  read?: boolean;
  create: boolean;
  edit: boolean;
  delete: boolean;
  import?: boolean;
  export?: boolean;
}

export interface Noun {
  name: string;
  label: string;
  plural: string;
  group: string;
  group_label?: string | null;
  icon?: string | null;
  help?: string | null;
  /** The field that names a row. */
  title: string;
  fields: Field[];
  verbs: Verb[];
  /** Fields by which a new row is compared with those that are there; see `findAlike`. */
  alike?: string[];
  may: NounRights;
}

/** A row that may be what somebody is about to make. */
export interface Alike {
  noun: string;
  id: string;
  title: string | null;
  owner: string | null;
  /** The fields of the form that are alike. */
  because: string[];
  sure: boolean;
}

export interface Money {
  /** Decimal text: exact, never a float. */
  amount: string;
  /** ISO 4217. */
  currency: string;
}

export type Value = string | number | boolean | null | undefined | Money | string[] | Record<string, unknown>;

export interface Row {
  id: string;
  version: number;
  created_at?: string;
  updated_at?: string;
  custom?: Record<string, Value>;
  /** Names of fields whose value the reader may not see. */
  masked?: string[];
  [field: string]: Value;
}

/** What to call the rows that `ref` fields name: id → label. */
export type Labels = Record<string, string>;

export interface Page {
  rows: Row[];
  next: string | null;
  total?: number | null;
  /** Where the first of the rows stands, in a page asked for by position. */
  at?: number;
  labels?: Labels;
  /** In a drill-down: rows that count but lie outside the reader's reach. */
  outside?: number;
}

export interface VerbState {
  name: string;
  allowed: boolean;
  refusal?: { code: string; detail: string } | null;
}

export interface Envelope {
  row: Row;
  labels?: Labels;
  verbs?: VerbState[];
  may?: { edit: boolean; delete: boolean };
}

export interface GroupRow {
  count: number;
  /** Amounts of several currencies do not add up: they come as a list. */
  sum?: Record<string, Money | Money[] | number | null>;
  [field: string]: Value;
}

export interface Groups {
  rows: GroupRow[];
  labels?: Labels;
}

export interface Change {
  field: string;
  label: string;
  from: Value;
  to: Value;
}

export interface TimelineEntry {
  id: string;
  at: string;
  who: { id: string | null; name: string } | null;
  verb: string | null;
  text: string;
  changes: Change[];
  kind: "created" | "changed" | "deleted" | "verb" | "activity" | "imported" | "news" | "noted";
  /** Of an activity. */
  activity?: ActivityTold;
}

export interface ActivityTold {
  row: Row;
  mentions: { id: string; name: string }[];
  /** Whom one met; null where nobody is named, or their row is gone. */
  met?: { noun: string; id: string; name: string } | null;
  files: FileTold[];
  may: { edit: boolean; delete: boolean };
}

export interface FileTold {
  id: string;
  version: number;
  name: string | null;
  /** In bytes. */
  size: number | null;
}

export type InboxKind =
  | "mention"
  | "comment"
  | "handed_over"
  | "task"
  | "due"
  | "job"
  | "approval"
  | "decided"
  | "read"
  | "date"
  | "case"
  | "report";

export interface InboxEntry {
  id: string;
  kind: InboxKind;
  at: string;
  /** When it comes back, while it is put off. */
  until: string | null;
  read: boolean;
  who: { id: string; name: string } | null;
  /** What happened, behind the name of whoever did it. */
  text: string;
  count: number;
  /** A place below the root. */
  to: string | null;
  noun: string | null;
  noun_label: string | null;
  row: string | null;
  title: string | null;
  excerpt: string | null;
  due_on: string | null;
  /** Of many rows: the field that holds their owner. */
  owner_field: string | null;
}

export interface InboxPage {
  entries: InboxEntry[];
  next: string | null;
  unread: number;
}

export interface InboxChoice {
  kind: InboxKind;
  label: string;
  wanted: boolean;
}

export interface Timeline {
  entries: TimelineEntry[];
  next: string | null;
}

export type JobState = "waiting" | "running" | "done" | "failed" | "cancelled";

export interface Job {
  id: string;
  kind: string;
  state: JobState;
  done: number;
  total: number | null;
  errors: number;
  result?: Record<string, unknown> | null;
  error_file?: string | null;
}

export interface Metric {
  name: string;
  label: string;
  help?: string | null;
  unit: "ratio" | "money" | "count" | "days";
  direction?: "up" | "down" | "neither";
  /** The noun whose rows it counts. */
  noun: string;
  /** Whether it counts what happened in a period, or what stood open at its end; told by `GET /kpis`. */
  counts?: "period" | "end";
  /** The ways to cut it, where the server lists them (`GET /kpis`). */
  dimensions?: string[];
}

export interface Dimension {
  name: string;
  label: string;
  /** The nouns whose metrics it can cut. */
  nouns: string[];
}

export interface Company {
  name: string;
  currency: string;
  time_zone: string;
  fiscal_year_start?: number | string;
}

export interface Meta {
  nouns: Noun[];
  metrics: Metric[];
  dimensions: Dimension[];
  company: Company;
}

export interface Session {
  user: {
    id: string;
    login: string;
    name: string;
    person_id?: string | null;
    locale?: string | null;
    theme?: string | null;
    density?: string | null;
  };
  roles: string[];
  csrf: string;
  may?: Record<string, unknown>;
}

export interface Setup {
  needs_owner: boolean;
  demo: boolean;
  demo_sign_ins: { login: string; password: string; role: string }[];
}

export interface Hit {
  noun: string;
  id: string;
  title: string;
  snippet?: string | null;
}

/** A place that the reader pinned or looked at. */
export interface Shortcut {
  /** Below the root: `numbers`, `accounts/<id>`, `views/<id>`. */
  address: string;
  noun: string | null;
  id: string | null;
  /** What the row is called. */
  title: string | null;
  /** Of a saved view: whose list it shows. */
  list: string | null;
}

export interface Shortcuts {
  pinned: Shortcut[];
  recent: Shortcut[];
}

/** What is written about a capability, as Markdown. */
export interface Guide {
  capability: string;
  title: string;
  text: string;
}

export interface KpiRow {
  numerator?: number | string | null;
  denominator?: number | string | null;
  value: number | string | null;
  [dimension: string]: Value;
}

/** `GET /kpis`: every metric with all its dimensions, those of the calendar and the organization included. */
export interface KpiCatalogue {
  metrics: Metric[];
  dimensions: Dimension[];
  /** The company's day. */
  today?: string;
  /** The periods that people speak of: `this_month`, `last_quarter` … */
  periods?: Record<string, Named>;
}

export interface Kpi {
  kpi: string;
  unit: string;
  currency: string | null;
  rows: KpiRow[];
}
