import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

/** Rows of these change what there is to see and to do at all: fields, names, rights. */
const DESCRIBE = ["custom_fields", "companies", "roles", "users"];

/**
 * After a write to rows of that noun: everything that may show it is asked for again; with `keep.lists` all but the
 * noun's own lists, which have taken it already.
 */
export function useWritten(noun?: string): (keep?: { lists: boolean }) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (keep?: { lists: boolean }) => {
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
        predicate: ({ queryKey: [what, of] }) =>
          shows.includes(String(what)) && !(keep?.lists && what === "rows" && of === noun),
      });
    },
    [queries, noun],
  );
}
