// The way into the queue for forms, which are small and need it seldom.
import { Problem } from "../api/problem";
import type { Noun } from "../api/types";
import { chunk } from "../parts/chunk";
import type { Locale } from "../words/words";
import type { NewEntry } from "./outbox";

/** Keeps it on this device and sends it when the server answers. Where there is no room, throws and says so. */
export async function later(entry: NewEntry, locale: Locale): Promise<string> {
  const { keepOrSay } = await chunk(() => import("./taken"));
  return keepOrSay(entry, locale);
}

/** Whether nobody answered: then what was entered may be kept for later. */
export function isSilent(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || [502, 503, 504].includes(error.status));
}

/** What people sell with waits on the device; rights, settings and the like are changed while one is connected. */
export function mayWait(noun: Noun): boolean {
  return noun.group === "sell";
}

/** The browser knows that it has no connection: trying would only take time. */
export const knownOffline = () => globalThis.navigator?.onLine === false;
