// How an entry fared, for the form that it came from.
import type { ProblemDocument } from "../api/problem";
import { discard, settled } from "./outbox";
import { get } from "./store";

export type Fared =
  | { is: "arrived" }
  /** It waits on this device. */
  | { is: "waiting" }
  /** Some of it is written, the rest is kept to be mended. */
  | { is: "partly" }
  /** Nothing was written: it is the form's again. */
  | { is: "back"; problem: ProblemDocument };

const PATIENCE_MS = 6_000;

export async function outcomeOf(id: string): Promise<Fared> {
  const how = await settled(id, PATIENCE_MS);
  const entry = await get(id);
  if (!entry) return { is: "arrived" };
  if (how !== "stuck" || !entry.problem) return { is: "waiting" };
  // Another person's change is looked at where both values are shown.
  if (entry.state === "conflict" || entry.steps.some((step) => step.made)) return { is: "partly" };
  await discard(id);
  return { is: "back", problem: entry.problem };
}
