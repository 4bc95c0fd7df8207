import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useEffect } from "react";
import { countInbox, markInbox } from "../api/calls";
import { countInTitle } from "../shell/title";

const LOOK_EVERY_MS = 60_000;

/** How much is unread: asked once a minute while the page is looked at, and when its reader comes back to it. */
export function useUnread(): number {
  const found = useQuery({
    queryKey: ["inbox", "count"],
    queryFn: countInbox,
    refetchInterval: LOOK_EVERY_MS,
    refetchOnWindowFocus: true,
    // Whoever is offline is told so elsewhere.
    retry: false,
    staleTime: 10_000,
  });
  const unread = found.data?.unread ?? 0;
  useEffect(() => {
    countInTitle(unread);
    return () => countInTitle(0);
  }, [unread]);
  return unread;
}

/** Marks entries; every list of them and the count follow. */
export function useMark() {
  const queries = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: markInbox,
    onSuccess: ({ unread }) => {
      queries.setQueryData(["inbox", "count"], { unread });
      return queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === "inbox" && queryKey[1] !== "count",
      });
    },
    onError: (error) => void message.error(error.message),
  });
}
