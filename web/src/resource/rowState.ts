import { type ListState, readListState } from "./listState";

export interface RowState {
  /** A past moment; the row is shown as it was then. */
  as_of?: string;
  /** The list that the row is one of; kept in the history where it was opened from a list. */
  in?: ListState;
}

export function readRowState(raw: Record<string, unknown>): RowState {
  const state: RowState = {};
  if (typeof raw.as_of === "string" && raw.as_of !== "") state.as_of = raw.as_of;
  if (typeof raw.in === "object" && raw.in !== null)
    state.in = readListState(raw.in as Record<string, unknown>);
  return state;
}

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The list that a row was opened from, as it stood. */
    list?: Record<string, unknown>;
  }
}
