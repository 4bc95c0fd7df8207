// What can be planned from the chart: for each kind of move the fields that are asked, and what is known already.
import type { Noun } from "@shell/api/types";

export type MoveKind =
  "new_unit" | "move_unit" | "change_leader" | "close_unit" | "move_person" | "hand_over";

export const OF_UNIT: MoveKind[] = ["new_unit", "move_unit", "change_leader", "close_unit"];
export const OF_PERSON: MoveKind[] = ["move_person", "hand_over"];

const ASKED: Record<MoveKind, string[]> = {
  new_unit: ["name", "unit_kind", "person_id", "note"],
  move_unit: ["to_unit_id", "to_new_id", "note"],
  change_leader: ["person_id", "note"],
  close_unit: ["note"],
  move_person: ["to_unit_id", "to_new_id", "note"],
  hand_over: ["to_person_id", "row_noun", "note"],
};

/** The form of one kind of move: its own fields, under the kind's name. */
export function formOf(moves: Noun, kind: MoveKind): Noun {
  const kinds = moves.fields.find((field) => field.name === "kind")?.options;
  return {
    ...moves,
    label: kinds?.find((one) => one.value === kind)?.label ?? moves.label,
    fields: moves.fields.filter((field) => ASKED[kind].includes(field.name)),
  };
}

/** What the chart knows of it. */
export function given(draft: string, kind: MoveKind, about: string): Record<string, string> {
  const known = { reorganization_id: draft, kind };
  switch (kind) {
    case "new_unit":
      return { ...known, to_unit_id: about };
    case "move_unit":
    case "change_leader":
    case "close_unit":
      return { ...known, unit_id: about };
    case "move_person":
    case "hand_over":
      return { ...known, person_id: about };
  }
}
