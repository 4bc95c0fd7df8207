/** What a number of the plan is written in. */
export interface Scale {
  /** Digits of the smallest unit: 2 for cents, 4 for ten-thousandths of a piece. */
  digits: number;
  /** In how many tens the table shows it: 4 for 万, 0 for itself. What is typed without a sign of its own is meant so. */
  shift?: number;
  /** Digits behind the point that the table shows. */
  shown?: number;
}

const SHORT: Record<string, number> = { 万: 4, 亿: 8, k: 3, m: 6, bn: 9 };

/**
 * What somebody typed, as the decimal text that the server reads; `null` for nothing, `undefined` if it is no amount.
 * Takes separators, 万 and 亿, k, m and bn, and a currency's sign; never by a float.
 */
export function typed(text: string, { digits, shift: own = 0 }: Scale): string | null | undefined {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s,_'’¥$€£元]/g, "")
    .toLowerCase();
  if (plain === "") return null;
  const found = /^(\d+)(?:\.(\d+))?(万|亿|k|m|bn)?$/.exec(plain);
  if (!found) return undefined;
  const [, whole = "", part = "", short = ""] = found;
  const shift = short ? (SHORT[short] ?? 0) : own;
  const padded = part.padEnd(shift, "0");
  const units = `${whole}${padded.slice(0, shift)}`.replace(/^0+(?=\d)/, "");
  const rest = padded.slice(shift).replace(/0+$/, "");
  if (rest.length > digits) return undefined;
  return rest ? `${units}.${rest}` : units;
}

/** A decimal text in the smallest unit. */
export function minor(text: string, { digits }: Scale): number {
  const [whole = "0", rest = ""] = text.split(".");
  return Number(BigInt(whole + rest.padEnd(digits, "0").slice(0, digits)));
}

/**
 * `+5%` and `-10%` as what becomes of an amount, to a multiple of what amounts are rounded to, the half up; `undefined` if it
 * is nothing of that kind.
 */
export function changed(text: string, amount: number, unit: number): number | undefined {
  const found = /^([+-])(\d{1,4})(?:\.(\d{1,4}))?%$/.exec(text.normalize("NFKC").replace(/\s/g, ""));
  if (!found) return undefined;
  const [, sign, whole = "0", part = ""] = found;
  const percent = BigInt(whole + part.padEnd(4, "0"));
  const hundred = 1_000_000n;
  const factor = sign === "-" ? hundred - percent : hundred + percent;
  if (factor < 0n) return undefined;
  const step = BigInt(Math.max(1, unit));
  const whole2 = 2n * hundred * step;
  return Number(((2n * BigInt(amount) * factor + hundred * step) / whole2) * step);
}

/** A whole number of the smallest unit as a decimal text in what the table shows: 123456 with two digits is 1234.56. */
export function decimal(amount: number, { digits, shift = 0 }: Scale): string {
  const behind = digits + shift;
  if (behind === 0) return String(amount);
  const all = String(Math.abs(amount)).padStart(behind + 1, "0");
  const rest = all.slice(-behind).replace(/0+$/, "");
  const whole = `${amount < 0 ? "-" : ""}${all.slice(0, -behind)}`;
  return rest ? `${whole}.${rest}` : whole;
}

/** The same in full, as the server reads it. */
export const exact = (amount: number, { digits }: Scale) => decimal(amount, { digits });

/** As people read it in a cell: separators, and as many digits behind the point as the table shows; rounded, the half up. */
export function written(amount: number, scale: Scale): string {
  const { digits, shift = 0, shown } = scale;
  const behind = digits + shift;
  if (shown === undefined || shown >= behind) return spaced(decimal(amount, scale), shown);
  const step = 10n ** BigInt(behind - shown);
  const size = BigInt(Math.abs(amount));
  const rounded = Number((2n * size + step) / (2n * step));
  return spaced(decimal(amount < 0 ? -rounded : rounded, { digits: shown }), shown);
}

function spaced(text: string, shown: number | undefined): string {
  const [whole = "0", rest = ""] = text.split(".");
  const long = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const behind = shown === undefined ? rest : rest.padEnd(shown, "0");
  return behind ? `${long}.${behind}` : long;
}

/** What amounts may be shown in. Digits behind the point are as many as tell neighbours apart. */
export type UnitName = "one" | "wan" | "yi" | "k" | "m";
export const UNITS: Record<UnitName, { shift: number; shown: number }> = {
  one: { shift: 0, shown: 0 },
  wan: { shift: 4, shown: 2 },
  yi: { shift: 8, shown: 4 },
  k: { shift: 3, shown: 1 },
  m: { shift: 6, shown: 2 },
};
export const unitsOf = (locale: "en" | "zh"): UnitName[] =>
  locale === "zh" ? ["one", "wan", "yi"] : ["one", "k", "m"];

/** The unit in which a total has four to seven digits: one reads it at a glance. */
export function fitting(total: number, digits: number, locale: "en" | "zh"): UnitName {
  const size = String(Math.trunc(total / 10 ** digits)).length;
  if (locale === "zh") return size > 12 ? "yi" : size > 7 ? "wan" : "one";
  return size > 12 ? "m" : size > 7 ? "k" : "one";
}
