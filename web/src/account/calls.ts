import { jsonInit, raw, rawJson } from "../api/client";

export interface SignedIn {
  id: string;
  created_at: string;
  seen_at: string;
  agent: string | null;
  address: string | null;
  /** The one this page is shown in. */
  current: boolean;
}

export interface Token {
  id: string;
  name: string;
  prefix: string;
  scopes: Record<string, unknown> | null;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked: boolean;
}

type Rows<T> = { rows: T[] };

export const getSessions = () => rawJson<Rows<SignedIn>>("/sessions");
export const endSession = (id: string) => raw(`/sessions/${id}`, { method: "DELETE" });
export const getTokens = () => rawJson<Rows<Token>>("/session/tokens");
export const makeToken = (body: { name: string; scopes: unknown; expires_at: string | null }) =>
  rawJson<Token & { token: string }>("/session/tokens", jsonInit("POST", body));
export const revokeToken = (id: string) => raw(`/session/tokens/${id}`, { method: "DELETE" });
