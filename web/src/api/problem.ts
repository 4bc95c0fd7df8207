import type { Row } from "./types";

export interface FieldProblem {
  field?: string | null;
  code: string;
  detail: string;
  row?: number | null;
  column?: string | null;
  value?: unknown;
}

export interface ProblemDocument {
  title?: string;
  status: number;
  code?: string;
  detail?: string;
  errors?: FieldProblem[];
  /** What the row has to hold first, by the names of its fields. */
  needs?: string[];
  conflict?: { current: Row; yours?: Record<string, unknown> };
}

/** An RFC 9457 document, thrown. `status` 0 means that no answer came at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldProblem[];
  readonly needs: string[];
  readonly conflict?: { current: Row; yours?: Record<string, unknown> };
  /** The whole document: what a capability says beyond this stands in it. */
  readonly told: Readonly<Record<string, unknown>>;

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title ?? `HTTP ${document.status}`);
    this.name = "Problem";
    this.status = document.status;
    this.code = document.code ?? "unknown";
    this.errors = document.errors ?? [];
    this.needs = document.needs ?? [];
    this.conflict = document.conflict;
    this.told = { ...document };
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => "");
  try {
    const document = JSON.parse(text) as Partial<ProblemDocument>;
    return new Problem({ ...document, status: document.status ?? response.status });
  } catch {
    return new Problem({ status: response.status, title: response.statusText || undefined });
  }
}

export interface Placed {
  /** Complaints that belong beside a field of the form. */
  fields: { name: string; errors: string[] }[];
  /** Everything else: shown above the form. */
  general: string[];
}

/**
 * Puts what the server objected to where the reader is looking: beside the field when the form shows it,
 * above the form otherwise, and never nowhere.
 */
export function placeErrors(error: unknown, shown: readonly string[]): Placed {
  if (!(error instanceof Problem)) return { fields: [], general: [String(error)] };
  const byField = new Map<string, string[]>();
  const general: string[] = [];
  for (const one of error.errors) {
    const name = one.field?.replace(/^custom\./, "") ?? "";
    const target = shown.includes(one.field ?? "") ? (one.field ?? "") : shown.includes(name) ? name : null;
    if (target === null) general.push(name ? `${name}: ${one.detail}` : one.detail);
    else byField.set(target, [...(byField.get(target) ?? []), one.detail]);
  }
  if (error.errors.length === 0) general.push(error.message);
  return { fields: [...byField].map(([name, errors]) => ({ name, errors })), general };
}
