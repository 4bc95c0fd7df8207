import { jsonInit, raw, rawJson } from "@shell/api/client";
import type { Compared, Headcount, Spine, Whole } from "./types";

export const getLibrary = (language: string) =>
  rawJson<{ entries: Spine[] }>(`/positions/library?language=${language}`);

export const getEntry = (key: string, language: string) =>
  rawJson<Whole>(`/positions/library/${key}?language=${language}`);

export const takeEntry = (key: string, language: string) =>
  rawJson<{ position_id: string; sheet_id: string }>(
    `/positions/library/${key}/take`,
    jsonInit("POST", { language }),
  );

export const getWhole = (sheet: string) => rawJson<Whole>(`/position_sheets/${sheet}/whole`);

export async function getDocument(sheet: string): Promise<Blob> {
  return (await raw(`/position_sheets/${sheet}/docx`)).blob();
}

export const getFits = (noun: "positions" | "people", id: string, position?: string) =>
  rawJson<{ as_of: string; fits: Compared[] }>(
    `/${noun}/${id}/fit${position ? `?position=${position}` : ""}`,
  );

export const getHeadcount = (month: string | undefined) =>
  rawJson<Headcount>(`/headcount${month ? `?month=${month}` : ""}`);
