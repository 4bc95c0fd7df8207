// An import as the server keeps it. The profile is the mapping: which files, which nouns, which column fills what.

export type State =
  | "mapped"
  | "faulty"
  | "checked"
  | "running"
  | "done"
  | "cancelled"
  | "refused"
  | "failed"
  | "undoing"
  | "undone";

export type DateOrder = "ymd" | "dmy" | "mdy" | "serial";

/** The short form is a column's name. */
export type Source = string | { column?: string; find?: string; create?: boolean; [option: string]: unknown };

export interface Make {
  noun: string;
  from: string;
  /** Fields that tell whether a row is there already. */
  key?: string[];
  fields: Record<string, Source>;
  [option: string]: unknown;
}

export interface Profile {
  name: string;
  label?: Record<string, string>;
  help?: Record<string, string>;
  files: Record<string, { names?: string[]; columns?: Record<string, unknown>; [option: string]: unknown }>;
  aliases?: Record<string, Record<string, string>>;
  make: Make[];
}

export interface Options {
  date_order?: DateOrder | null;
  decimal?: "point" | "comma" | null;
  /** Rows with problems are left out instead of the whole import refused. */
  leave_out?: boolean;
  /** Cells that are read as if the file said something else. */
  fixes?: Fix[];
}

export interface Fix {
  file: string;
  row: number;
  column: string;
  value: string;
  /** What the file says. */
  was?: string | null;
}

/** What was corrected: cells, where `null` takes a correction back, and values that mean something else. */
export interface Fixes {
  cells: { file: string; row: number; column: string; value: string | null; was?: string | null }[];
  everywhere: { file: string; column: string; value: string; means: string | null }[];
}

export interface Counts {
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

export interface ColumnReport {
  name: string;
  filled: number;
  used: boolean;
  date_order?: DateOrder;
  first?: string;
  last?: string;
}

export interface FileReport {
  table: string;
  name: string;
  format: string;
  rows: number;
  blank_rows: number;
  inline?: boolean;
  columns: ColumnReport[];
}

export interface Problem {
  code: string;
  weight: "notice" | "error";
  /** What is wrong and what to do about it, in the reader's language. */
  detail: string;
  fix: string;
  file?: string;
  row?: number | null;
  column?: string | null;
  value?: string | null;
  /** What was probably meant. */
  suggestion?: string | null;
}

export interface Guess {
  column: string;
  field: string | null;
  /** 0 to 1. */
  sure: number;
  sample: string[];
}

export interface Import {
  id: string;
  created_at: string;
  finished_at: string | null;
  actor: string;
  state: State;
  profile: Profile;
  options: Options;
  report: {
    files: FileReport[];
    nouns: Record<string, Counts>;
    counts: Record<string, number>;
    errors: number;
    notices: number;
  };
  done: number;
  total: number;
  /** `lines` stands there while it is taken back in part. */
  undone: { removed: number; restored: number; left: number; lines?: number } | null;
  job_id: string | null;
  files: { id: string; table: string | null; name: string; size: number }[];
}
