// Single keys that do something wherever nobody types and nothing is laid over the page.
import { useEffect, useEffectEvent } from "react";

/** What the key of commands is called on the reader's keyboard. */
export const modKey = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? "") ? "⌘" : "Ctrl";

export type Keys = Record<string, (event: KeyboardEvent) => void>;

const TYPED_IN =
  "input, textarea, select, [contenteditable=true], [role=combobox], [role=menu], [role=listbox]";

/** Whether a key pressed there is meant for whatever has the focus, or for a dialog that is open. */
export function isSpokenFor(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : null;
  // A checkbox takes the space bar only.
  if (target?.matches("input[type=checkbox]")) return false;
  // Of several to choose from one is chosen by the arrows.
  if (target?.matches("input[type=radio]")) return event.key === " " || event.key.startsWith("Arrow");
  if (target?.closest(TYPED_IN)) return true;
  return (
    document.querySelector("[role=dialog][aria-modal=true], .ant-modal-wrap:not([style*=none])") !== null
  );
}

export function useKeys(keys: Keys): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act && !isSpokenFor(event)) act(event);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
