// A dashboard as sheets of a workbook: one for each card, with the same questions that its numbers answer.
import type { KpiCatalogue, Meta } from "../api/types";
import { nounOf } from "../api/queries";
import type { Format } from "../words/format";
import type { Locale, Say } from "../words/words";
import type { Sheet } from "./files";
import { type Asking, metricOf, questionsOf } from "./questions";
import { rowsFilter } from "./RowsCard";
import { type Card, wordsIn } from "./spec";
import type { DashboardWord } from "./words";

interface Held {
  meta: Meta;
  catalogue: KpiCatalogue;
  asking: Asking;
  named: { unit?: string; product?: string };
}

export function sheetsOf(
  cards: readonly Card[],
  { meta, asking, named }: Held,
  locale: Locale,
  format: Format,
  say: Say<DashboardWord>,
): Sheet[] {
  const narrowed = [
    asking.unit && named.unit && format.named(say("unit"), named.unit),
    asking.product && named.product && format.named(say("product"), named.product),
  ].filter((line): line is string => !!line);
  return cards.flatMap((card): Sheet[] => {
    const title = wordsIn(card.title, locale);
    if (card.kind === "rows") {
      const noun = nounOf(meta, card.noun ?? "");
      if (!noun) return [];
      const filter = rowsFilter(card, asking, meta.company.time_zone);
      const fields = [noun.title, ...(card.fields ?? [])];
      const list = { noun: noun.name, filter, sort: card.sort, fields };
      return [{ name: title ?? noun.plural, lines: [], list }];
    }
    const metric = metricOf(card, asking);
    const asked = questionsOf(card, asking);
    if (!metric || !asked) return [];
    const dates = (ends: { from: string; to: string }) =>
      metric.counts === "end"
        ? format.named(say("fact.as_of"), format.date(ends.to))
        : `${format.date(ends.from)} – ${format.date(ends.to)}`;
    const passed = { from: asked.span.from, to: asked.span.until };
    const blocks =
      card.kind === "trend"
        ? []
        : [
            {
              title: dates(card.kind === "heat" ? (asked.now as typeof passed) : passed),
              question: asked.now,
            },
          ];
    if (asked.before && asked.beside) blocks.push({ title: dates(asked.beside), question: asked.before });
    asked.past.forEach((question, at) => {
      const day = asked.points[at];
      blocks.push({ title: day ? format.named(say("fact.as_of"), format.date(day)) : "", question });
    });
    return [{ name: title ?? metric.label, lines: narrowed, blocks }];
  });
}
