// Fields whose choice depends on another field of the same form: a contact of the account, a stage of the pipeline.
import type { Field, Meta } from "../api/types";
import { nounOf } from "../api/queries";

/**
 * field → the field of the same form that narrows it. The field table says it: the rows that may be chosen carry a
 * reference of the same name to the same noun as the form does, and could not be without it: a contact is nothing without
 * its account, while an account only happens to have an owner.
 */
export function parentsOf(fields: Field[], meta: Meta | undefined): Map<string, Field> {
  const parents = new Map<string, Field>();
  const refs = fields.filter((field) => field.kind === "ref" && field.ref && field.ref !== "*");
  for (const field of refs) {
    const theirs = nounOf(meta, field.ref ?? "")?.fields ?? [];
    const parent = refs.find(
      (other) =>
        other !== field &&
        other.ref !== field.ref &&
        theirs.some((one) => one.required && one.name === other.name && one.ref === other.ref),
    );
    if (parent) parents.set(field.name, parent);
  }
  return parents;
}
