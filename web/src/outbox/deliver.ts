// One entry on its way: step after step, each under its key.
import { BASE, send } from "../api/client";
import { Problem } from "../api/problem";
import type { Row } from "../api/types";
import { type Entry, filledIn, rebased, type Step, TRUSTED_MS } from "./entry";
import { bytes, change, of } from "./store";

export type Outcome =
  | { is: "arrived" }
  /** There is nothing to send any more. */
  | { is: "gone" }
  /** Nobody answered. */
  | { is: "silent" }
  /** The server does not know us any more, or knows somebody else. */
  | { is: "stranger" }
  /** It could not be done just now. */
  | { is: "busy"; problem: Problem }
  | { is: "refused"; problem: Problem }
  | { is: "conflict"; problem: Problem; current: Row };

const ANSWER_MS = 30_000;
/** The slowest line that a photo is sent over, in bytes per ms. */
const SLOWEST = 10;

/** Sends what is left of an entry. Each step is noted as tried before it goes and as made when it has arrived. */
export async function deliver(entry: Entry, now = Date.now()): Promise<Outcome> {
  for (let at = 0; at < entry.steps.length; at += 1) {
    const before = entry.steps[at]?.tried;
    if (before && !entry.steps[at]?.made && now - before > TRUSTED_MS) {
      return { is: "refused", problem: new Problem({ status: 409, code: "outbox.too_old" }) };
    }
    // What is sent is what stands there in the moment in which it is noted as tried: it can have been mended meanwhile.
    const noted = await change(entry.id, (held) => {
      const step = held.steps[at];
      if (!step || step.made || held.state !== "waiting") return undefined;
      return withStep(held, at, { tried: step.tried ?? now });
    });
    const step = noted?.steps[at];
    // Thrown away, or stopped by whoever looked at it in another tab.
    if (!noted || !step || noted.state !== "waiting") return { is: "gone" };
    if (step.made) continue;
    try {
      const answer = await sent(filledIn(step, noted.steps));
      const made = answer.row?.id ?? answer.id ?? "written";
      await note(entry.id, at, { made, tried: undefined });
      await goOn(entry.user, step, answer.row?.version);
    } catch (error) {
      const outcome = outcomeOf(error, step);
      // Refused under its key means that no earlier try was written either. Turned away at the door, this try was not.
      if (outcome.is === "refused" || outcome.is === "conflict")
        await note(entry.id, at, { tried: undefined });
      if (outcome.is === "stranger") await note(entry.id, at, { tried: before });
      return outcome;
    }
  }
  return { is: "arrived" };
}

function withStep(entry: Entry, at: number, what: Partial<Step>): Entry {
  return {
    ...entry,
    steps: entry.steps.map((step, other) => (other === at ? { ...step, ...what } : step)),
  };
}

function note(id: string, at: number, what: Partial<Step>): Promise<Entry | undefined> {
  return change(id, (entry) => withStep(entry, at, what));
}

/** What was entered later about the same row goes on from the version that this step made, in this entry and in others. */
async function goOn(user: string, { path, body }: Step, version: number | undefined): Promise<void> {
  const seen = body?.version;
  if (typeof seen !== "number" || version === undefined) return;
  for (const other of await of(user)) await change(other.id, (now) => rebased(now, path, seen, version));
}

interface Told {
  id?: string;
  row?: { id: string; version?: number };
}

async function sent(step: Step): Promise<Told> {
  const headers: Record<string, string> = { "Idempotency-Key": step.key };
  let body: BodyInit;
  if (step.file) {
    const content = await bytes(step.file.content);
    if (!content) throw new Problem({ status: 410, code: "outbox.file_gone" });
    const form = new FormData();
    for (const [name, value] of Object.entries(step.body ?? {})) {
      if (typeof value === "string") form.append(name, value);
    }
    form.append("file", new Blob([content], { type: step.file.type }), step.file.name);
    body = form;
  } else {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(step.body ?? {});
  }
  const request = new Request(`${globalThis.location.origin}${BASE}${step.path}`, {
    method: step.method,
    headers,
    body,
    signal: AbortSignal.timeout(ANSWER_MS + Math.ceil((step.file?.size ?? 0) / SLOWEST)),
  });
  const answer = await send(request);
  return (await answer.json()) as Told;
}

function outcomeOf(error: unknown, step: Step): Outcome {
  // An answer that broke off halfway is none; whatever else went wrong is told of and tried again.
  if (!(error instanceof Problem)) {
    return { is: "busy", problem: new Problem({ status: 0, code: "outbox.broken", detail: String(error) }) };
  }
  if ([0, 502, 503, 504].includes(error.status)) return { is: "silent" };
  if (error.status === 401 || error.code === "session.csrf") return { is: "stranger" };
  if (error.status === 429 || error.status >= 500) return { is: "busy", problem: error };
  if (error.conflict) {
    const current = error.conflict.current;
    // Without a row, the same key came in twice at one moment: the other one is being written.
    if (!current?.id) return { is: "busy", problem: error };
    if (step.method === "PATCH") return { is: "conflict", problem: error, current };
  }
  return { is: "refused", problem: error };
}
