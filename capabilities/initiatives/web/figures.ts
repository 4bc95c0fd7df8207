// Values of a KPI as people read them, and what is drawn of them. Pure.
import type { Money } from "@shell/api/types";
import type { Format } from "@shell/words/format";
import type {
  Check,
  InitiativeCard,
  Measure,
  PathCard,
  Point,
  Question,
  ResourceCard,
  Risk,
  Use,
} from "./types";

/** Targets and lifts are round: minor digits that say nothing are left out. */
const ROUND = /[.,]00$/;

/** A value in the KPI's unit: an amount with its currency, a share as per cent. */
export function shown(format: Format, measure: Measure | null, value: number | null): string {
  if (value === null) return "–";
  if (measure?.unit === "money" && measure.currency)
    return format.money({ amount: String(value), currency: measure.currency }).replace(ROUND, "");
  if (measure?.unit === "ratio") return format.ratio(value);
  return format.number(value, 4);
}

/** The same in a few characters, where there is little room. */
export function brief(format: Format, measure: Measure | null, value: number | null): string {
  if (value === null) return "–";
  if (measure?.unit === "ratio" || Math.abs(value) < 1000) return shown(format, measure, value);
  return format.short(value, measure?.unit === "money" ? measure.currency : null);
}

/** How much of the gap is closed, in per cent of a bar's width: what is sure, and what all of it would come to. */
export function bar({ gap, sum, weighted }: Pick<PathCard, "gap" | "sum" | "weighted">) {
  if (gap === null || gap <= 0) return { sure: 0, hoped: 0 };
  const of = (value: number) => Math.max(0, Math.min(100, (value / gap) * 100));
  return { sure: of(weighted), hoped: Math.max(0, of(sum) - of(weighted)) };
}

const short = (format: Format, { amount, currency }: Money) =>
  Number(amount) < 1000
    ? format.money({ amount, currency }).replace(ROUND, "")
    : format.short(Number(amount), currency);

/** What there is of a resource, and what was used of it. */
export function size(format: Format, resource: ResourceCard): string {
  const parts = [
    resource.amount && short(format, resource.granted_amount ?? resource.amount),
    resource.heads !== null && `${format.number(resource.heads)} FTE`,
    resource.quantity !== null && `${format.number(resource.quantity)} ${resource.measure ?? ""}`.trim(),
  ];
  return parts.filter(Boolean).join(" · ");
}

/** The share of a resource's money that was used, 0 to 1 and beyond; nothing where there is no money in it. */
export function usedShare({ amount, granted_amount, used_amount }: ResourceCard): number | undefined {
  const whole = Number((granted_amount ?? amount)?.amount);
  if (!whole || !used_amount) return undefined;
  return Number(used_amount.amount) / whole;
}

export interface Lane {
  path: PathCard | undefined;
  rows: {
    initiative: InitiativeCard;
    resources: { resource: ResourceCard; use: Use }[];
    /** Resources that serve it and that the reader does not see. */
    unseen: number;
  }[];
  /** What serves the path itself. */
  direct: ResourceCard[];
}

/** Each path with what is done about it and with what; those that stand alone come last, and then resources that serve nothing. */
export function lanes(
  paths: PathCard[],
  initiatives: InitiativeCard[],
  resources: ResourceCard[],
  uses: Use[],
): { lanes: Lane[]; idle: ResourceCard[] } {
  const known = new Set(paths.map((path) => path.id));
  const seen = new Map(resources.map((one) => [one.id, one]));
  const row = (initiative: InitiativeCard) => {
    const serving = uses.filter((use) => use.initiative === initiative.id);
    const told = serving.flatMap((use) => {
      const resource = seen.get(use.resource);
      return resource ? [{ resource, use }] : [];
    });
    return { initiative, resources: told, unseen: serving.length - told.length };
  };
  const found: Lane[] = paths.map((path) => ({
    path,
    rows: initiatives.filter((one) => one.path === path.id).map(row),
    direct: resources.filter((one) => one.path === path.id),
  }));
  const alone = initiatives.filter((one) => one.path === null || !known.has(one.path));
  if (alone.length > 0) found.push({ path: undefined, rows: alone.map(row), direct: [] });
  const told = new Set(initiatives.map((one) => one.id));
  const used = new Set(uses.filter((use) => told.has(use.initiative)).map((use) => use.resource));
  const idle = resources.filter((one) => !used.has(one.id) && (one.path === null || !known.has(one.path)));
  return { lanes: found, idle: idle.filter((one) => one.state !== "released") };
}

/** Where the rows behind a number are shown: the page of numbers, asked the same. */
export function rowsAddress({ metric, from, to, where }: Question): Record<string, unknown> {
  const labels = Object.entries(where).map(([name, values]) => [name, values.map((value) => value ?? "")]);
  return { metric, from, to, by: [], ...(labels.length > 0 ? { where: Object.fromEntries(labels) } : {}) };
}

/** Open risks by likelihood (from 5 down) and effect (from 1 up). */
export function matrix(risks: Risk[]): Risk[][][] {
  const live = risks.filter((risk) => risk.state === "open" || risk.state === "occurred");
  return [5, 4, 3, 2, 1].map((likelihood) =>
    [1, 2, 3, 4, 5].map((effect) =>
      live.filter((risk) => risk.likelihood === likelihood && risk.effect === effect),
    ),
  );
}

export const gravity = (score: number) => (score >= 12 ? "grave" : score >= 6 ? "felt" : "light");

const days = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** The curve and the measured values in a box: from the first day to the last, and as high as the highest of them. */
export function points(curve: Point[], checks: Check[], width: number, height: number) {
  const told = checks.flatMap((check) =>
    check.measured === null
      ? []
      : [{ ...check, day: check.checked_on ?? check.due_on, value: check.measured }],
  );
  const at = [...curve.map((one) => days(one.day)), ...told.map((one) => days(one.day))];
  const values = [0, ...curve.map((one) => one.expected), ...told.map((one) => one.value)];
  const [first, last] = [Math.min(...at), Math.max(...at)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const edge = 8;
  const x = (day: string) => edge + ((days(day) - first) / (last - first || 1)) * (width - 2 * edge);
  const y = (value: number) => height - edge - ((value - least) / (most - least || 1)) * (height - 2 * edge);
  return {
    line: curve.map((one) => `${x(one.day).toFixed(1)},${y(one.expected).toFixed(1)}`).join(" "),
    dots: told.map((one) => ({
      id: one.id,
      x: x(one.day),
      y: y(one.value),
      verdict: one.verdict ?? undefined,
    })),
    zero: y(0),
  };
}
