import { useCallback, useMemo, useState } from "react";
import type { Row } from "../api/types";

/** Either these rows or, with `all`, every row that the list shows but these, also those that have not come yet. */
export interface Marked {
  all: boolean;
  ids: ReadonlySet<string>;
}

export interface Selection {
  has(id: string): boolean;
  toggle(id: string): void;
  /** Of the rows that are here: some, or each of them. */
  some: boolean;
  every: boolean;
  /** Marks the rows that are here, or none of them. */
  toggleHere(): void;
}

const NONE: Marked = { all: false, ids: new Set() };

function toggled({ all, ids }: Marked, id: string): Marked {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { all, ids: next };
}

/** What is marked in a list; `shown` says which rows the list shows, whatever their order. */
export function useSelection(rows: readonly Row[], total: number | null, shown: string) {
  const [marked, setMarked] = useState(NONE);
  const [asked, setAsked] = useState(shown);
  if (asked !== shown) {
    setAsked(shown);
    // All of another list was never meant; rows that were marked one by one stay so.
    if (marked.all) setMarked(NONE);
  }
  const toggle = useCallback((id: string) => setMarked((old) => toggled(old, id)), []);
  const clear = useCallback(() => setMarked(NONE), []);
  const takeAll = useCallback(() => setMarked({ all: true, ids: new Set() }), []);
  const selection = useMemo<Selection>(() => {
    const has = (id: string) => marked.ids.has(id) !== marked.all;
    const every = rows.length > 0 && rows.every((row) => has(row.id));
    return {
      has,
      toggle,
      some: rows.some((row) => has(row.id)),
      every,
      toggleHere: () => {
        if (marked.all) return setMarked(NONE);
        const ids = new Set(marked.ids);
        for (const { id } of rows) {
          if (every) ids.delete(id);
          else ids.add(id);
        }
        setMarked({ all: false, ids });
      },
    };
  }, [marked, rows, toggle]);
  const count = marked.all ? Math.max((total ?? 0) - marked.ids.size, 0) : marked.ids.size;
  return { marked, count, selection, takeAll, clear };
}
