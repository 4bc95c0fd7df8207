import { useSyncExternalStore } from "react";

/** The reader asked their computer that as little as possible moves. */
export const STILL = "(prefers-reduced-motion: reduce)";

/** Whether the reader's screen or settings answer a media query, and again when that changes. */
export function mediaHook(query: string): () => boolean {
  const media = globalThis.matchMedia?.(query);
  const watch = (changed: () => void) => {
    media?.addEventListener("change", changed);
    return () => media?.removeEventListener("change", changed);
  };
  const answer = () => media?.matches ?? false;
  return () => useSyncExternalStore(watch, answer);
}
