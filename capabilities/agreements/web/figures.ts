// Numbers of agreements in the reader's form. Pure.
import type { Format } from "@shell/words/format";
import type { Measure, Month, Question, Whole } from "./types";

/** In its unit: 12,000,000, 30%, 120; a dash where there is none. */
export function figure(format: Format, value: number | null, measure: Measure, currency: string): string {
  if (value === null) return "—";
  if (measure === "money") return format.money({ amount: String(value), currency });
  if (measure === "ratio") return format.ratio(value);
  return format.number(value);
}

/** Where the rows behind a number are shown. */
export function rowsAddress({ metric, where, ...days }: Question): Record<string, unknown> {
  const labels = Object.entries(where).map(([name, values]) => [name, values.map((value) => value ?? "")]);
  return { metric, ...days, by: [], ...(labels.length > 0 ? { where: Object.fromEntries(labels) } : {}) };
}

/** Points of the full ones, in percent: what a score is worth while some KPIs have none yet. */
export function shareOf({ points, full }: Pick<Month, "points" | "full">): number {
  return full > 0 ? (points / full) * 100 : 0;
}

/** How good a score is, as a tone. */
export function toneOf(share: number): "good" | "fair" | "poor" {
  return share >= 100 ? "good" : share >= 80 ? "fair" : "poor";
}

/** What the reader is to do with it now, if anything. */
export function turnOf(whole: Pick<Whole, "state" | "role">): "sign" | "countersign" | "settle" | undefined {
  if (whole.role === "party" && whole.state === "issued") return "sign";
  if (whole.role === "superior" && (whole.state === "accepted" || whole.state === "reserved"))
    return "countersign";
  if (whole.role === "superior" && whole.state === "disputed") return "settle";
  return undefined;
}

/** Verbs that the bar at the foot has buttons for: nobody needs them twice. */
export function signedBelow(whole: Pick<Whole, "state" | "role">): string[] {
  const turn = turnOf(whole);
  if (turn === "sign") return ["accept", "accept_with_reservation", "dispute"];
  return turn === "countersign" ? ["countersign"] : [];
}
