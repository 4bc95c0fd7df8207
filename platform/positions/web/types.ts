// What the server answers; described as `positions.*` and `headcount` in the API's own description.
import type { Money } from "@shell/api/types";

export interface Named {
  id: string;
  name: string;
}

export interface Spine {
  key: string;
  name: string;
  stage: string;
  stage_label: string;
  mission: string;
  duties: number;
}

export interface Whole {
  position_id: string | null;
  name: string;
  code: string | null;
  stage: string;
  tier: string | null;
  industry: string | null;
  unit: string | null;
  products: string | null;
  reports_to: string | null;
  edition: number | null;
  state: string | null;
  from: string | null;
  to: string | null;
  mission: string | null;
  authority: string | null;
  education: string | null;
  experience: string | null;
  training: string | null;
  tools: string | null;
  records: string | null;
  duties: { name: string; tasks: string | null; result: string | null }[];
  internal: { name: string; purpose: string | null }[];
  external: { name: string; purpose: string | null }[];
  kpis: {
    name: string;
    weight: number | null;
    standard: string | null;
    metric: string | null;
    metric_label: string | null;
  }[];
  competencies: { name: string; level: number; weight: number; described: string | null }[];
  rights: Decision[];
}

/** What the position may decide, in words of the reader's language. */
export interface Decision {
  act_label: string;
  kind_label: string;
  amount: Money | null;
  percentage: number | null;
  margin: number | null;
  place: string;
  narrowed: string[];
}

export interface FitLine {
  competency: Named;
  required: number;
  weight: number;
  level: number | null;
  gap: number | null;
  standing: "met" | "gap" | "not_assessed" | null;
  assessed_on: string | null;
  described: string | null;
  training: string | null;
}

export interface Compared {
  person: Named;
  position: Named;
  unit: Named | null;
  share: number | null;
  sheet: Named | null;
  /** Whether the reader may know how they were assessed. */
  open: boolean;
  fit: number | null;
  assessed: number | null;
  competencies: FitLine[];
}

export interface Amounts {
  planned: number;
  actual: number;
  vacant: number;
  over: number;
}

export interface HeadcountCell extends Amounts {
  unit_id: string;
  position_id: string;
}

export interface Headcount {
  month: string;
  on: string;
  units: { id: string; name: string; parent_id: string | null }[];
  positions: Named[];
  cells: HeadcountCell[];
  course: (Amounts & { month: string })[];
}
