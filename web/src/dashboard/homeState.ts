// The dashboard in its address: which one, and what all of its numbers are narrowed to.
export interface HomeState {
  /** The dashboard's name; absent: that of the reader's role. */
  d?: string;
  /** A named period; absent: the dashboard's own. */
  period?: string;
  /** Dates, both included; they go before a named period. */
  from?: string;
  to?: string;
  /** Ids. */
  unit?: string;
  product?: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const WORD = /^[\w-]{1,64}$/;

export function readHomeState(raw: Record<string, unknown>): HomeState {
  const state: HomeState = {};
  const take = (name: keyof HomeState, shape: RegExp) => {
    const value = raw[name];
    if (typeof value === "string" && shape.test(value)) state[name] = value;
  };
  for (const name of ["d", "period", "unit", "product"] as const) take(name, WORD);
  for (const name of ["from", "to"] as const) take(name, DATE);
  // Backwards, or half of it: no period at all.
  if (!state.from || !state.to || state.to < state.from) {
    delete state.from;
    delete state.to;
  }
  return state;
}
