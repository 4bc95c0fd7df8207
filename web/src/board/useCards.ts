import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { groupRows, listRows } from "../api/calls";
import type { ListQuery } from "../api/paths";
import type { Envelope, Groups, Labels, Page, Row } from "../api/types";

const cards = (noun: string, column: string) => ["board", noun, "cards", column];

/** The cards of one column, or of one column's part in a lane, page after page. */
export function useCards(
  noun: string,
  locale: string,
  column: string,
  lane: string,
  query: ListQuery,
  page: number,
  enabled = true,
) {
  const found = useInfiniteQuery({
    queryKey: [...cards(noun, column), lane, locale, query, page],
    queryFn: ({ pageParam, signal }) =>
      listRows(noun, { ...query, limit: page, ...(pageParam ? { after: pageParam } : {}) }, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    enabled,
  });
  const pages = found.data?.pages;
  return useMemo(() => {
    const rows: Row[] = [];
    const labels: Labels = {};
    const seen = new Set<string>();
    for (const one of pages ?? []) {
      // A row whose place in the order changed between two pages may come with both.
      for (const row of one.rows) {
        if (seen.has(row.id)) continue;
        seen.add(row.id);
        rows.push(row);
      }
      Object.assign(labels, one.labels);
    }
    return {
      rows,
      labels,
      error: found.error,
      waiting: found.isPending,
      hasMore: found.hasNextPage,
      loadingMore: found.isFetchingNextPage,
      more: () => void found.fetchNextPage(),
      again: () => void found.refetch(),
    };
  }, [pages, found]);
}

export type Cards = ReturnType<typeof useCards>;

/** Counts and totals of the groups, true sums over all rows. */
export function useTotals(
  noun: string,
  locale: string,
  by: string,
  sum: string[],
  query: ListQuery,
  enabled = true,
) {
  const asked = { ...query, by, sum: sum.join(",") };
  return useQuery<Groups>({
    queryKey: ["board", noun, "totals", locale, asked],
    queryFn: ({ signal }) => groupRows(noun, asked, signal),
    placeholderData: (old) => old,
    enabled,
  });
}

/**
 * Puts a row that has moved where it belongs now, in what is loaded: all the pages of two columns need not be loaded
 * again for one card. Totals are asked for anew.
 */
export function useSettled(noun: string) {
  const queries = useQueryClient();
  return useCallback(
    async ({ row, labels }: Pick<Envelope, "row" | "labels">, from: string, to: string, lane: string) => {
      const change = (column: string, put: (rows: Row[]) => Row[]) =>
        queries.setQueriesData<InfiniteData<Page>>(
          { queryKey: cards(noun, column) },
          (old) => old && { ...old, pages: old.pages.map((page) => ({ ...page, rows: put(page.rows) })) },
        );
      change(from, (rows) => rows.filter((one) => one.id !== row.id));
      change(to, (rows) => rows.filter((one) => one.id !== row.id));
      queries.setQueriesData<InfiniteData<Page>>(
        { queryKey: [...cards(noun, to), lane] },
        (old) =>
          old && {
            ...old,
            pages: old.pages.map((page, at) =>
              // Whom it names need not be known in its new column.
              at === 0 ? { ...page, rows: [row, ...page.rows], labels: { ...page.labels, ...labels } } : page,
            ),
          },
      );
      const shows = ["rows", "row", "groups", "timeline", "related", "kpi", "kpi-rows"];
      await queries.invalidateQueries({
        predicate: ({ queryKey: [first, , second] }) =>
          shows.includes(String(first)) || (first === "board" && second === "totals"),
      });
    },
    [queries, noun],
  );
}
