export interface Held {
  owner: string | null;
  from: string;
  to: string | null;
  by: string | null;
  actor: string;
  verb: string;
  dispute: string | null;
}

export interface Done {
  person: string;
  count: number;
  first: string | null;
  last: string | null;
  kinds: Record<string, number>;
}

/** Whose the disputed row was, and what each of the two did about it. */
export interface History {
  noun: string;
  /** Empty where the reader may not see the row itself. */
  row: string | null;
  gone: boolean;
  held: Held[];
  done: Done[];
  labels: Record<string, string>;
}
