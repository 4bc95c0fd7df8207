import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** After a write: everything that may show it is asked for again. */
export function useWritten(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    const shows = [
      "rows",
      "row",
      "groups",
      "timeline",
      "related",
      "lookup",
      "names",
      "kpi",
      "kpi-rows",
      "views",
    ];
    await queries.invalidateQueries({
      predicate: (query) => shows.includes(String(query.queryKey[0])),
    });
  }, [queries]);
}
