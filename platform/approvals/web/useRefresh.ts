import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useWritten } from "@shell/resource/useWrites";

/** After a decision: requests, the rows they may have written, and the inbox are asked for again. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  const written = useWritten();
  return useCallback(async () => {
    await Promise.all([
      written(),
      queries.invalidateQueries({ queryKey: ["approvals"] }),
      queries.invalidateQueries({ queryKey: ["inbox"] }),
    ]);
  }, [queries, written]);
}
