// Shares of a deal, in hundredths of a percent and whole cents: exact, as the server reckons.
import type { Money, Row } from "@shell/api/types";
import { isMoney } from "@shell/words/format";

export const WHOLE = 10_000;

export interface Share {
  /** For the screen: a row keeps its place while its person is chosen. */
  key: number;
  person: string | null;
  /** Hundredths of a percent; empty while it is typed. */
  points: number | null;
  reason: string;
}

/** Splits by the largest remainder; of equals the earlier gets what is left over. */
export function allot(total: bigint, weights: number[]): bigint[] {
  const sum = weights.reduce((all, one) => all + BigInt(one), 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const sign = total < 0n ? -1n : 1n;
  const amount = total * sign;
  const parts = weights.map((one) => (amount * BigInt(one)) / sum);
  const order = weights
    .map((one, at) => ({ at, rest: (amount * BigInt(one)) % sum }))
    .sort((one, other) => (one.rest === other.rest ? one.at - other.at : one.rest > other.rest ? -1 : 1));
  let left = amount - parts.reduce((all, one) => all + one, 0n);
  for (const { at } of order) {
    if (left === 0n) break;
    parts[at] = (parts[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((one) => one * sign);
}

/** A percentage of an amount, rounded half away from zero. */
export function partOf(total: bigint, points: number): bigint {
  const sign = total < 0n ? -1n : 1n;
  return ((total * sign * BigInt(points) * 2n + BigInt(WHOLE)) / BigInt(WHOLE * 2)) * sign;
}

export const minorOf = (money: Money) => BigInt(money.amount.replace(".", ""));

/** So many of the smallest units, with the decimals of another amount of that currency. */
export function moneyOf(minor: bigint, like: Money): Money {
  const decimals = like.amount.split(".")[1]?.length ?? 0;
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const at = digits.length - decimals;
  const amount = decimals > 0 ? `${digits.slice(0, at)}.${digits.slice(at)}` : digits;
  return { amount: `${minor < 0n ? "-" : ""}${amount}`, currency: like.currency };
}

export const totalOf = (shares: Share[]) => shares.reduce((sum, one) => sum + (one.points ?? 0), 0);

/** Everybody the same, to the last hundredth. */
export function evenly(shares: Share[]): Share[] {
  const points = allot(
    BigInt(WHOLE),
    shares.map(() => 1),
  );
  return shares.map((one, at) => ({ ...one, points: Number(points[at]) }));
}

/** What is missing to the whole goes to the owner, who joins if need be. */
export function restTo(owner: string, shares: Share[], key: number): Share[] {
  const rest = WHOLE - totalOf(shares);
  if (!shares.some((one) => one.person === owner))
    return [...shares, { key, person: owner, points: rest, reason: "" }];
  return shares.map((one) =>
    one.person === owner ? { ...one, points: Math.max(0, (one.points ?? 0) + rest) } : one,
  );
}

/** As the server takes them. */
export const told = (shares: Share[]) =>
  shares.map((one) => ({
    person_id: one.person ?? "",
    share: (one.points ?? 0) / 100,
    ...(one.reason.trim() ? { reason: one.reason.trim() } : {}),
  }));

/** Rows of shares as they are edited. */
export const sharesOf = (rows: Row[]): Share[] =>
  rows.map((row, key) => ({
    key,
    person: typeof row.person_id === "string" ? row.person_id : null,
    points: Math.round(Number(row.share) * 100),
    reason: typeof row.reason === "string" ? row.reason : "",
  }));

/** The lines that nobody has taken back. */
export function standing(lines: Row[]): Row[] {
  const back = new Set(lines.map((line) => line.reverses_id).filter(Boolean));
  return lines.filter((line) => !line.reverses_id && !back.has(line.id));
}

/** What the deal is worth, if it says so. */
export const worthOf = (deal: Row): Money | undefined => (isMoney(deal.amount) ? deal.amount : undefined);
