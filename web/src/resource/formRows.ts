// Rows that a form knows of: the one that it edits, and those that its references name.
import type { FormInstance } from "antd";
import { useEffect, useState } from "react";
import { getRow } from "../api/calls";
import type { Field, Row } from "../api/types";
import { sameValue, valueOf } from "./fields";
import type { Values } from "./formFields";

/**
 * The row that the form is about, as new as the page knows it. When a newer one comes, what nobody typed into follows
 * it, and what was typed stays: it is what will be written.
 */
export function useNewerBelow(
  form: FormInstance<Values>,
  fields: Field[],
  row: Row | undefined,
): Row | undefined {
  const [base, setBase] = useState(row);
  useEffect(() => {
    if (!row || !base || row.version <= base.version) return;
    for (const field of fields) {
      const [was, is] = [valueOf(base, field), valueOf(row, field)];
      const untouched = sameValue(form.getFieldValue(field.name) as never, was);
      if (!sameValue(was, is) && untouched) form.setFieldValue(field.name, is ?? null);
    }
    // eslint-disable-next-line react-hooks/set-state-in-effect -- it follows what was written into the form
    setBase(row);
  }, [form, fields, row, base]);
  return base;
}

/**
 * Keeps fields that depend on each other together: a contact of another account goes when the account changes, and the
 * account comes with the contact where none was chosen.
 */
export async function follow(
  form: FormInstance<Values>,
  changed: Values,
  fields: readonly Field[],
  parents: ReadonlyMap<string, Field>,
): Promise<void> {
  for (const [name, parent] of parents) {
    const child: unknown = form.getFieldValue(name);
    const above: unknown = form.getFieldValue(parent.name);
    if (typeof child !== "string" || child === "") continue;
    const childChanged = name in changed && !above;
    const parentChanged = parent.name in changed && typeof above === "string";
    if (!childChanged && !parentChanged) continue;
    const ref = fields.find((field) => field.name === name)?.ref;
    if (!ref) continue;
    try {
      const { row } = await getRow(ref, child);
      const theirs = row[parent.name];
      if (childChanged && typeof theirs === "string") form.setFieldValue(parent.name, theirs);
      if (parentChanged && theirs !== above) form.setFieldValue(name, null);
    } catch {
      // Out of reach: the server has the last word.
    }
  }
}
