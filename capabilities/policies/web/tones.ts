import type { Checkup, Edition, Enforced } from "./types";

export const editionTone: Record<Edition["state"], string> = {
  draft: "blue",
  planned: "cyan",
  in_force: "green",
  replaced: "default",
  withdrawn: "default",
};

export const policyTone: Record<string, string> = {
  draft: "blue",
  published: "cyan",
  in_force: "green",
  withdrawn: "default",
};

export const standingTone: Record<Enforced["standing"], string> = {
  stands: "green",
  changed: "orange",
  ended: "red",
  gone: "red",
};

export function checkupTone(checkup: Checkup): string {
  if (checkup.outcome) return { kept: "green", partly: "gold", not_kept: "red" }[checkup.outcome];
  return checkup.state === "planned" ? "blue" : "default";
}
