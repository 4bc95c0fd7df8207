// The part of a profile that the mapping table edits: which column fills which field of one noun.
import type { Make, Profile, Source } from "./types";

export function columnOf(source: Source | undefined): string | undefined {
  return typeof source === "string" ? source : source?.column;
}

/** A profile the table can show whole: one file of rows that fills one noun, column by column. */
export function isPlain(profile: Profile): boolean {
  const [make] = profile.make;
  return (
    profile.make.length === 1 &&
    make !== undefined &&
    Object.keys(profile.files).length === 1 &&
    Object.values(make.fields).every((source) => columnOf(source) !== undefined)
  );
}

export function fieldFor(make: Make, column: string): string | undefined {
  return Object.keys(make.fields).find((field) => columnOf(make.fields[field]) === column);
}

/** The profile with the column filling that field, or none; a field is filled by one column. */
export function mapped(
  profile: Profile,
  column: string,
  field: string | undefined,
  ref?: string | null,
): Profile {
  const make = profile.make[0];
  if (!make) return profile;
  const fields = Object.fromEntries(
    Object.entries(make.fields).filter(([name, source]) => columnOf(source) !== column && name !== field),
  );
  if (field) fields[field] = ref ? { column, find: ref } : { column };
  const key = (make.key ?? []).filter((name) => name in fields);
  return { ...profile, make: [{ ...make, fields, key }] };
}

export function keyed(profile: Profile, field: string, isKey: boolean): Profile {
  const make = profile.make[0];
  if (!make) return profile;
  const key = (make.key ?? []).filter((name) => name !== field);
  return { ...profile, make: [{ ...make, key: isKey ? [...key, field] : key }] };
}
