import { useSyncExternalStore } from "react";

const media = globalThis.matchMedia?.("(max-width: 767px)");

function watch(changed: () => void) {
  media?.addEventListener("change", changed);
  return () => media?.removeEventListener("change", changed);
}

export function usePhone(): boolean {
  return useSyncExternalStore(watch, () => media?.matches ?? false);
}
