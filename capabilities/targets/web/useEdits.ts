import { useCallback, useEffect, useRef, useState } from "react";
import type { Scale } from "./amounts";
import { sendEdits } from "./calls";
import { foreseen } from "./sheet";
import type { Done, Edit, Grid } from "./types";

export interface Edits {
  grid: Grid;
  /** A change is on its way. */
  busy: boolean;
  /** Why the last change was not made, and which it was. */
  error: unknown;
  refused: Edit[];
  canUndo: boolean;
  canRedo: boolean;
  make: (edits: Edit[]) => Promise<boolean>;
  undo: () => Promise<boolean>;
  redo: () => Promise<boolean>;
  forget: () => void;
}

/**
 * A plan's table with what is done to it. What was said stands there at once, what comes out elsewhere with the answer. One
 * change is sent after the other: each says on which state it stands.
 */
export function useEdits(read: Grid, scale: Scale, made: (grid: Grid) => void): Edits {
  const [grid, setGrid] = useState(read);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [refused, setRefused] = useState<Edit[]>([]);
  const [past, setPast] = useState<Edit[][]>([]);
  const [future, setFuture] = useState<Edit[][]>([]);
  const now = useRef(grid);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  useEffect(() => {
    // What was read anew takes the place of what is shown, unless something is on its way that stands on it.
    if (read === now.current || waiting.current > 0) return;
    now.current = read;
    setGrid(read);
  }, [read]);

  const send = (edits: Edit[]): Promise<Edit[] | undefined> => {
    waiting.current += 1;
    setBusy(true);
    setGrid((shown) => ({ ...shown, rows: foreseen(shown.rows, edits, scale) }));
    const job = line.current.then(async () => {
      try {
        const done = await sendEdits(now.current.plan, now.current.changes, edits);
        now.current = applied(now.current, edits, done, scale);
        setError(undefined);
        setRefused([]);
        made(now.current);
        return done.undo;
      } catch (caught) {
        setError(caught);
        setRefused(edits);
        return undefined;
      } finally {
        waiting.current -= 1;
        // What waits behind this one stands there already, until its own answer comes.
        if (waiting.current === 0) {
          setGrid(now.current);
          setBusy(false);
        }
      }
    });
    line.current = job;
    return job;
  };

  const make = async (edits: Edit[]) => {
    if (edits.length === 0) return true;
    const back = await send(edits);
    if (!back) return false;
    setPast((all) => [...all, back]);
    setFuture([]);
    return true;
  };
  const step = async (from: Edit[][], take: typeof setPast, give: typeof setPast) => {
    const last = from.at(-1);
    if (!last) return false;
    take((all) => all.slice(0, -1));
    const back = await send(last);
    if (!back) {
      take((all) => [...all, last]);
      return false;
    }
    give((all) => [...all, back]);
    return true;
  };
  const forget = useCallback(() => {
    setError(undefined);
    setRefused([]);
  }, []);
  return {
    grid,
    busy,
    error,
    refused,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    make,
    undo: () => step(past, setPast, setFuture),
    redo: () => step(future, setFuture, setPast),
    forget,
  };
}

/** The table after a change: what was fixed, and what came out elsewhere. */
export function applied(grid: Grid, edits: Edit[], done: Done, scale: Scale): Grid {
  const others = new Map(done.values.map((one) => [one.node, one]));
  let moved = false;
  const rows = foreseen(grid.rows, edits, scale).map((row, at) => {
    const other = others.get(row.node);
    if (other) {
      moved = true;
      return { ...row, value: other.value, periods: other.periods };
    }
    // What was foreseen and is not answered stays what it was: a lock that let go, at the same value.
    const before = grid.rows[at];
    return before && row !== before ? { ...row, value: before.value } : row;
  });
  const rest = {
    changes: done.changes,
    total: done.total ?? grid.total,
    warnings: done.warnings ?? grid.warnings,
  };
  if (!moved) return { ...grid, ...rest, rows };
  const below = new Map<string, number>();
  for (const row of rows) if (row.parent) below.set(row.parent, (below.get(row.parent) ?? 0) + row.value);
  return {
    ...grid,
    ...rest,
    rows: rows.map((row) => {
      const sum = below.get(row.node) ?? null;
      return sum === row.below ? row : { ...row, below: sum };
    }),
  };
}
