import type { State } from "./types";

export function stateTone(state: State): string {
  switch (state) {
    case "done":
      return "green";
    case "faulty":
    case "refused":
    case "failed":
      return "red";
    case "running":
    case "undoing":
      return "blue";
    case "checked":
      return "cyan";
    case "mapped":
    case "cancelled":
    case "undone":
      return "grey";
  }
}

/** Mapping and options may still change. */
export function isOpen(state: State): boolean {
  return state === "mapped" || state === "faulty" || state === "checked" || state === "refused";
}

export function isRunning(state: State): boolean {
  return state === "running" || state === "undoing";
}

/** Which of the steps mapping, check, run, report one stands at. */
export function stepOf(state: State): number {
  switch (state) {
    case "mapped":
      return 0;
    case "faulty":
    case "refused":
      return 1;
    case "checked":
    case "running":
    case "undoing":
      return 2;
    case "done":
    case "cancelled":
    case "failed":
    case "undone":
      return 3;
  }
}
