// Whether the server answers, and whether it has a newer version of the web than this page.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { onAnswer } from "../api/client";
import { isNewerThere } from "../parts/chunk";

const FIRST_TRY_MS = 2_000;
const LATEST_TRY_MS = 15_000;
const SAID_MS = 2_500;

export type Connection = "there" | "gone" | "back";

let gone = false;
const watching = new Set<() => void>();

function watch(changed: () => void) {
  watching.add(changed);
  return () => watching.delete(changed);
}

/** Whether the server has not answered: what cannot wait on this device is not offered then. */
export function useGone(): boolean {
  return useSyncExternalStore(watch, () => gone);
}

/** Asks for something that every server answers without looking anything up. */
async function answers(): Promise<boolean> {
  try {
    return (await globalThis.fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** Once a request got no answer, asks by itself until there is one, and then lets what failed be asked again. */
export function useConnection(): { state: Connection; again: () => void } {
  const queries = useQueryClient();
  const [state, setState] = useState<Connection>("there");
  const [round, setRound] = useState(0);
  const asking = useRef(false);

  useEffect(() => {
    gone = state === "gone";
    for (const changed of watching) changed();
  }, [state]);
  const lost = useEffectEvent(() => setState("gone"));
  const found = useEffectEvent(() => setState((old) => (old === "gone" ? "back" : old)));
  useEffect(() => {
    const stop = onAnswer((there) => (there ? found() : lost()));
    const offline = () => lost();
    globalThis.addEventListener("offline", offline);
    return () => {
      stop();
      globalThis.removeEventListener("offline", offline);
    };
  }, []);

  const again = useCallback(async () => {
    if (asking.current) return;
    asking.current = true;
    const there = await answers();
    asking.current = false;
    setState((old) => (old === "gone" && there ? "back" : old));
    setRound((old) => old + 1);
  }, []);
  useEffect(() => {
    if (state !== "gone") return;
    const wait = setTimeout(
      () => void again(),
      Math.min(FIRST_TRY_MS * 1.5 ** Math.min(round, 9), LATEST_TRY_MS),
    );
    const online = () => void again();
    globalThis.addEventListener("online", online);
    return () => {
      clearTimeout(wait);
      globalThis.removeEventListener("online", online);
    };
  }, [state, round, again]);

  useEffect(() => {
    if (state !== "back") return;
    // Only what could not be shown is asked for again; nothing that somebody is reading moves.
    void queries.refetchQueries({ predicate: (query) => query.state.status === "error" });
    const wait = setTimeout(() => {
      setState("there");
      setRound(0);
    }, SAID_MS);
    return () => clearTimeout(wait);
  }, [state, queries]);
  return { state, again: () => void again() };
}

const LOOK_EVERY_MS = 10 * 60_000;
const NOT_AGAIN_MS = 60_000;

/** Whether the server was updated since this page was opened: asked now and then, and when the reader comes back. */
export function useNewer(connection: Connection): boolean {
  const [newer, setNewer] = useState(false);
  const looked = useRef(0);
  const look = useCallback(async (always = false) => {
    const now = Date.now();
    if (!always && (document.hidden || now - looked.current < NOT_AGAIN_MS)) return;
    looked.current = now;
    if (await isNewerThere()) setNewer(true);
  }, []);
  useEffect(() => {
    looked.current = Date.now();
    const seen = () => void look();
    const timer = setInterval(seen, LOOK_EVERY_MS);
    document.addEventListener("visibilitychange", seen);
    globalThis.addEventListener("focus", seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
      globalThis.removeEventListener("focus", seen);
    };
  }, [look]);
  // A server that was away may have come back as another one.
  useEffect(() => {
    if (connection !== "back") return;
    const wait = setTimeout(() => void look(true));
    return () => clearTimeout(wait);
  }, [connection, look]);
  return newer;
}
