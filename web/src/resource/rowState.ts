export interface RowState {
  /** A past moment; the row is shown as it was then. */
  as_of?: string;
}

export function readRowState(raw: Record<string, unknown>): RowState {
  return typeof raw.as_of === "string" && raw.as_of !== "" ? { as_of: raw.as_of } : {};
}
