import { rawJson } from "@shell/api/client";
import type { Comparison, OfAccount, Whole } from "./types";

export const getWhole = (edition: string) => rawJson<Whole>(`/named_account_editions/${edition}/accounts`);

export const getComparison = (edition: string, other: string | undefined) =>
  rawJson<Comparison>(`/named_account_editions/${edition}/comparison${other ? `?with=${other}` : ""}`);

export const getOfAccount = (account: string, on: string | undefined) =>
  rawJson<OfAccount>(`/accounts/${account}/named${on ? `?on=${on}` : ""}`);
