// What can be said about a value before the server is asked: the field table tells what it may be.
import type { Field, Value } from "../../api/types";
import { isMoney, type Format } from "../../words/format";
import type { Say } from "../../words/words";
import { isEmpty, parses } from "../formFields";
import type { ComplaintWord } from "./words";

export interface Listener {
  say: Say<ComplaintWord>;
  format: Pick<Format, "number">;
  /** An amount without a currency of its own is in the company's. */
  currency?: string;
  /** The value is being typed: only what cannot become right by typing on is said. */
  typing?: boolean;
}

/** The complaint about a value, or `null`. */
export function complaint(field: Field, value: Value, listener: Listener): string | null {
  const { say, typing } = listener;
  if (isEmpty(value)) return field.required && field.kind !== "bool" ? say("required") : null;
  const text = String(value);
  const tooLong = overlong(field, value, listener);
  if (tooLong) return tooLong;
  switch (field.kind) {
    case "email":
      return typing || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? null : say("email");
    case "url":
      return typing || /^https?:\/\/\S+$/.test(text.trim()) ? null : say("url");
    case "json":
      return !typing && typeof value === "string" && !parses(value) ? say("json") : null;
    case "integer":
    case "quantity":
    case "percent":
    case "decimal":
    case "money":
      return misnumbered(field, isMoney(value) ? value.amount : value, {
        ...listener,
        currency: isMoney(value) ? value.currency : listener.currency,
      });
    case "text":
    case "long_text":
    case "phone":
    case "currency":
    case "date":
    case "instant":
    case "bool":
    case "choice":
    case "ref":
    case "tags":
      return null;
  }
}

function overlong(field: Field, value: Value, { say, format }: Listener): string | null {
  if (!field.longest || typeof value !== "string") return null;
  // As the server counts: a rare character is one, though it takes two places here.
  const n = value.length > field.longest ? [...value].length : 0;
  if (n <= field.longest) return null;
  return say("longest", { most: format.number(field.longest, 0), n: format.number(n, 0) });
}

function misnumbered(field: Field, value: Value, { say, format, currency, typing }: Listener): string | null {
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  const { least, most } = field;
  if (typeof most === "number" && number > most) return say("most", { most: format.number(most) });
  // A 1 may become 1,000; what is below zero stays there.
  if (typeof least === "number" && number < least && (!typing || (number < 0 && least >= 0))) {
    return say("least", { least: format.number(least) });
  }
  const allowed = field.kind === "money" ? digitsOf(currency) : field.decimals;
  if (typeof allowed !== "number" || decimals(value) <= allowed) return null;
  return allowed === 0 ? say("whole") : say("decimals", { n: allowed });
}

function decimals(value: Value): number {
  const text = /e/i.test(String(value)) ? Number(value).toFixed(20) : String(value);
  return text.split(".")[1]?.replace(/0+$/, "").length ?? 0;
}

/** How many digits an amount has behind the point; not known of what is no currency. */
function digitsOf(currency: string | undefined): number | undefined {
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const how = new Intl.NumberFormat("en", { style: "currency", currency });
  return how.resolvedOptions().maximumFractionDigits;
}
