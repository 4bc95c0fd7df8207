import { nounOf, type useMeta } from "@shell/api/queries";
import type { Field, Noun } from "@shell/api/types";

type Say = (word: "asked.before" | "asked.form" | "asked.of", values: Record<string, string>) => string;

/** Acts that change a row's own fields, so that there is something it was before. */
const CHANGES = ["save", "edit"];

/**
 * The noun as conditions of a flow see it: its own fields, what they were before a change, those of the verb's form, and
 * those of the rows it refers to (`before.amount`, `form.discount`, `account_id.tier`).
 */
export function asked(noun: Noun, act: string, meta: ReturnType<typeof useMeta>, say: Say): Noun {
  const named = (prefix: string, field: Field, label: string): Field => ({
    ...field,
    name: `${prefix}.${field.name}`,
    label,
  });
  const verb = noun.verbs.find((one) => one.name === act);
  const form = (verb?.fields ?? []).map((field) =>
    named("form", field, say("asked.form", { field: field.label })),
  );
  const before = CHANGES.includes(act)
    ? noun.fields.map((field) => named("before", field, say("asked.before", { field: field.label })))
    : [];
  const referred = noun.fields.flatMap((reference) => {
    const target = reference.kind === "ref" && reference.ref ? nounOf(meta, reference.ref) : undefined;
    return (target?.fields ?? []).map((field) =>
      named(reference.name, field, say("asked.of", { field: field.label, of: reference.label })),
    );
  });
  return { ...noun, fields: [...form, ...noun.fields, ...before, ...referred] };
}
