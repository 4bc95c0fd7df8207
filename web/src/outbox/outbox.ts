// The queue of what was entered: taken in, sent in order, told of. One tab sends at a time.
import { getSession } from "../api/calls";
import { carryToken, sayExpired } from "../api/client";
import { Problem, type ProblemDocument } from "../api/problem";
import type { Value } from "../api/types";
import { deliver, type Outcome } from "./deliver";
import { type Entry, inOrder, laneOf, sendable } from "./entry";
import * as store from "./store";

export interface NewStep {
  /** Where it was tried already, the key of that try. */
  key?: string;
  tried?: boolean;
  method?: "POST" | "PATCH";
  path: string;
  noun: string;
  body?: Record<string, Value>;
  file?: File;
}

export type NewEntry = Pick<Entry, "user" | "kind" | "about" | "title"> & { steps: NewStep[] };

export type News =
  | { is: "changed" }
  | { is: "kept"; id: string }
  | { is: "arrived"; id: string }
  | { is: "stuck"; id: string };

type Listener = (news: News) => void;
const listeners = new Set<Listener>();
// Tabs tell each other; where they cannot, each looks when it is shown again.
const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("qm.outbox");
channel?.addEventListener("message", (event: MessageEvent<News>) => {
  // Whoever entered it is told where they did.
  hear(event.data.is === "kept" ? { is: "changed" } : event.data);
  if (event.data.is === "kept") wake();
});

function hear(news: News) {
  for (const listener of [...listeners]) listener(news);
}

function tell(news: News) {
  hear(news);
  channel?.postMessage(news);
}

export function listen(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let last = 0;

/** Takes it in. When this returns, it is on the device; where there is no room it throws, and nothing was taken. */
export async function keep(given: NewEntry): Promise<Entry> {
  const files = new Map<string, ArrayBuffer>();
  // Two within one ms have an order all the same.
  const at = Math.max(Date.now(), last + 1);
  last = at;
  const steps = [];
  for (const step of given.steps) {
    const { file, tried, key = crypto.randomUUID(), method = "POST", ...rest } = step;
    const content = crypto.randomUUID();
    if (file) files.set(content, await file.arrayBuffer());
    steps.push({
      ...rest,
      key,
      method,
      ...(tried ? { tried: at } : {}),
      ...(file ? { file: { content, name: file.name, type: file.type, size: file.size } } : {}),
    });
  }
  const entry: Entry = { ...given, steps, id: crypto.randomUUID(), at, state: "waiting" };
  await store.add(entry, files);
  // Asked once there is something to lose; whether it was granted is shown in the tray.
  void globalThis.navigator?.storage?.persist?.().catch(() => false);
  tell({ is: "kept", id: entry.id });
  wake();
  return entry;
}

export async function entriesOf(user: string): Promise<Entry[]> {
  return inOrder(await store.of(user));
}

/** Answers whether it was changed: it may have been sent or thrown away meanwhile, here or in another tab. */
export async function change(id: string, to: (entry: Entry) => Entry | undefined): Promise<boolean> {
  let changed = false;
  await store.change(id, (entry) => {
    const next = to(entry);
    changed = next !== undefined;
    return next;
  });
  tell({ is: "changed" });
  wake();
  return changed;
}

export async function discard(id: string): Promise<void> {
  await store.remove(id);
  tell({ is: "changed" });
  wake();
}

/** How an entry fares within this time; `waiting` where that is not known by then. */
export function settled(id: string, withinMs: number): Promise<"arrived" | "stuck" | "waiting"> {
  return new Promise((resolve) => {
    const end = (how: "arrived" | "stuck" | "waiting") => {
      clearTimeout(timer);
      stop();
      resolve(how);
    };
    const timer = setTimeout(() => end("waiting"), withinMs);
    const stop = listen((news) => {
      if ((news.is === "arrived" || news.is === "stuck") && news.id === id) end(news.is);
    });
    // It may have been quicker than whoever asks.
    void store.get(id).then(
      (entry) => {
        if (!entry) end("arrived");
        else if (entry.state !== "waiting") end("stuck");
      },
      () => undefined,
    );
  });
}

let user: string | undefined;
let running = false;
let wanted = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let sending: string | undefined;

/** What is on its way from this tab. */
export const onItsWay = () => sending;

const AGAIN_MS = 30_000;

/** Whose entries are sent from now on; nobody's without a name. */
export function sendFor(who: string | undefined): void {
  user = who;
  clearTimeout(timer);
  if (who) wake();
}

/** Sends what can be sent, unless that is being done. */
export function wake(): void {
  if (!user) return;
  wanted = true;
  if (running) return;
  running = true;
  clearTimeout(timer);
  const who = user;
  void run(who).finally(() => {
    running = false;
    // Woken as it ended; or somebody else has signed in meanwhile, and has entries of their own.
    if (user && (wanted || user !== who)) wake();
  });
}

async function run(who: string): Promise<void> {
  let left = false;
  try {
    while (wanted && user === who) {
      wanted = false;
      left = await alone(who, () => round(who));
    }
  } catch {
    // The store is closed or broken for now: what lies in it stays.
    left = true;
  }
  if (left && user === who) timer = setTimeout(wake, AGAIN_MS);
}

async function alone<T>(who: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  // Without locks two tabs may send the same entry: its key still lets it be written once.
  return locks ? locks.request(`qm.outbox.${who}`, work) : work();
}

/** Once through everything that waits. Answers whether something is left to be sent later. */
async function round(who: string): Promise<boolean> {
  const lanes = sendable(await store.of(who));
  if (lanes.length === 0) return false;
  const there = await isStill(who);
  if (there !== "yes") return there === "silent";
  let left = false;
  const passed = new Set<string>();
  for (const { id } of lanes) {
    // Mended, thrown away or stopped by an earlier one meanwhile.
    const entry = sendable(await store.of(who)).find((one) => one.id === id);
    if (!entry || user !== who) continue;
    const lane = laneOf(entry);
    if (passed.has(lane)) continue;
    sending = entry.id;
    tell({ is: "changed" });
    const outcome = await deliver(entry).finally(() => (sending = undefined));
    await noted(entry, outcome);
    if (outcome.is === "silent") return true;
    if (outcome.is === "stranger") return false;
    if (outcome.is === "busy") {
      left = true;
      passed.add(lane);
    }
  }
  return left;
}

/** Whether the browser is still signed in as whoever entered it: somebody else may be, in another tab. */
async function isStill(who: string): Promise<"yes" | "no" | "silent"> {
  try {
    const session = await getSession();
    if (session.user.id !== who) return "no";
    carryToken(session.csrf);
    return "yes";
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) return "silent";
    sayExpired();
    return "no";
  }
}

async function noted(entry: Entry, outcome: Outcome): Promise<void> {
  switch (outcome.is) {
    case "arrived":
      await store.remove(entry.id);
      return tell({ is: "arrived", id: entry.id });
    case "refused":
    case "conflict":
      await store.change(entry.id, (now) => ({
        ...now,
        state: outcome.is,
        problem: told(outcome.problem),
        ...(outcome.is === "conflict" ? { current: outcome.current } : {}),
      }));
      return tell({ is: "stuck", id: entry.id });
    case "busy":
      await store.change(entry.id, (now) => ({
        ...now,
        problem: told(outcome.problem),
        failed: (now.failed ?? 0) + 1,
      }));
      return tell({ is: "changed" });
    case "gone":
    case "silent":
    case "stranger":
      return tell({ is: "changed" });
  }
}

function told(problem: Problem): ProblemDocument {
  const { status, code, message, errors, needs } = problem;
  return { status, code, detail: message, errors, needs };
}
