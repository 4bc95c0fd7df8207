import type { Value } from "@shell/api/types";
import type { Say } from "@shell/words/words";
import type { ReportWord } from "./words";

export type TemplateValues = Record<string, Value>;

/** Parts of a report in the order in which they stand where a template does not say. */
export const SECTIONS = [
  "attainment",
  "numbers",
  "changes",
  "pace",
  "slips",
  "alerts",
  "initiatives",
  "next",
] as const;
export type SectionName = (typeof SECTIONS)[number];

export const KINDS = ["company", "division", "region", "department", "team"] as const;

const isSection = (name: string): name is SectionName => (SECTIONS as readonly string[]).includes(name);

/** The parts that a template has, in its order. */
export function sectionsOf(values: TemplateValues): SectionName[] {
  const said = Array.isArray(values.sections) ? values.sections.map(String).filter(isSection) : [];
  return said.length > 0 ? said : [...SECTIONS];
}

/** The section one place further up or down; at the ends it stays. */
export function moved(sections: readonly SectionName[], name: SectionName, step: -1 | 1): SectionName[] {
  const at = sections.indexOf(name);
  const to = at + step;
  if (at < 0 || to < 0 || to >= sections.length) return [...sections];
  const next = sections.filter((one) => one !== name);
  next.splice(to, 0, name);
  return next;
}

/** Full hours are said as such. */
function waits(minutes: number, say: Say<ReportWord>): string {
  return minutes % 60 === 0
    ? say("sentence.grace_hours", { n: minutes / 60 })
    : say("sentence.grace", { n: minutes });
}

/** The template as somebody would say it, complete at any moment. */
export function sentence(values: TemplateValues, say: Say<ReportWord>, unit?: string): string {
  const rhythm = values.rhythm === "day" || values.rhythm === "month" ? values.rhythm : "week";
  const hour = `${String(typeof values.hour === "number" ? values.hour : 7).padStart(2, "0")}:00`;
  const kinds = Array.isArray(values.kinds) ? values.kinds.map(String) : [];
  const known = KINDS.filter((kind) => kinds.includes(kind)).map((kind) => say(`kind.${kind}`));
  const whom =
    known.length > 0 ? say("sentence.kinds", { kinds: known.join(say("and")) }) : say("sentence.units");
  const parts = [
    say(`sentence.${rhythm}`, { hour, whom }),
    unit && say("sentence.within", { unit }),
    values.own_pages === true && say("sentence.own"),
    values.superior === true && say("sentence.superior"),
    typeof values.grace === "number" && values.grace > 0 && waits(values.grace, say),
  ];
  return parts.filter(Boolean).join(say("space"));
}
