// Answers kept on this device, so that the page opens without a connection with what its reader looked at last. They
// belong to one person: signing out forgets them, and so does anybody else who signs in.
import { type Query, type QueryClient, hashKey } from "@tanstack/react-query";
import type { Session } from "../api/types";
import { database, type KeptAnswer } from "./store";

/** What a working day is read from; numbers and charts are of the moment and are not kept. */
const KEPT = [
  "session",
  "meta",
  "rows",
  "row",
  "timeline",
  "related",
  "names",
  "shortcuts",
  "views",
  "kpis",
  "inbox",
];
const MOST = 200;
/** Of one answer, as JSON, in characters; what nothing can be shown without may be longer. */
const LARGEST = 400_000;
const KEPT_MS = 14 * 86_400_000;
const PAUSE_MS = 1_500;

const idOf = (user: string, key: readonly unknown[]) => `${user} ${hashKey(key)}`;

/** Whose answers are kept; nobody's once somebody has signed out, though an answer may still come in. */
let keeping: string | undefined;

/** Keeps what is answered from now on. */
export function keepAnswers(queries: QueryClient, user: string): () => void {
  keeping = user;
  const pending = new Map<string, Query>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (query: Query) => {
    if (query.state.status !== "success" || !KEPT.includes(String(query.queryKey[0]))) return;
    pending.set(query.queryHash, query);
    clearTimeout(timer);
    timer = setTimeout(() => void write(), PAUSE_MS);
  };
  const write = async () => {
    const now = [...pending.values()];
    pending.clear();
    if (keeping !== user) return;
    await save(now, user).catch(() => undefined);
  };
  const cache = queries.getQueryCache();
  cache.getAll().forEach(take);
  const stop = cache.subscribe((event) => {
    if (event.type === "updated" && event.action.type === "success") take(event.query);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

async function save(found: Query[], user: string): Promise<void> {
  const tx = (await database()).transaction("answers", "readwrite");
  for (const { queryKey: key, state } of found) {
    // As JSON: a page of answers holds nothing else, and what cannot be cloned would break the whole of it.
    const text = JSON.stringify(state.data);
    if (!text || (text.length > LARGEST && !lasts(key))) continue;
    const answer: KeptAnswer = {
      id: idOf(user, key),
      user,
      at: state.dataUpdatedAt,
      key,
      data: JSON.parse(text) as unknown,
    };
    await tx.store.put(answer);
  }
  const all = await tx.store.getAll();
  const oldest = Date.now() - KEPT_MS;
  const over = all
    .sort((one, other) => other.at - one.at)
    .filter((one, place) => one.user !== user || one.at < oldest || (place >= MOST && !lasts(one.key)));
  for (const one of over) await tx.store.delete(one.id);
  await tx.done;
}

/** Without these nothing can be shown at all, however large they are. */
const lasts = (key: readonly unknown[]) => ["session", "meta"].includes(String(key[0]));

/** Whether the page shows what was kept, because nobody answered when it opened. */
let old = false;

export const isOld = () => old;

/** Tells so once, when the server answers again. */
export function wasPutBack(): boolean {
  const was = old;
  old = false;
  return was;
}

/** Without a connection: puts back what is kept and tells whose it is. */
export async function putBack(queries: QueryClient): Promise<Session | undefined> {
  const all = await (await database()).getAll("answers");
  const session = all
    .filter((one) => one.key[0] === "session" && Date.now() - one.at < KEPT_MS)
    .sort((one, other) => other.at - one.at)[0];
  if (!session) return undefined;
  old = true;
  for (const one of all) {
    if (one.user !== session.user || one === session || queries.getQueryData([...one.key]) !== undefined)
      continue;
    queries.setQueryData([...one.key], one.data, { updatedAt: one.at });
  }
  return session.data as Session;
}

/** Whoever looks next finds nothing. What was entered and not sent stays: it is its author's. */
export async function forgetAnswers(): Promise<void> {
  keeping = undefined;
  await (await database()).clear("answers");
}
