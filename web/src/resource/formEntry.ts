// A filled form as an entry that waits on this device for a connection.
import type { Noun, Row, Value } from "../api/types";
import type { NewEntry } from "../outbox/outbox";
import { titleOf } from "./fields";

export function entryOf(
  user: string,
  noun: Noun,
  body: Record<string, Value>,
  key: string,
  row?: Row,
): NewEntry {
  const named = [body[noun.title], body.body].find((text) => typeof text === "string" && text !== "");
  const title = row ? titleOf(noun, row) : String(named ?? noun.label);
  const { subject_noun: subject, subject_id: id } = body;
  const step = row
    ? { method: "PATCH" as const, path: `/${noun.name}/${row.id}` }
    : { path: `/${noun.name}` };
  return {
    user,
    kind: row ? "edit" : "create",
    title,
    about: row
      ? { noun: noun.name, id: row.id, title: "" }
      : typeof subject === "string" && typeof id === "string"
        ? { noun: subject, id, title: "" }
        : { noun: noun.name, title: "" },
    steps: [{ ...step, key, noun: noun.name, body }],
  };
}
