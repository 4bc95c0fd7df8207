import { QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { getMeta, getSession, getSetup } from "./calls";
import { carryToken } from "./client";
import { Problem } from "./problem";
import type { Meta, Noun, Session } from "./types";

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // What the server refused it will refuse again; only silence is worth another try.
        retry: (count, error) => error instanceof Problem && error.status === 0 && count < 2,
        refetchOnWindowFocus: false,
        // Asked even where the browser believes itself offline: then it is told at once that nobody answers.
        networkMode: "always",
        refetchOnReconnect: false,
      },
    },
  });
}

export const setupQuery = queryOptions({ queryKey: ["setup"], queryFn: getSetup, staleTime: 5_000 });

/** Where nobody answers, what is kept on this device of whoever was signed in; whom the server does not know, forgets. */
async function withoutServer(client: QueryClient, error: unknown): Promise<Session | undefined> {
  if (!(error instanceof Problem) || ![0, 401].includes(error.status)) return undefined;
  try {
    const { forgetAnswers, putBack } = await import("../outbox/kept");
    return error.status === 0 ? await putBack(client) : void (await forgetAnswers());
  } catch {
    return undefined;
  }
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ client }) => {
    try {
      const session = await getSession();
      carryToken(session.csrf);
      return session;
    } catch (error) {
      const kept = await withoutServer(client, error);
      if (!kept) throw error;
      return kept;
    }
  },
  // Nobody answering is asked again by whoever watches the connection.
  retry: false,
  staleTime: Infinity,
});

/** The texts in it are translated, so each language is an answer of its own. */
export const metaQuery = (locale: string) =>
  queryOptions({ queryKey: ["meta", locale], queryFn: getMeta, staleTime: 5 * 60_000 });

export function useSession(): Session | undefined {
  return useQuery({ ...sessionQuery, enabled: false }).data;
}

export function useMeta(locale: string): Meta | undefined {
  return useQuery(metaQuery(locale)).data;
}

export function nounOf(meta: Meta | undefined, name: string): Noun | undefined {
  return meta?.nouns.find((noun) => noun.name === name);
}
