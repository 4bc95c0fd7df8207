import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listRows } from "../api/calls";
import type { ListQuery } from "../api/paths";
import type { Labels, Row } from "../api/types";

const PAGE = 100;

/** Rows by key, page after page, with the names of what they refer to. */
export function useRows(noun: string, locale: string, query: ListQuery, enabled = true, page = PAGE) {
  const found = useInfiniteQuery({
    queryKey: ["rows", noun, locale, query, page],
    queryFn: ({ pageParam, signal }) =>
      listRows(
        noun,
        { ...query, limit: page, ...(pageParam ? { after: pageParam } : { total: true }) },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  const pages = found.data?.pages;
  return useMemo(() => {
    const rows: Row[] = [];
    const labels: Labels = {};
    for (const one of pages ?? []) {
      rows.push(...one.rows);
      Object.assign(labels, one.labels);
    }
    return {
      rows,
      labels,
      total: pages?.[0]?.total ?? null,
      error: found.error,
      /** Nothing has come yet. */
      waiting: found.isPending,
      /** What is shown belongs to the question before this one. */
      stale: found.isPlaceholderData,
      hasMore: found.hasNextPage,
      loadingMore: found.isFetchingNextPage,
      more: () => void found.fetchNextPage(),
      again: () => void found.refetch(),
    };
  }, [pages, found]);
}
