import type { QueryClient } from "@tanstack/react-query";
import { getSession } from "../api/calls";
import { carryToken } from "../api/client";
import { Problem } from "../api/problem";
import { sessionQuery, setupQuery } from "../api/queries";

/** An address to go on to: only a place of our own, never an address of somebody else's. */
export function ownPlace(to: unknown): string | undefined {
  return typeof to === "string" && /^\/(?![/\\])/.test(to) ? to : undefined;
}

/** Whether this installation still waits for its owner; `undefined` where the server does not say. */
export async function ownerWanted(queries: QueryClient): Promise<boolean | undefined> {
  try {
    return (await queries.fetchQuery({ ...setupQuery, retry: false })).needs_owner;
  } catch {
    return undefined;
  }
}

/** Whether the server knows this browser. It is asked, not the cache: the session may have begun or ended elsewhere. */
export async function signedIn(queries: QueryClient): Promise<boolean> {
  const known = queries.getQueryState(sessionQuery.queryKey)?.error;
  // Whoever was sent here by this very answer need not wait for it a second time.
  if (known instanceof Problem && known.status === 401) return false;
  try {
    const session = await getSession();
    carryToken(session.csrf);
    queries.setQueryData(sessionQuery.queryKey, session);
    return true;
  } catch {
    // With no answer at all the form is shown: it says what is wrong as soon as somebody uses it.
    return false;
  }
}
