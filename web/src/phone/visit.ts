// What was logged about a visit, as requests in their order. Pure.
import type { Noun, Row, Value } from "../api/types";
import type { NewStep } from "../outbox/outbox";

export const LOGGED = ["visit", "call", "meeting"] as const;
export type Logged = (typeof LOGGED)[number];

export interface Visit {
  kind: Logged;
  text: string;
  outcome: string;
  met?: { noun: string; id: string };
  photos: File[];
  /** What is to be done next, and on which day; empty where nothing is. */
  next: string;
  nextOn?: string;
}

export const NOTHING: Visit = { kind: "visit", text: "", outcome: "", photos: [], next: "" };

export interface Logging {
  about: { noun: string; id: string };
  /** The moment, by the server's clock. */
  at: string;
  /** What was planned and is over now. */
  planned?: Row;
  /** Only what one has written oneself carries files. */
  mine: boolean;
  /** The row that it is about with its noun, where it holds its next step itself. */
  row?: Row;
  noun?: Noun;
  /** What stands for texts that nobody wrote. */
  words: { visit: string; next: string };
}

const DAY_MS = 86_400_000;

/** A text for the title: the server takes it from the body where there is one. */
function head(visit: Visit, word: string): Record<string, Value> {
  if (visit.text.trim()) return { body: visit.text.trim() };
  return { title: visit.outcome.trim().slice(0, 80) || word };
}

const met = (visit: Visit) => (visit.met ? { met_noun: visit.met.noun, met_id: visit.met.id } : {});

function logged(visit: Visit, how: Logging): NewStep[] {
  const { planned, at } = how;
  const outcome = visit.outcome.trim();
  const activity = { noun: "activities" } as const;
  const subject = { subject_noun: how.about.noun, subject_id: how.about.id };
  if (!planned) {
    const body = { kind: visit.kind, ...subject, ...head(visit, how.words.visit), at, ...met(visit) };
    return [{ ...activity, path: "/activities", body: { ...body, ...(outcome ? { outcome } : {}) } }];
  }
  const text = [planned.body, visit.text.trim()].filter((one) => typeof one === "string" && one).join("\n\n");
  const was = typeof planned.at === "string" ? Date.parse(planned.at) : undefined;
  const now = Date.parse(at);
  // Planned for ten and written down at noon, it happened at ten; brought forward or put off, it happened now.
  const moved = was !== undefined && (was > now || now - was > DAY_MS);
  const changed = {
    ...(visit.text.trim() ? { body: text } : {}),
    ...(moved ? { at } : {}),
    ...met(visit),
  };
  const path = `/activities/${planned.id}`;
  return [
    ...(Object.keys(changed).length > 0
      ? [{ ...activity, method: "PATCH" as const, path, body: { ...changed, version: planned.version } }]
      : []),
    { ...activity, path: `${path}/complete`, body: outcome ? { outcome } : {} },
  ];
}

export function stepsOf(visit: Visit, how: Logging): NewStep[] {
  const subject = { subject_noun: how.about.noun, subject_id: how.about.id };
  const steps = logged(visit, how);
  const carrier = how.mine ? { comment_id: how.planned?.id ?? "{made:0}" } : {};
  for (const file of visit.photos) {
    steps.push({ path: "/files", noun: "activities", body: { ...subject, ...carrier }, file });
  }
  const next = visit.next.trim() || (visit.nextOn ? how.words.next : "");
  if (!next) return steps;
  const task = { kind: "task", ...subject, title: next, ...(visit.nextOn ? { due_on: visit.nextOn } : {}) };
  steps.push({ path: "/activities", noun: "activities", body: task });
  const { row, noun } = how;
  const holds = (name: string) =>
    noun?.fields.some((field) => field.name === name && field.may_edit !== false);
  if (row && noun?.may.edit && holds("next_step") && holds("next_step_on")) {
    steps.push({
      method: "PATCH",
      path: `/${noun.name}/${row.id}`,
      noun: noun.name,
      body: {
        next_step: next,
        ...(visit.nextOn ? { next_step_on: visit.nextOn } : {}),
        version: row.version,
      },
    });
  }
  return steps;
}

/** Whether there is anything to lose. */
export function isWritten(visit: Visit): boolean {
  return (
    [visit.text, visit.outcome, visit.next].some((text) => text.trim() !== "") || visit.photos.length > 0
  );
}
