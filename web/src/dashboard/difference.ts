import type { Kpi, Metric, Value } from "../api/types";

export interface Difference {
  /** Of a ratio in points (0.021 is 2.1), of days in days, of everything else as a share of what was. */
  by: number;
  in: "points" | "days" | "share";
  /** Whether it is for the better, as the number itself says. */
  good: boolean | null;
}

const number = (value: Value): number | null =>
  value === null || value === undefined || value === "" ? null : Number(value);

/** How a number stands beside another; nothing where either is missing or the other is nothing to divide by. */
export function difference(
  now: Value,
  was: Value,
  unit: Kpi["unit"],
  direction: Metric["direction"],
): Difference | null {
  const [is, before] = [number(now), number(was)];
  if (is === null || before === null) return null;
  const change = is - before;
  const good =
    change === 0 || !direction || direction === "neither" ? null : change > 0 === (direction === "up");
  if (unit === "ratio") return { by: change, in: "points", good };
  if (unit === "days") return { by: change, in: "days", good };
  return before === 0 ? null : { by: change / Math.abs(before), in: "share", good };
}
