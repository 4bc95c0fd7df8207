import { rawJson } from "@shell/api/client";
import type { Chart, Effects, Holdings, Members } from "./types";

export const getEffects = (id: string) => rawJson<Effects>(`/reorganizations/${id}/effects`);
export const getHoldings = (person: string) => rawJson<Holdings>(`/people/${person}/holdings`);

const asOf = (on: string | undefined) => (on ? `?on=${on}` : "");

export const getChart = (on: string | undefined) => rawJson<Chart>(`/org_chart${asOf(on)}`);
export const getMembers = (unit: string, on: string | undefined) =>
  rawJson<Members>(`/org_chart/${unit}${asOf(on)}`);
