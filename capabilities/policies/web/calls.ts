import { jsonInit, raw, rawJson } from "@shell/api/client";
import type { About, Comparison, ToRead, Whole } from "./types";

export const getWhole = (id: string, edition?: string) =>
  rawJson<Whole>(`/policies/${id}/whole${edition ? `?edition=${edition}` : ""}`);

export const getComparison = (id: string, from: string, to: string) =>
  rawJson<Comparison>(`/policies/${id}/compare?from=${from}&to=${to}`);

export const getToRead = () => rawJson<ToRead>("/policies/to_read");

export const getAbout = (noun: string, id: string) =>
  rawJson<{ policies: About[] }>(`/policies/about?noun=${noun}&id=${id}`);

export const confirmRead = (acknowledgement: string) =>
  rawJson<unknown>(`/policy_acknowledgements/${acknowledgement}/acknowledge`, jsonInit("POST", {}));

export const remindOf = (acknowledgement: string) =>
  rawJson<unknown>(`/policy_acknowledgements/${acknowledgement}/remind`, jsonInit("POST", {}));

export const stillRight = (enforcement: string) =>
  rawJson<unknown>(`/policy_enforcements/${enforcement}/look`, jsonInit("POST", {}));

export async function getDocument(edition: string): Promise<Blob> {
  return (await raw(`/policy_editions/${edition}/docx`)).blob();
}
