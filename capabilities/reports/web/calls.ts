import { BASE, rawJson } from "@shell/api/client";
import type { LateNumber, Offer, ReportPage } from "./types";

export const getPage = (id: string) => rawJson<ReportPage>(`/reports/${id}/page`);

export const getLate = (id: string) => rawJson<{ numbers: LateNumber[] }>(`/reports/${id}/late`);

export const getLibrary = () => rawJson<Offer[]>("/report_templates/library");

/** Where the browser gets the report as a file. */
export const fileOf = (id: string, form: "pdf" | "xlsx", locale: string) =>
  `${BASE}/reports/${id}/file?form=${form}&locale=${locale}`;
