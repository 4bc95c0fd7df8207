// What somebody entered and the server has not acknowledged yet. Pure: no store, no network, no clock.
import type { ProblemDocument } from "../api/problem";
import type { Row, Value } from "../api/types";

/** What lies beside a step in the store; its bytes are kept apart, so that a list of entries stays small. */
export interface FileNote {
  /** Under which its bytes lie in the store. */
  content: string;
  name: string;
  type: string;
  /** In bytes. */
  size: number;
}

/** One request. Its key makes a repeat harmless: whatever happens to the answer, it is written once. */
export interface Step {
  key: string;
  method: "POST" | "PATCH";
  /** Below the API's root; `{made:0}` stands for the id of the row that the first step made, here and as a whole value. */
  path: string;
  /** Whose field table the body follows. */
  noun: string;
  body?: Record<string, Value>;
  /** Sent as a form, with the body's values beside it. */
  file?: FileNote;
  /** The row that it made or changed: then the step is over. */
  made?: string;
  /** Since when it may have arrived without our knowing, in ms. */
  tried?: number;
}

export const KINDS = ["visit", "done", "comment", "create", "edit", "file"] as const;
export type EntryKind = (typeof KINDS)[number];

export interface About {
  noun: string;
  /** Absent: a row that is only being made. */
  id?: string;
  title: string;
}

export interface Entry {
  id: string;
  /** Whoever entered it: nobody else sees or sends it. */
  user: string;
  /** When, in ms. */
  at: number;
  kind: EntryKind;
  about: About;
  /** How its text begins. */
  title: string;
  steps: Step[];
  state: "waiting" | "refused" | "conflict";
  problem?: ProblemDocument;
  /** The row as somebody else left it. */
  current?: Row;
  /** How often the server failed at it. */
  failed?: number;
}

/** The server remembers keys for 90 days. What may have arrived longer ago is not sent again without being asked. */
export const TRUSTED_MS = 85 * 86_400_000;

const MADE = /\{made:(\d+)\}/g;

function named(text: string, steps: readonly Step[]): string {
  return text.replace(MADE, (whole, at: string) => steps[Number(at)]?.made ?? whole);
}

/** A text in which somebody wrote the same letters stays as it was written. */
const isPlace = (value: Value) => typeof value === "string" && /^\{made:\d+\}$/.test(value);

/** The step with the ids of what the steps before it made. */
export function filledIn(step: Step, steps: readonly Step[]): Step {
  const values = Object.entries(step.body ?? {}).map(([name, value]) => [
    name,
    isPlace(value) ? named(String(value), steps) : value,
  ]);
  const body = step.body && (Object.fromEntries(values) as Step["body"]);
  return { ...step, path: named(step.path, steps), ...(body ? { body } : {}) };
}

export function nextStep(entry: Entry): Step | undefined {
  return entry.steps.find((step) => !step.made);
}

/** Whether some of it may be on the server already, so that throwing it away does not take everything back. */
export function mayHaveArrived(entry: Entry): boolean {
  return entry.steps.some((step) => step.made ?? step.tried);
}

/** Only what certainly was not written may be written otherwise: under its key, the server has its first form. */
export function isMendable(entry: Entry): boolean {
  const step = nextStep(entry);
  return !!step && !!step.body && !step.file && (entry.state !== "waiting" || !step.tried);
}

/** Entries of one row go in the order in which they were entered. */
export function laneOf(entry: Entry): string {
  return entry.about.id ? `${entry.about.noun}/${entry.about.id}` : entry.id;
}

/** Entries that may be sent now, in order; behind one that is stuck, its row's later ones wait. */
export function sendable(entries: readonly Entry[]): Entry[] {
  const stuck = new Set<string>();
  return inOrder(entries).filter((entry) => {
    const lane = laneOf(entry);
    if (entry.state !== "waiting") stuck.add(lane);
    return !stuck.has(lane);
  });
}

export function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

/** The other entry that this one waits for. */
export function waitsFor(entry: Entry, entries: readonly Entry[]): Entry | undefined {
  if (entry.state !== "waiting") return undefined;
  const lane = laneOf(entry);
  return inOrder(entries)
    .filter((other) => other.at <= entry.at && other.id !== entry.id && laneOf(other) === lane)
    .find((other) => other.state !== "waiting");
}

/** Under a new key, with other values: the server refused it as it was, so nothing of this step was written. */
export function mended(entry: Entry, key: string, body?: Record<string, Value>): Entry {
  const step = nextStep(entry);
  return again({
    ...entry,
    steps: entry.steps.map((one) =>
      one === step ? { ...one, ...(body ? { body } : {}), key, tried: undefined } : one,
    ),
  });
}

/** To be sent as it is. */
export function again(entry: Entry): Entry {
  const { problem, current, failed, ...rest } = entry;
  void [problem, current, failed];
  return { ...rest, state: "waiting" };
}

/** The row that an edit or a verb is about; `/activities/a1` of `/activities/a1/complete`. */
export function rowOf(path: string): string {
  return path.split("/").slice(0, 3).join("/");
}

/** Whether something that was entered about this row has not arrived yet. */
export function isAbout(entry: Entry, noun: string, id: string): boolean {
  return entry.steps.some((step) => !step.made && rowOf(step.path) === `/${noun}/${id}`);
}

/**
 * After our own edit of a row, or a verb on it, the next one was made on the version before it. It is based on what we
 * wrote ourselves, so it goes on from the new version; one that may be on the server already is left alone. Without any
 * such step, nothing is answered.
 */
export function rebased(entry: Entry, path: string, from: Value, to: number): Entry | undefined {
  const behind = (step: Step) =>
    rowOf(step.path) === rowOf(path) && !step.made && !step.tried && step.body?.version === from;
  if (!entry.steps.some(behind)) return undefined;
  const steps = entry.steps.map((step) =>
    behind(step) ? { ...step, body: { ...step.body, version: to } } : step,
  );
  return { ...entry, steps };
}
