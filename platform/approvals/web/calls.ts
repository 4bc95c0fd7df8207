import { jsonInit, rawJson } from "@shell/api/client";
import type { Line } from "@shell/approval/types";
import type { Deed, Tray, Whole } from "./types";

export const getTray = (tray: Tray) => rawJson<{ requests: Line[] }>(`/approvals/mine?box=${tray}`);

export const getWhole = (id: string) => rawJson<Whole>(`/approvals/${id}/whole`);

export const doTo = (id: string, deed: Deed, form: Record<string, unknown> = {}) =>
  rawJson<unknown>(`/approvals/${id}/${deed}`, jsonInit("POST", form));
