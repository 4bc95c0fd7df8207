import type { KpiState } from "@shell/metric/kpiState";
import type { Open } from "./types";

/** The number of a report as the page of numbers shows it: of the same days and of the same unit or person. */
export function kpiOf(open: Open): KpiState {
  const state: KpiState = { metric: open.metric, by: [], to: open.to };
  if (open.from) state.from = open.from;
  if (Object.keys(open.where).length > 0) state.where = open.where;
  return state;
}

/** Where a share stands on a bar that ends at the target; what is beyond it stands at its end. */
export function place(share: number): string {
  return `${Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10}%`;
}
