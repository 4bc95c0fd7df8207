import type { Value } from "@shell/api/types";

export type Tone = "good" | "fair" | "bad" | "plain";

/** The number as the page of numbers shows it. */
export interface Open {
  metric: string;
  from: string | null;
  to: string;
  where: Record<string, string[]>;
}

/** Texts are in the reader's language already: page, PDF, workbook and letter say the same. */
export interface ReportNumber {
  label: string;
  text: string;
  note: string | null;
  tone: Tone;
  /** Of a target: how much is reached, and how much was due by now; 1 is all of it. */
  share: number | null;
  due: number | null;
  open: Open | null;
}

export interface ReportLine {
  text: string;
  note: string | null;
  amount: string | null;
  tone: Tone;
  noun: string | null;
  id: string | null;
}

export interface ReportList {
  title: string;
  items: ReportLine[];
  more: number;
  outside: number;
  total: string | null;
}

export interface ReportPart {
  name: string;
  title: string;
  note: string | null;
  numbers: ReportNumber[];
  lists: ReportList[];
}

export interface ReportPage {
  id: string;
  title: string;
  period: string;
  from: string;
  to: string;
  state: "waiting" | "out" | "replaced";
  edition: number;
  replaces: string | null;
  replaced_by: string | null;
  written_at: string;
  goes_out_at: string;
  whose: string | null;
  remark: string | null;
  remark_by: string | null;
  late_on: string | null;
  sound: boolean;
  headline: string[];
  parts: ReportPart[];
}

export interface LateNumber {
  metric: string;
  label: string;
  was: string | null;
  is: string | null;
}

export interface Offer {
  code: string;
  template: Record<string, Value> & { name: string; purpose: string };
  taken: boolean;
}
