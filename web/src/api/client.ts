import createClient, { type Client } from "openapi-fetch";
import type { GenericPaths } from "./paths";
import { shellIn } from "../words/languages";
import type { Locale } from "../words/words";
import { Problem, problemOf } from "./problem";

export const BASE = "/api/v1";

let csrf = "";
let locale: Locale = "en";
/** Where the journal stood after our last write: numbers and searches wait until they know of it. */
let position = "";
const POSITION = "X-Journal-Position";
/** By how much the server's clock is ahead of this one, in ms; to the second. */
let ahead = 0;
const expired = new Set<() => void>();
const heard = new Set<(answers: boolean) => void>();

export function carryToken(token: string) {
  csrf = token;
}

export function speak(language: Locale) {
  locale = language;
}

/**
 * Called when the server no longer knows who is asking. The page stays as it is, with everything typed in it;
 * the shell lays the sign-in over it.
 */
export function onExpired(listener: () => void): () => void {
  expired.add(listener);
  return () => expired.delete(listener);
}

export function sayExpired() {
  for (const listener of expired) listener();
}

/** The moment by the server's clock: what happens now must not lie ahead for it. */
export function serverNow(): Date {
  return new Date(Date.now() + ahead);
}

/** Called with every answer, and with every request that got none. */
export function onAnswer(listener: (answers: boolean) => void): () => void {
  heard.add(listener);
  return () => heard.delete(listener);
}

function hear(answers: boolean) {
  for (const listener of heard) listener(answers);
}

/** Nobody answered; it says so in the reader's language, wherever it is shown. */
export function silence(): Problem {
  return new Problem({ status: 0, code: "offline", detail: shellIn(locale)("state.offline") });
}

/** What stands before the server says in its place that there is nobody behind it. */
const NOBODY_BEHIND = [502, 503, 504];

/** What every request carries: the reader's language, the session's token for a write, what we have written last. */
export function carried(method: string): Record<string, string> {
  const headers: Record<string, string> = { "Accept-Language": locale };
  if (csrf && method !== "GET" && method !== "HEAD") headers["X-CSRF-Token"] = csrf;
  if (position) headers[POSITION] = position;
  return headers;
}

function prepared(request: Request): Request {
  for (const [name, value] of Object.entries(carried(request.method))) request.headers.set(name, value);
  return request;
}

/** fetch, with every answer that is not a success turned into a thrown `Problem`. */
export async function send(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await globalThis.fetch(prepared(request));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    hear(false);
    throw silence();
  }
  hear(!NOBODY_BEHIND.includes(response.status));
  const told = Date.parse(response.headers.get("date") ?? "");
  if (told) ahead = told - Date.now();
  if (response.ok) {
    position = response.headers.get(POSITION) ?? position;
    return response;
  }
  const problem = await problemOf(response);
  const asking = new URL(request.url).pathname === `${BASE}/session`;
  if (response.status === 401 && !asking) sayExpired();
  throw problem;
}

function origin(): string {
  return globalThis.location?.origin ?? "http://localhost";
}

/**
 * A client typed by any set of paths. The generated ones begin with the version, so a bespoke screen takes
 * `clientFor<paths>()`; the generic ones begin after it.
 */
export function clientFor<P extends object>(base = ""): Client<P> {
  const client = createClient<P>({
    baseUrl: origin() + base,
    fetch: send,
    querySerializer: { array: { style: "form", explode: false } },
  });
  return client;
}

export const client = clientFor<GenericPaths>(BASE);

/** For what JSON does not carry: files out, forms of files in. */
export async function raw(path: string, init?: RequestInit): Promise<Response> {
  return send(new Request(`${origin()}${BASE}${path}`, init));
}

export async function rawJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await raw(path, init);
  return (await response.json()) as T;
}

export function jsonInit(method: string, body: unknown): RequestInit {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}
