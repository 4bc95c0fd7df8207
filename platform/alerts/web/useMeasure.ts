import { useMeta } from "@shell/api/queries";
import type { Metric } from "@shell/api/types";
import { useReader } from "@shell/words/Reader";
import type { Measure } from "./values";

/** The number that a rule is about, and the unit it is told in; a number that is hidden from the reader has none. */
export function useMeasure(name: unknown): { metric: Metric | undefined; measure: Measure } {
  const { locale } = useReader();
  const meta = useMeta(locale);
  const metric = meta?.metrics.find((one) => one.name === name);
  const unit = metric?.unit ?? "count";
  return { metric, measure: { unit, currency: unit === "money" ? (meta?.company.currency ?? null) : null } };
}
