import { nounOf } from "@shell/api/queries";
import type { Meta, Noun } from "@shell/api/types";

/** Where a row says a unit: fields of its own, and those of the rows it refers to. */
export function unitsOf(noun: Noun | undefined, meta: Meta | undefined): { value: string; label: string }[] {
  if (!noun) return [];
  return noun.fields.flatMap((field) => {
    if (field.ref === "units") return [{ value: field.name, label: field.label }];
    const target = field.ref ? nounOf(meta, field.ref) : undefined;
    const theirs = target?.fields.filter((one) => one.ref === "units") ?? [];
    return theirs.map((one) => ({
      value: `${field.name}.${one.name}`,
      label: `${field.label}: ${one.label}`,
    }));
  });
}
