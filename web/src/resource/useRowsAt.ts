import { type UseQueryResult, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { listRows } from "../api/calls";
import type { ListQuery } from "../api/paths";
import type { Labels, Page, Row } from "../api/types";

/** Rows asked for at once. */
export const PAGE = 100;
/** A page that is passed over faster is not asked for. */
const PAUSE_MS = 60;
/** Pages of one list that are kept. */
export const KEPT = 40;

/** What a table draws its rows from. */
export interface Source {
  /** How many rows there are to scroll through. */
  count: number;
  /** `undefined`: it is on its way. */
  rowAt(index: number): Row | undefined;
  /** The rows that are here. */
  rows: Row[];
  labels: Labels;
  /** These are in sight and have to come. */
  see(first: number, last: number): void;
}

/** The first and the last page that hold these rows. */
export function pagesOf(first: number, last: number): [number, number] {
  const from = Math.max(Math.floor(first / PAGE), 0);
  return [from, Math.max(Math.floor(last / PAGE), from)];
}

interface Found {
  pages: (Page | undefined)[];
  error: Error | null;
}

function combined(results: UseQueryResult<Page, Error>[]): Found {
  return {
    pages: results.map((one) => one.data),
    error: results.find((one) => one.error)?.error ?? null,
  };
}

/** Rows by position: those in sight are asked for, wherever that is among a million. */
export function useRowsAt(noun: string, locale: string, query: ListQuery, enabled: boolean) {
  const queries = useQueryClient();
  const asked = JSON.stringify([noun, locale, query]);
  // Another question begins at its top.
  const [sight, setSight] = useState({ asked, first: 0, last: 0 });
  const { first, last } = sight.asked === asked ? sight : { first: 0, last: 0 };
  const keyOf = (page: number) => ["rows", noun, locale, query, "at", page];
  const wanted = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const found = useQueries({
    queries: wanted.map((page) => ({
      queryKey: keyOf(page),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listRows(noun, { ...query, at: page * PAGE, limit: PAGE }, signal),
      enabled,
    })),
    combine: combined,
  });

  // What was answered last stays on the screen until the next question has an answer.
  const [told, setTold] = useState<{ asked: string; first: number; found: Found; total: number }>();
  const total = found.pages.find((page) => typeof page?.total === "number")?.total;
  if (typeof total === "number" && (told?.asked !== asked || told.found !== found || told.first !== first)) {
    setTold({ asked, first, found, total });
  }
  const stale = told !== undefined && told.asked !== asked;
  const shown = stale ? told : { first, found, total: told?.total };

  const wish = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(wish.current), [asked]);
  const passed = useRef<number[]>([]);
  const see = (from: number, to: number) => {
    clearTimeout(wish.current);
    const [a, b] = pagesOf(from, to);
    if (stale || (a === first && b === last)) return;
    const look = () => {
      setSight({ asked, first: a, last: b });
      // The oldest of those passed are forgotten; those in sight are never among them.
      passed.current = [...passed.current.filter((page) => page < a || page > b), a, b];
      for (const page of passed.current.splice(0, Math.max(passed.current.length - KEPT, 0))) {
        queries.removeQueries({ queryKey: keyOf(page), exact: true, type: "inactive" });
      }
    };
    const here = queries.getQueryData(keyOf(a)) && queries.getQueryData(keyOf(b));
    if (here) look();
    else wish.current = setTimeout(look, PAUSE_MS);
  };

  const { pages } = shown.found;
  const read = useMemo(() => {
    const labels: Labels = {};
    for (const page of pages) Object.assign(labels, page?.labels);
    return { rows: pages.flatMap((page) => page?.rows ?? []), labels };
  }, [pages]);
  const start = shown.first;
  const rowAt = useCallback(
    (index: number) => pages[Math.floor(index / PAGE) - start]?.rows[index % PAGE],
    [pages, start],
  );
  const source: Source = { count: shown.total ?? 0, rowAt, ...read, see };
  return {
    source,
    total: shown.total ?? null,
    error: found.error,
    /** Nothing has come yet. */
    waiting: told === undefined,
    /** What is shown belongs to the question before this one. */
    stale,
    again: () => void queries.refetchQueries({ queryKey: ["rows", noun, locale, query, "at"] }),
  };
}
