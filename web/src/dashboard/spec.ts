// A dashboard is data: cards that say what they show. Shipped ones stand with the capability whose numbers they are
// about; people's own ones are rows of `dashboards` and hold the same cards.
import type { Filter } from "../resource/filter";
import type { Locale } from "../words/words";

/** In both languages, or as somebody typed it. */
export type Words = string | Record<Locale, string>;

export const KINDS = ["number", "trend", "bars", "funnel", "league", "heat", "rows"] as const;
export type CardKind = (typeof KINDS)[number];

export const COMPARES = ["before", "year", "none"] as const;
/** Beside what a number is put: the period before, the same one a year ago, nothing. */
export type Compare = (typeof COMPARES)[number];

export interface Card {
  /** Unique on its dashboard. */
  id: string;
  kind: CardKind;
  /** Absent: what the number or the list is called. */
  title?: Words;
  /** What to do when there is nothing to see. */
  hint?: Words;
  /** In quarters of the page. */
  width: 1 | 2 | 3 | 4;
  /** In rows of the page's grid. */
  height: 1 | 2 | 3;

  metric?: string;
  /** The dimension of bars and league tables. */
  by?: string;
  /** Dimension → labels or ids that count. */
  where?: Record<string, string[]>;
  /** Only what counts for the reader. */
  mine?: boolean;
  compare?: Compare;
  /** A named period in place of the dashboard's. */
  period?: string;
  /** Whose rows, in the order of their `position`, give the bars their order; absent: the largest first. */
  inOrderOf?: string;

  noun?: string;
  /** `$me`, `$today` and `$end_of_today` are filled in when it is asked; `$days_ago_14` is a date. */
  filter?: Filter;
  sort?: string;
  fields?: string[];
  /** Dates among them that should not have passed. */
  due?: string[];
  /** A reference that stands for the row: the line has its name and leads to its page. */
  standsFor?: string;
  /** A verb at the left of each row that does it with one press, and the one that takes it back. */
  press?: { verb: string; back: string };
}

export interface Dashboard {
  /** Unique: a word for shipped ones, an id for people's own. */
  name: string;
  label: Words;
  /** Whoever has one of these roles begins here. */
  roles: string[];
  /** Who else is offered it: those who read rows of this noun at least this far. */
  reach?: { noun: string; least: "team" | "subtree" | "all" };
  /** The noun that its numbers are about: while there is no row of it at all, the page says how to begin. */
  about?: string;
  /** Which period it opens with. */
  period: string;
  cards: Card[];
}

export function wordsIn(words: Words | undefined, locale: Locale): string | undefined {
  return typeof words === "string" ? words : words?.[locale];
}
