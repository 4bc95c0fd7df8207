import type { State } from "./types";

export const TONES: Record<State, string> = {
  draft: "blue",
  issued: "cyan",
  accepted: "gold",
  reserved: "orange",
  disputed: "red",
  countersigned: "cyan",
  in_force: "green",
  replaced: "default",
  ended: "default",
  withdrawn: "default",
};
