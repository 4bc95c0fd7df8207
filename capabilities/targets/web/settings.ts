// The settings of a plan as a form holds them, and as the server reads them. Pure.
import type { Row } from "@shell/api/types";
import { isMoney } from "@shell/words/format";
import { minor, typed } from "./amounts";
import type { Weighed } from "./types";

export interface Blended {
  driver: string;
  metric?: string | null;
  weight: number | null;
  from?: string | null;
  to?: string | null;
}

export interface SettingsForm {
  total: string;
  rounding: string;
  /** Percent. */
  padding: number;
  stretch: number | null;
  challenge: number | null;
  blend: Blended[];
  over: number[];
  season: string;
  weights: number[];
}

const text = (value: unknown): string =>
  isMoney(value)
    ? value.amount.replace(/\.0+$/, "")
    : value === null || value === undefined
      ? ""
      : String(value);
const number = (value: unknown): number | null =>
  value === null || value === undefined || value === "" ? null : Number(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function formOf(row: Row, blend?: Weighed[]): SettingsForm {
  const blended = blend ?? (list(row.blend) as Weighed[]);
  return {
    total: text(row.quantity ?? row.amount).replace(/\B(?=(\d{3})+(?!\d))/g, ","),
    rounding: text(row.rounding),
    padding: number(row.padding) ?? 0,
    stretch: number(row.stretch),
    challenge: number(row.challenge),
    blend: blended.map((one) => ({ ...one, weight: Number(one.weight) })),
    over: list(row.over_assignment).map(Number),
    season: String(row.season ?? "even"),
    weights: list(row.weights).map(Number),
  };
}

export function bodyOf(
  form: SettingsForm,
  money: boolean,
  digits: number,
  levels: number,
): Record<string, unknown> {
  const over = form.over.slice(0, levels);
  // Levels without anything more are not said at the end.
  while (over.length > 0 && !over.at(-1)) over.pop();
  return {
    [money ? "amount" : "quantity"]: typed(form.total, { digits }),
    ...(money ? { rounding: form.rounding || null } : {}),
    padding: form.padding,
    stretch: form.stretch,
    challenge: form.challenge,
    blend: form.blend.map(({ driver, metric, weight, from, to }) => ({
      driver,
      weight: weight ?? 0,
      ...(metric ? { metric } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    })),
    over_assignment: over,
    season: form.season,
    ...(form.season === "by_hand" ? { weights: form.weights } : {}),
  };
}

export const sumOfWeights = (blend: readonly Blended[]): number =>
  Math.round(blend.reduce((sum, one) => sum + (one.weight ?? 0), 0) * 100) / 100;

/** The same drivers in the same proportion, together 100. */
export function evened(blend: readonly Blended[]): Blended[] {
  const sum = sumOfWeights(blend);
  let left = 10_000;
  return blend.map((one, at) => {
    const part =
      at === blend.length - 1
        ? left
        : Math.round((sum > 0 ? (one.weight ?? 0) / sum : 1 / blend.length) * 10_000);
    left -= part;
    return { ...one, weight: part / 100 };
  });
}

/** What each level has together: the total, with padding, then level by level with its over-assignment; half up. */
export function chain(total: string, digits: number, padding: number, over: readonly number[]): number[] {
  const more = (amount: bigint, percent: number) => {
    const factor = BigInt(Math.round(percent * 100)) + 10_000n;
    return (2n * amount * factor + 10_000n) / 20_000n;
  };
  let amount = BigInt(minor(total, { digits }));
  const steps = [amount];
  for (const percent of [padding, ...over]) {
    amount = more(amount, percent);
    steps.push(amount);
  }
  return steps.map(Number);
}
