import type { RequestState } from "@shell/approval/types";

const TONES: Record<RequestState, string> = {
  waiting: "gold",
  returned: "orange",
  approved: "green",
  refused: "red",
  vetoed: "red",
  withdrawn: "default",
  void: "default",
  failed: "red",
};

export const toneOf = (state: RequestState) => TONES[state];
