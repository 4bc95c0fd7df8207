import { jsonInit, raw, rawJson } from "@shell/api/client";
import type { Comparison, Document, ToSign, Whole } from "./types";

export const getWhole = (id: string) => rawJson<Whole>(`/agreements/${id}/whole`);

export const getComparison = (id: string, other: string) =>
  rawJson<Comparison>(`/agreements/${id}/compare?with=${other}`);

export const getToSign = () => rawJson<ToSign>("/agreements/to_sign");

/** What the party or the superior does; `form` is what they say with it. */
export const act = (id: string, verb: string, form: object) =>
  rawJson<unknown>(`/agreements/${id}/${verb}`, jsonInit("POST", form));

export const judge = (line: string, points: number, note: string) =>
  rawJson<unknown>(`/agreement_score_lines/${line}/judge`, jsonInit("POST", { points, note: note || null }));

/** What would be issued, marked as a draft. */
export async function getPreview(id: string, language: Document["language"]): Promise<Blob> {
  return (await raw(`/agreements/${id}/preview?language=${language}`)).blob();
}

export async function getDocument(id: string, document: Document): Promise<Blob> {
  return (await raw(`/agreements/${id}/document?kind=${document.kind}&language=${document.language}`)).blob();
}
