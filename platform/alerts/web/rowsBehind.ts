import type { Row } from "@shell/api/types";
import type { KpiState } from "@shell/metric/kpiState";

/** The dimension by which each kind of watch is cut, where its name alone tells it. */
const CUT: Record<string, string> = { people: "owner", accounts: "account" };

/** The number of a case as the page of numbers shows it: of the same days and, where that can be said, of whom it is about. */
export function rowsBehind(row: Row): KpiState {
  const state: KpiState = {
    metric: String(row.metric),
    by: [],
    from: String(row.from),
    to: String(row.to),
  };
  const id = typeof row.row_id === "string" ? row.row_id : undefined;
  const cut = row.row_noun === "units" ? "unit" : CUT[String(row.row_noun)];
  if (id && cut) state.where = { [cut]: [id] };
  return state;
}
