// The lines of a split, and what they come to. Pure.
import type { InitiativeCard, Line, Measure, PathCard } from "./types";

export interface Draft {
  key: string;
  /** What is there already; absent: a new one. */
  there?: InitiativeCard;
  name: string;
  kind: string;
  owner_id: string | null;
  lift: number | null;
  /** In per cent; nothing follows the state. */
  confidence: number | null;
}

/** How sure one is of a new one where nobody says: taken into the plan, or an idea. */
export const usual = (plan: boolean) => (plan ? 50 : 25);

export const draftOf = (one: InitiativeCard): Draft => ({
  key: one.id,
  there: one,
  name: one.name,
  kind: one.kind,
  owner_id: one.owner?.id ?? null,
  lift: one.lift,
  confidence: one.confidence,
});

/** Whether it can be changed: what has landed is as it is. */
export const fixed = ({ there }: Draft) =>
  !!there && (!there.may_edit || there.state === "landed" || there.state === "stopped");

/** Ten-thousandths are what the server keeps; without them 0.1 + 0.2 would leave a rest. */
const exact = (value: number) => Math.round(value * 10_000) / 10_000 || 0;

export interface Totals {
  sum: number;
  weighted: number;
  /** What is missing even if all of it lands; below zero where there is more than that. */
  rest: number | null;
}

export function totals(path: Pick<PathCard, "gap">, drafts: Draft[], plan: boolean): Totals {
  let sum = 0;
  let weighted = 0;
  for (const draft of drafts) {
    const { there } = draft;
    if (there?.state === "stopped") continue;
    // Of what begins before the path or ends after it, only what falls into its days counts.
    const share = there?.counted != null && there.lift ? there.counted / there.lift : 1;
    const lift = (draft.lift ?? 0) * share;
    sum += lift;
    weighted += (lift * (draft.confidence ?? usual(plan))) / 100;
  }
  const rest = path.gap === null ? null : exact(path.gap - sum);
  return { sum: exact(sum), weighted: exact(weighted), rest };
}

/** The lift of one line such that all of them close the gap. */
export function filled(draft: Draft, rest: number | null): number | null {
  if (rest === null) return draft.lift;
  const whole = (draft.lift ?? 0) + rest;
  return whole > 0 ? exact(whole) : null;
}

/** What has to be written: new lines, and what is other than it was. */
export function linesOf(drafts: Draft[]): Line[] {
  return drafts.flatMap((draft): Line[] => {
    const { there, name, kind, owner_id, lift, confidence } = draft;
    const said = { name: name.trim(), kind, owner_id, lift, confidence };
    if (!there) return [said];
    const was = draftOf(there);
    const changed = Object.fromEntries(
      Object.entries(said).filter(([field, value]) => was[field as keyof Draft] !== value),
    );
    return Object.keys(changed).length > 0 ? [{ id: there.id, version: there.version, ...changed }] : [];
  });
}

const TIMES: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9, 千: 1e3, 万: 1e4, 百万: 1e6, 亿: 1e8 };

/** An amount as people type it: 5,200,000, 520万, 5.2m. */
export function amountOf(text: string): number | null {
  const found = /^([+-]?[\d.,\s]+)(k|m|b|千|百万|万|亿)?%?$/i.exec(text.replace(/[¥$€£\s]/g, ""));
  const number = Number(found?.[1]?.replaceAll(",", ""));
  if (!found?.[1] || Number.isNaN(number)) return null;
  return exact(number * (TIMES[found[2]?.toLowerCase() ?? ""] ?? 1));
}

/** Shares are typed in points: 5 is 0.05. */
export const points = (measure: Measure | null) => (measure?.unit === "ratio" ? 100 : 1);
