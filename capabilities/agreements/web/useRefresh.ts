import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useWritten } from "@shell/resource/useWrites";

/** After something was signed, judged or changed: agreements, their rows and the inbox are asked for again. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  const written = useWritten();
  return useCallback(async () => {
    await Promise.all([written(), queries.invalidateQueries({ queryKey: ["inbox"] })]);
  }, [queries, written]);
}
