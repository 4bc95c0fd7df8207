import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Rows of these change what there is to see and to do at all: fields, names, rights. */
const DESCRIBE = ["custom_fields", "companies", "roles", "users"];

/** After a write to rows of that noun: everything that may show it is asked for again. */
export function useWritten(noun?: string): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    const shows = [
      "rows",
      "board",
      "row",
      "groups",
      "timeline",
      "related",
      "lookup",
      "names",
      "kpi",
      "kpi-rows",
      "views",
      "shortcuts",
      ...(noun && DESCRIBE.includes(noun) ? ["meta", "kpis"] : []),
    ];
    await queries.invalidateQueries({
      predicate: (query) => shows.includes(String(query.queryKey[0])),
    });
  }, [queries, noun]);
}
