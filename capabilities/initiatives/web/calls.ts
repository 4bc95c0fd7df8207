import { jsonInit, rawJson } from "@shell/api/client";
import type { Board, Line, Measured, ThenAndNow, Whole } from "./types";

export const getBoard = () => rawJson<Board>("/initiatives/board");

export const getPathBoard = (path: string) => rawJson<Board>(`/paths/${path}/board`);

export const getTrend = (path: string) => rawJson<ThenAndNow>(`/paths/${path}/trend`);

export const workOutTrend = (path: string) => rawJson<unknown>(`/paths/${path}/trend`, jsonInit("POST", {}));

export const takeTarget = (path: string) => rawJson<unknown>(`/paths/${path}/target`, jsonInit("POST", {}));

export const getWhole = (initiative: string) => rawJson<Whole>(`/initiatives/${initiative}/whole`);

export const getMeasured = (initiative: string) => rawJson<Measured>(`/initiatives/${initiative}/measured`);

export const measureCheck = (check: string) =>
  rawJson<Measured>(`/landing_checks/${check}/measure`, jsonInit("POST", {}));

export const splitGap = (path: string, lines: Line[], plan: boolean) =>
  rawJson<{ ids: string[] }>(`/paths/${path}/split`, jsonInit("POST", { lines, plan }));
