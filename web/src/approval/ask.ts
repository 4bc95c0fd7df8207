// A write that needs approval: whoever tries it is shown the route and may send it, wherever the write came from.
import { Problem } from "../api/problem";
import type { Value } from "../api/types";

/** What was tried, as the server takes it to be sent. */
export interface Act {
  noun: string;
  id?: string;
  verb: string;
  version?: number;
  form: Record<string, Value>;
}

const WANTED = "approvals.wanted";
const SENT = "approvals.sent";

/** Asks the reader; true when it was sent. */
type Host = (act: Act) => Promise<boolean>;
let host: Host | undefined;

/** The one place that asks; taken away again by what is given back. */
export function hostApprovals(next: Host): () => void {
  host = next;
  return () => {
    if (host === next) host = undefined;
  };
}

/** Whether a write was not done because it waits for approval now: there is nothing to complain about. */
export function isSent(error: unknown): boolean {
  return error instanceof Problem && error.code === SENT;
}

/** A write, or the question whether it is to be sent for approval when it needs that. */
export async function orAsk<T>(act: Act, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== WANTED || !host) throw error;
    if (await host(act)) throw new Problem({ status: 202, code: SENT, detail: error.message });
    throw error;
  }
}
