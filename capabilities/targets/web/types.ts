/** What the server says of a plan; amounts are whole numbers of the smallest unit. */
export interface Grid {
  plan: string;
  name?: string;
  metric?: { name: string; label: string };
  from?: string;
  to?: string;
  grain?: string;
  state: "working" | "submitted" | "approved" | "published" | "archived";
  changes: number;
  currency: string | null;
  unit: number;
  total: number;
  /** The total before padding. */
  given?: number;
  periods: Column[];
  rows: Line[];
  warnings: Warning[];
  whole: boolean;
  may?: { plan: boolean; draw: boolean };
  blend?: Weighed[];
  /** Percent by level, from the children of the top on. */
  over_assignment?: (number | string)[];
}

export interface Weighed {
  driver: string;
  weight: number | string;
  metric?: string | null;
  from?: string | null;
  to?: string | null;
}

export interface Column {
  from: string;
  to: string;
  label: string;
}

export type Talk = "held" | "given" | "proposed" | "returned" | "agreed";
/** What can be said between a place and the one above it. */
export type Say = "hand_down" | "propose" | "send_back" | "agree";

export interface Line {
  node: string;
  parent: string | null;
  depth: number;
  name: string;
  unit: string | null;
  person: string | null;
  value: number;
  periods: number[];
  lock: number | null;
  min: number | null;
  max: number | null;
  bucket: string | null;
  drivers: Record<string, string | null>;
  proposed: number | null;
  talk: Talk;
  said: string | null;
  below: number | null;
  version?: number;
  may?: Say[];
  comments?: number;
}

export interface Warning {
  code: string;
  node?: string;
  driver?: string;
  line?: string;
}

/** One thing done to a place; texts are amounts as people write them, `null` lets go. */
export type Edit =
  | { node: string; lock: string | null }
  | { node: string; min: string | null }
  | { node: string; max: string | null }
  | { node: string; proposed: string | null }
  | { node: string; bucket: string | null }
  | { node: string; driver: { name: string; value: string | null } };

export interface Done {
  changes: number;
  total?: number;
  warnings?: Warning[];
  values: { node: string; value: number; periods: number[] }[];
  undo: Edit[];
}

/** One place where what is fixed cannot be kept. */
export interface Conflict {
  at: string | null;
  least: number;
  most: number | null;
  from: number;
  to: number | null;
  nodes: string[];
}

export type Reason =
  | { step: "total"; total: number; padding?: string; amount: number }
  | { step: "parent"; parent: string; value: number; over_assignment?: string; amount: number }
  | { step: "bucket"; bucket: string; share: string; amount: number }
  | { step: "locked"; value: number }
  | { step: "driver"; driver: string; weight: string; own: string; of: string; share: string }
  | { step: "dropped"; driver: string }
  | { step: "share"; share: string; siblings: number; amount: number }
  | { step: "held"; at: "min" | "max"; bound: number; below: boolean }
  | { step: "rest"; free: number; amount: number }
  | { step: "rounded"; amount: number };

export interface Comparison {
  left: string;
  right: string;
  rows: Pair[];
}

export interface Pair {
  name: string;
  depth: number;
  unit: string | null;
  person: string | null;
  left: number | null;
  right: number | null;
}

/** What a plan can be set to, and what there is to choose from. */
export interface Settings {
  drivers: { name: string; label: string; people: number; of: number }[];
  metrics: { name: string; label: string }[];
  levels: string[];
  periods: Column[];
  weights: (number | string)[];
  history: number[][];
}

/** What publishing would do. */
export interface Publication {
  from: string;
  starts: string[];
  places: number;
  people: number;
  targets: number;
  replaces: { plan: string; name: string; ends: number; kept: number } | null;
  amount: number;
  before: number | null;
  refusal: { code: string; detail: string } | null;
}

/** Where a target stands on a day; ratios in hundredths of a percent. */
export interface Standing {
  target: number;
  credited: number;
  attainment: number | string | null;
  paced: number;
  pace: number | string | null;
  gap: number;
  days_left: number;
  run_rate: number | null;
  projection: number | null;
}

export interface Metric {
  name: string;
  label: string;
  unit: string;
  noun?: string;
}

export interface Attained extends Standing {
  node: string;
  parent: string | null;
  depth: number;
  name: string;
  unit: string | null;
  person: string | null;
}

export interface Attainment {
  plan: string;
  name: string;
  currency: string | null;
  metric: Metric;
  day: string;
  from: string;
  to: string;
  rows: Attained[];
}

export interface Course {
  points: { day: string; paced: number; credited: number | null }[];
}

/** A place of the reader's in a plan that is being talked about. */
export interface Talking {
  plan: string;
  plan_name: string;
  node: string;
  name: string;
  talk: Talk;
  value: number;
  currency: string | null;
  from: string;
  to: string;
}

export interface Mine extends Standing {
  plan: string;
  plan_name: string;
  node: string | null;
  name: string;
  metric: string;
  label: string;
  unit: string;
  currency: string | null;
  from: string;
  to: string;
  stretch: number | null;
  challenge: number | null;
  periods: { from: string; to: string; label: string; target: number; credited: number | null }[];
}

/** How grave a finding is. */
export type Severity = "serious" | "warning" | "notice";

/** Something that was found of a plan, in the reader's words. */
export interface Finding {
  code: string;
  aspect: string;
  severity: Severity;
  /** The place; none of what is about the plan as a whole. */
  node: string | null;
  name: string | null;
  text: string;
  /** How its figure was worked out. */
  how: string;
}

/** A distribution of percentages; `reached` and `near` are parts of 1. */
export interface Quality {
  people: number;
  mean: number;
  median: number;
  reached: number;
  near: number;
  deviation: number;
}

/** Whether a plan can be asked of people. */
export interface Checks {
  plan: string;
  changes: number;
  currency: string | null;
  day: string;
  places: number;
  aspects: { name: string; label: string; findings: number; worst: Severity | null }[];
  findings: Finding[];
  /** How many there are beyond those that are told. */
  more: number;
  quotas: {
    people: number;
    least: number;
    median: number;
    most: number;
    bands: { from: number; to: number; people: number }[];
    growth: Quality | null;
  } | null;
  /** How the targets of the year before were attained. */
  attained: Quality | null;
}

/** What planning the rest of a plan's days anew would do at the top. */
export interface Rest {
  from: string;
  /** Days from which it can be planned anew. */
  starts: string[];
  total: number;
  kept: number;
  before: number;
  rest: number;
  refusal: { code: string; detail: string } | null;
}

/** What came of a file. */
export interface Took extends Done {
  rows: number;
  edits: number;
  /** Columns that are not read in. */
  ignored: string[];
}
