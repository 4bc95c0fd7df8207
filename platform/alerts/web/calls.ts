import { jsonInit, rawJson } from "@shell/api/client";
import type { Value } from "@shell/api/types";
import type { Backtest, Offer } from "./types";

export const getBacktest = (rule: string) => rawJson<Backtest>(`/alert_rules/${rule}/backtest`);

export const tryDraft = (rule: Record<string, Value>, signal?: AbortSignal) =>
  rawJson<Backtest>("/alert_rules/backtest", { ...jsonInit("POST", { rule }), signal });

export const getCourse = (alert: string) => rawJson<Backtest>(`/alerts/${alert}/course`);

export const getLibrary = () => rawJson<Offer[]>("/alert_rules/library");
