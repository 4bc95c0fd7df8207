import type {
  ChangedRow,
  MetFlow,
  Person,
  RequestState,
  RouteAnswer,
  RouteStep,
} from "@shell/approval/types";
import type { Filter } from "@shell/resource/filter";

export type Tray = "decide" | "asked" | "decided" | "all";

export interface Whole {
  id: string;
  version: number;
  name: string;
  state: RequestState;
  act: string;
  act_label: string;
  noun: string;
  noun_label: string;
  row: string | null;
  requester: Person;
  reason: string | null;
  outcome: string | null;
  round: number;
  sent_at: string;
  ended_at: string | null;
  rows: ChangedRow[];
  flows: MetFlow[];
  labels: Record<string, string>;
  steps: RouteStep[];
  earlier: (RouteAnswer & { step: string })[];
  may: { decide: boolean; veto: boolean; withdraw: boolean; remind: boolean; send_again: boolean };
}

/** What one does to a request. */
export type Deed =
  | "approve"
  | "refuse"
  | "pass_on"
  | "ask_others"
  | "send_back"
  | "send_again"
  | "withdraw"
  | "remind"
  | "veto";

export interface Edition {
  id: string;
  version: number;
  name: string;
  edition: number;
  state: "draft" | "active" | "retired";
  condition: Filter | null;
  fields: string[] | null;
  since: string | null;
  note: string | null;
}

export interface Step {
  id: string;
  version: number;
  name: string;
  place: number;
  who: "superior" | "superiors" | "unit_head" | "people" | "position" | "role" | "authority";
  kind: string | null;
  unit_field: string | null;
  amount_field: string | null;
  percentage_field: string | null;
  people: string[] | null;
  position_id: string | null;
  role: string | null;
  level: number | null;
  mode: "any" | "all" | "sequence";
  condition: Filter | null;
  days: number | null;
  late: "remind" | "escalate";
  copies: string[] | null;
}
