import type { MatrixRow } from "./types";

/** What a new right of this row begins with. */
export function begin(row: MatrixRow, kind?: string): Record<string, string> {
  const holder = { position: "position_id", unit_head: "head_of_id", person: "person_id", role: "role" }[
    row.holder
  ];
  const who = row.holder === "role" ? row.role : row.id;
  return { holder: row.holder, ...(who ? { [holder]: who } : {}), ...(kind ? { kind } : {}) };
}
