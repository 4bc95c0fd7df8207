// Saved views: which are whose, and what each keeps.
import type { Row, Session } from "../api/types";
import { type ListState, readListState } from "./listState";

/** What a view keeps: how the list looks, not the moment it is looked at. */
export function viewState(state: ListState): Record<string, unknown> {
  const { q, sort, filter, columns, widths, frozen, group, show, of } = state;
  return Object.fromEntries(
    Object.entries({ q, sort, filter, columns, widths, frozen, group, show, of }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

export const EMPTY: ListState = {
  q: undefined,
  sort: undefined,
  filter: undefined,
  columns: undefined,
  widths: undefined,
  frozen: undefined,
  group: undefined,
  show: undefined,
  of: undefined,
  view: undefined,
};

export function stateOf(view: Row): ListState {
  return readListState((view.state ?? {}) as Record<string, unknown>);
}

/** Whether the list looks different from what the view keeps. */
export function differs(view: Row, state: ListState): boolean {
  const sorted = (one: Record<string, unknown>) =>
    JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(viewState(stateOf(view))) !== sorted(viewState(state));
}

/** Its maker may change a view, and whoever may change everybody's. */
export function mayChange(view: Row, session: Session | undefined): boolean {
  const rights = session?.may?.views as { edit?: string | null } | undefined;
  return rights?.edit === "all" || isMine(view, session);
}

export function isMine(view: Row, session: Session | undefined): boolean {
  return (view.owner_id ?? null) === (session?.user.person_id ?? null);
}

/** Mine and those meant for everybody; another's private ones are theirs, even where I may see them. */
export function sorted(views: readonly Row[], session: Session | undefined): { own: Row[]; shared: Row[] } {
  return {
    own: views.filter((view) => !view.shared && isMine(view, session)),
    shared: views.filter((view) => view.shared),
  };
}
