import type { Money } from "@shell/api/types";

export interface Named {
  id: string;
  name: string;
}

/** A KPI as its values are read here. */
export interface Measure {
  name: string;
  label: string;
  unit: "count" | "ratio" | "money" | "days";
  currency: string | null;
}

export type Standing = "unknown" | "reached" | "open" | "uncovered" | "stretched" | "covered" | "over";
export type Course = "idea" | "planned" | "running" | "landed" | "stopped";
export type Verdict = "landed" | "partly" | "not";

export interface PathCard {
  id: string;
  version: number;
  name: string;
  state: "open" | "closed";
  owner: Named | null;
  unit: Named | null;
  person: Named | null;
  measure: Measure | null;
  from: string;
  to: string;
  target: number | null;
  target_how: "typed" | "plan";
  /** What the targets in force come to, where it follows them and the reader sees them. */
  target_now: number | null;
  trend: number | null;
  trend_how: "typed" | "same_period" | "trailing_mean";
  trend_on: string | null;
  gap: number | null;
  sum: number;
  weighted: number;
  short: number;
  standing: Standing;
  may_edit: boolean;
}

export interface InitiativeCard {
  id: string;
  version: number;
  name: string;
  kind: string;
  state: Course;
  path: string | null;
  owner: Named | null;
  measure: Measure | null;
  from: string;
  to: string;
  lift: number | null;
  counted: number | null;
  confidence: number;
  milestones: number;
  reached: number;
  verdict: Verdict | null;
  next_check: string | null;
  may_edit: boolean;
}

export interface ResourceCard {
  id: string;
  version: number;
  name: string;
  kind: "budget" | "promotion" | "people" | "other";
  state: "asked" | "granted" | "released";
  owner: Named | null;
  path: string | null;
  amount: Money | null;
  granted_amount: Money | null;
  used_amount: Money | null;
  heads: number | null;
  used_heads: number | null;
  quantity: number | null;
  used_quantity: number | null;
  measure: string | null;
}

export interface Use {
  id: string;
  version: number;
  resource: string;
  initiative: string;
  share: number | null;
}

export type FindingKind =
  | "target_without_path"
  | "path_target_moved"
  | "path_without_action"
  | "path_uncovered"
  | "path_stretched"
  | "path_without_trend"
  | "action_without_target"
  | "action_without_resource"
  | "resource_not_granted"
  | "resource_without_target"
  | "resource_overdrawn"
  | "milestone_overdue"
  | "check_overdue"
  | "risk_without_safeguard";

export type Mend =
  | "make_path"
  | "take_target"
  | "add_initiative"
  | "work_out_trend"
  | "choose_path"
  | "add_resource"
  | "grant"
  | "use_resource"
  | "open";

export interface Finding {
  kind: FindingKind;
  noun: string;
  id: string;
  name: string;
  /** The initiative that it is a part of, where it is one. */
  part_of: string | null;
  mend: Mend;
}

/** A target in force that the reader answers for and no path leads to. */
export interface Unled {
  id: string;
  name: string;
  metric: string;
  measure: Measure | null;
  unit: string | null;
  person: string | null;
  from: string;
  to: string;
  target: number | null;
}

export interface Board {
  today: string;
  paths: PathCard[];
  unled: Unled[];
  initiatives: InitiativeCard[];
  resources: ResourceCard[];
  uses: Use[];
  findings: Finding[];
}

export interface Milestone {
  id: string;
  version: number;
  name: string;
  due_on: string;
  owner: Named | null;
  done: boolean;
  done_on: string | null;
  evidence: string | null;
  evidence_url: string | null;
}

export interface Risk {
  id: string;
  version: number;
  what: string;
  likelihood: number;
  effect: number;
  score: number;
  safeguard: string | null;
  trigger: string | null;
  owner: Named | null;
  state: "open" | "occurred" | "averted" | "accepted";
}

export interface Check {
  id: string;
  version: number;
  due_on: string;
  checker: Named | null;
  state: "planned" | "done";
  checked_on: string | null;
  verdict: Verdict | null;
  evidence: string | null;
  evidence_url: string | null;
  next_step: string | null;
  task: string | null;
  expected: number | null;
  measured: number | null;
  measured_at: string | null;
}

export interface Point {
  day: string;
  expected: number;
}

export interface Whole {
  id: string;
  version: number;
  name: string;
  today: string;
  state: Course;
  path: Named | null;
  after: Named | null;
  measure: Measure | null;
  curve: Point[];
  milestones: Milestone[];
  risks: Risk[];
  resources: ResourceCard[];
  uses: Use[];
  checks: Check[];
  may_edit: boolean;
}

export interface Window {
  from: string;
  to: string;
}

export interface Question {
  metric: string;
  from: string;
  to: string;
  where: Record<string, (string | null)[]>;
}

export interface Measured {
  window: Window;
  baseline_window: Window;
  value: number | null;
  baseline: number | null;
  measured: number | null;
  expected: number | null;
  question: Question;
  baseline_question: Question;
}

export interface ThenAndNow {
  then: number | null;
  then_on: string | null;
  how: PathCard["trend_how"];
  now: { trend: number | null; from: Window; question: Question } | null;
}

/** An initiative of a split: a new one, or one that is there and changed by what is given. */
export interface Line {
  id?: string;
  version?: number;
  name?: string;
  kind?: string;
  owner_id?: string | null;
  lift?: number | null;
  confidence?: number | null;
}
