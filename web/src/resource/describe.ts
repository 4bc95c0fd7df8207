import type { Field, Labels, Noun, Value } from "../api/types";
import type { Format } from "../words/format";
import type { Say, Word } from "../words/words";
import { fieldOf, textOf } from "./fields";
import { type Filter, isLeaf, type Op, RELATIVE, type Relative, takesNoValue } from "./filter";

interface Voice {
  say: Say<Word>;
  format: Format;
  labels: Labels;
}

export function opWord(op: Op): Word {
  return `op.${op}`;
}

export function periodText(value: unknown, say: Say<Word>): string {
  if (RELATIVE.includes(value as Relative)) return say(`period.${value as Relative}`);
  const counted = /^(last|next)_(\d+)_days$/.exec(String(value));
  if (!counted) return String(value);
  return say(counted[1] === "last" ? "period.last_n" : "period.next_n", { n: counted[2] ?? "" });
}

function one(field: Field, op: Op, value: Value, voice: Voice): string {
  if (op === "within") return periodText(value, voice.say);
  const yesNo: [string, string] = [voice.say("yes"), voice.say("no")];
  // A filter on a many-valued field names one value at a time.
  const single = field.kind === "tags" ? { ...field, kind: "text" as const } : field;
  return textOf(single, value, voice.format, voice.labels, yesNo) ?? "…";
}

/** A filter as a reader would say it: "Amount ≥ ¥1,000 and (Owner is Anna or Stage is Won)". */
export function describe(filter: Filter, noun: Noun, voice: Voice): string {
  if (isLeaf(filter)) {
    const field = fieldOf(noun, filter.field);
    if (!field) return filter.field;
    const op = voice.say(opWord(filter.op));
    if (takesNoValue(filter.op)) return `${field.label} ${op}`;
    const values = Array.isArray(filter.value) ? filter.value : [filter.value];
    const between = filter.op === "between" ? " – " : ", ";
    const shown = values.slice(0, 3).map((value) => one(field, filter.op, value as Value, voice));
    const rest = values.length > 3 ? ` +${values.length - 3}` : "";
    return `${field.label} ${op} ${shown.join(between)}${rest}`;
  }
  if ("not" in filter) return `${voice.say("filter.not")} (${describe(filter.not, noun, voice)})`;
  const [parts, word]: [Filter[], Word] =
    "and" in filter ? [filter.and, "filter.and"] : [filter.or, "filter.or"];
  return parts
    .map((part) => (isLeaf(part) ? describe(part, noun, voice) : `(${describe(part, noun, voice)})`))
    .join(` ${voice.say(word)} `);
}
