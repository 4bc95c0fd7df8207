export interface Period {
  name: string;
  from: string;
  to: string;
}

/** Numbers are decimal text, exactly as the rule judged them. */
export interface Judged {
  value: string | null;
  limit: string | null;
  base: string | null;
  beyond: boolean | null;
  warns: boolean;
}

export interface Watched {
  key: string;
  /** Empty: the company as a whole. */
  label: string | null;
  noun: string | null;
  id: string | null;
  cells: (Judged | null)[];
}

/** Places in the lists of subjects and periods. */
export interface PastCase {
  subject: number;
  began: number;
  recovered: number | null;
}

export interface Backtest {
  /** Shows, when the rule is switched on, that somebody looked. */
  mark: string;
  metric: string;
  unit: "ratio" | "money" | "count" | "days";
  currency: string | null;
  periods: Period[];
  subjects: Watched[];
  cases: PastCase[];
  per_week: number;
}

export interface Offer {
  code: string;
  rule: Record<string, string | number | null> & { name: string; purpose: string };
  taken: boolean;
}
