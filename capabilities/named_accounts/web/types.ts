import type { Money } from "@shell/api/types";

export interface Named {
  id: string;
  name: string;
}

export type State = "draft" | "planned" | "in_force" | "over";
export type Attention = "nobody" | "left" | "moved";
export type Exclusivity = "open" | "ask_first" | "closed";

export interface Edition {
  id: string;
  version: number;
  name: string;
  edition: number;
  state: State;
  from: string | null;
  to: string | null;
  accounts: number;
  note: string | null;
}

/** A named account of an edition. */
export interface Line {
  id: string;
  version: number;
  account: Named;
  /** Whether the reader may open the account. */
  opens: boolean;
  person: Named | null;
  unit: Named | null;
  grade: string | null;
  reason: string | null;
  potential: Money | null;
  exclusivity: Exclusivity;
  from: string | null;
  until: string | null;
  won: Money | null;
  attention: Attention | null;
}

export interface Sums {
  accounts: number;
  potential: Money[];
}

export interface Whole {
  today: string;
  accounts: Line[];
  sums: Sums;
  won: Money | null;
  attention: number;
}

export interface Entry {
  account: Named;
  /** Whether the reader may open the account. */
  opens: boolean;
  person: Named | null;
  potential: Money | null;
  changes: { field: string; before: unknown; after: unknown }[];
}

export interface Comparison {
  edition: Named;
  with: Named | null;
  added: Entry[];
  removed: Entry[];
  changed: Entry[];
  unchanged: number;
  before: Sums;
  after: Sums;
}

/** An account on a list. */
export interface Stands {
  list: Named;
  /** Whether the reader may open the list. */
  open: boolean;
  kind: string;
  edition: number | null;
  since: string | null;
  from: string | null;
  until: string | null;
  person: Named | null;
  grade: string | null;
  exclusivity: Exclusivity;
  potential: Money | null;
  attention: Attention | null;
}

export interface OfAccount {
  on: string;
  standing: Stands[];
  history: Stands[];
}
