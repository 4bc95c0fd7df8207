import { jsonInit, raw, rawJson } from "@shell/api/client";
import type { Fixes, Guess, Import, Options, Problem, Profile } from "./types";

export interface ProfileName {
  name: string;
  label: string;
  help?: string | null;
  /** Comes with the product: nobody changes it. */
  shipped: boolean;
  id?: string;
  version?: number;
  shared?: boolean;
  mine?: boolean;
}

export const listImports = () => rawJson<{ rows: Import[] }>("/imports");
export const listProfiles = () => rawJson<{ rows: ProfileName[] }>("/imports/profiles");
export const getImport = (id: string) => rawJson<Import>(`/imports/${id}`);
export const getProblems = (id: string) =>
  rawJson<{ problems: Problem[]; listed: number }>(`/imports/${id}/problems`);

/** What the columns of each file seem to be, as fields of that noun. */
export const getGuesses = (id: string, noun: string) =>
  rawJson<{ files: { file: string; noun: string; columns?: Guess[] }[] }>(
    `/imports/${id}/guesses?noun=${encodeURIComponent(noun)}`,
  );

export function beginImport(files: File[], profile: string | undefined, noun: string | undefined) {
  const form = new FormData();
  // Said before the files, so that the server knows what it is reading.
  if (profile) form.append("profile", profile);
  if (noun) form.append("noun", noun);
  for (const file of files) form.append("file", file, file.name);
  return rawJson<Import>("/imports", { method: "POST", body: form });
}

export const putMapping = (id: string, mapping: { profile?: Profile; options?: Options }) =>
  rawJson<Import>(`/imports/${id}/mapping`, jsonInit("PUT", mapping));

export const putFixes = (id: string, fixes: Fixes) =>
  rawJson<Import>(`/imports/${id}/fixes`, jsonInit("PUT", fixes));

export const keepProfile = (kept: { name: string; shared: boolean; import?: string; toml?: string }) =>
  rawJson<{ id: string }>("/imports/profiles", jsonInit("POST", kept));

export async function forgetProfile(profile: ProfileName): Promise<void> {
  await raw(`/import_profiles/${profile.id}?version=${profile.version}`, { method: "DELETE" });
}

/** The profile as the file that the command line takes. */
export async function profileFile(name: string): Promise<Blob> {
  return (await raw(`/imports/profiles/${encodeURIComponent(name)}/file`)).blob();
}

export type Step = "check" | "dry-run" | "run" | "undo";
export const step = (id: string, name: Step) => rawJson<Import>(`/imports/${id}/${name}`, { method: "POST" });

/** The rows of one file that were left out, whole, with the reason in a column of its own. */
export async function errorFile(id: string, file?: string): Promise<Blob> {
  return (await raw(`/imports/${id}/errors${file ? `?file=${encodeURIComponent(file)}` : ""}`)).blob();
}
