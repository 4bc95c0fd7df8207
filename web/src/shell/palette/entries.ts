// What the palette can find, and in which order it shows it.
import type { Hit, Meta, Row, Session, Shortcut } from "../../api/types";
import { sorted } from "../../resource/views";
import type { Locale, Say, Word } from "../../words/words";
import { FIRST, menuOf } from "../menu";
import type { Offers } from "../offers";
import { iconOf, nameOf, wayTo } from "../shortcuts";
import { scoreOf, type Sound } from "./match";

export interface Entry {
  /** Unique among all entries; what is selected stays so while others come. */
  key: string;
  title: string;
  /** What kind of thing it is, or what it means. */
  hint?: string | null;
  icon?: string | null;
  danger?: boolean;
  /** Why it cannot be done; then it does nothing. */
  why?: string;
  /** Other words that find it. */
  words?: string[];
  /** The place to pin, where it is one. */
  place?: string;
  to?: string;
  run?: () => void;
}

export interface Section {
  key: string;
  title: string;
  entries: Entry[];
}

export interface Choice {
  key: string;
  word: Word;
  icon: string;
  words?: Word[];
  run: () => void;
}

export interface Sources {
  meta: Meta;
  session: Session;
  /** Names of nouns in the other language: noun → what its rows are called. */
  elsewhere: Record<string, string>;
  locale: Locale;
  say: Say<Word>;
  /** The same words in the other language. */
  sayElsewhere: Say<Word>;
  pinned: readonly Shortcut[];
  recent: readonly Shortcut[];
  views: readonly Row[];
  offers: readonly Offers[];
  settings: readonly Choice[];
  create: (noun: string) => void;
}

const RECENT = 8;
const CREATE = 5;

/** Everything but rows, in the order in which it stands when nothing is typed. */
export function sectionsOf(from: Sources): Section[] {
  const { meta, session, locale, say, sayElsewhere, elsewhere } = from;
  const menu = menuOf(meta, session, locale, say).flatMap((group) =>
    group.entries.map((entry) => ({ ...entry, group: group.label })),
  );
  const known = new Set(from.pinned.map((one) => one.address));
  const shortcut = (one: Shortcut): Entry[] => {
    const title = nameOf(one, meta, menu);
    if (!title) return [];
    const noun = meta.nouns.find((noun) => noun.name === (one.list ?? one.noun));
    const hint = one.list ? noun?.plural : one.id ? noun?.label : say("palette.screen");
    return [
      { key: one.address, title, hint, icon: iconOf(one, meta, menu), place: one.address, to: wayTo(one) },
    ];
  };
  const creatable = meta.nouns
    .filter((noun) => noun.may.create && noun.group)
    .sort((one, other) => place(one.name) - place(other.name));
  const names = new Map(meta.nouns.map((noun) => [noun.name, noun.plural]));
  const { own, shared } = sorted(from.views, session);
  return [
    { key: "pinned", title: say("pinned.title"), entries: from.pinned.flatMap(shortcut) },
    {
      key: "recent",
      title: say("palette.recent"),
      entries: from.recent.filter((one) => !known.has(one.address)).flatMap(shortcut),
    },
    ...from.offers.map((one, at) => ({
      key: `here:${at}`,
      title: one.about,
      entries: one.offers.map(({ key, label, ...rest }): Entry => ({
        key: `here:${at}:${key}`,
        title: label,
        ...rest,
      })),
    })),
    {
      key: "create",
      title: say("palette.create"),
      entries: creatable.map((noun) => ({
        key: `create:${noun.name}`,
        title: say("list.new", { noun: noun.label }),
        icon: "plus",
        words: [sayElsewhere("list.new", { noun: singular(noun.name) })],
        run: () => from.create(noun.name),
      })),
    },
    {
      key: "screens",
      title: say("palette.screens"),
      entries: [{ to: "/", label: say("nav.home"), icon: "home", group: "" }, ...menu].map((entry) => {
        const name = entry.to.slice(1);
        return {
          key: name || "home",
          title: entry.label,
          hint: entry.group,
          icon: entry.icon,
          words: [elsewhere[name], name ? words(name) : sayElsewhere("nav.home")].filter(
            (one) => one !== undefined,
          ),
          place: name || undefined,
          to: entry.to,
        };
      }),
    },
    {
      key: "views",
      title: say("palette.views"),
      entries: [...own, ...shared].flatMap((view) => {
        const list = names.get(String(view.noun));
        if (!list) return [];
        const to = `/${String(view.noun)}?view=${view.id}`;
        return [
          {
            key: `views/${view.id}`,
            title: String(view.name),
            hint: list,
            icon: "view",
            place: `views/${view.id}`,
            to,
          },
        ];
      }),
    },
    {
      key: "numbers",
      title: say("group.numbers"),
      entries: meta.metrics.map((metric) => ({
        key: `metric:${metric.name}`,
        title: metric.label,
        hint: say("group.numbers"),
        icon: "chart",
        words: [words(metric.name)],
        to: `/numbers?metric=${metric.name}`,
      })),
    },
    {
      key: "settings",
      title: say("palette.settings"),
      entries: from.settings.map((one) => ({
        key: `settings:${one.key}`,
        title: say(one.word),
        icon: one.icon,
        words: [
          sayElsewhere(one.word),
          ...(one.words ?? []).flatMap((word) => [say(word), sayElsewhere(word)]),
        ],
        run: one.run,
      })),
    },
  ];
}

const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
const words = (name: string) => name.replaceAll("_", " ");
const singular = (name: string) => words(name).replace(/ies$/, "y").replace(/s$/, "");

/** Nothing typed: where somebody was, what can be done here; the long lists come when they are asked for. */
export function atRest(sections: readonly Section[]): Section[] {
  const most: Record<string, number> = { recent: RECENT, create: CREATE, views: 0, numbers: 0, settings: 0 };
  return sections
    .map((one) => ({ ...one, entries: one.entries.slice(0, most[one.key] ?? one.entries.length) }))
    .filter((one) => one.entries.length > 0);
}

/** A row whose name does not say why it was found comes after a name that does. */
const WITHIN = 0.45;
const GOOD = 0.5;
/** A row that is called like a screen comes after it: whoever types the name of a list wants the list. */
const OF_A_ROW = 0.99;
const MOST_OF_A_KIND = 6;

/** Those that answer what was typed: the best kind first, and in each kind the best first. */
export function matching(
  typed: string,
  sections: readonly Section[],
  rows: readonly Entry[],
  rowsTitle: string,
  sound?: Sound,
): Section[] {
  const scored = sections.map((section) => {
    // What is pinned or recent is found where it belongs, too: it is shown once.
    const found = section.entries
      .map((entry) => ({ entry, score: scoreOf(typed, entry.title, entry.words, sound) }))
      .filter((one) => one.score >= GOOD)
      .sort((one, other) => other.score - one.score)
      .slice(0, MOST_OF_A_KIND);
    return { key: section.key, title: section.title, found };
  });
  const found = rows.map((entry) => ({
    entry,
    score: Math.max(scoreOf(typed, entry.title) * OF_A_ROW, WITHIN),
  }));
  // The server knows best in which order; only the kind as a whole has a place among the others.
  scored.splice(2, 0, { key: "rows", title: rowsTitle, found });
  const best = (one: { found: { score: number }[] }) => Math.max(0, ...one.found.map(({ score }) => score));
  const seen = new Set<string>();
  return scored
    .filter((one) => one.found.length > 0)
    .sort((one, other) => best(other) - best(one))
    .map(({ key, title, found }) => ({
      key,
      title,
      entries: found.map(({ entry }) => entry).filter((entry) => !seen.has(entry.key) && seen.add(entry.key)),
    }))
    .filter((one) => one.entries.length > 0);
}

/** A hit of the search as an entry. */
export function rowEntry(hit: Hit, meta: Meta): Entry {
  const noun = meta.nouns.find((noun) => noun.name === hit.noun);
  const address = `${hit.noun}/${hit.id}`;
  const within = hit.snippet?.replace(/<[^>]*>/g, "");
  return {
    key: address,
    title: hit.title || `${noun?.label ?? hit.noun} ${hit.id.slice(0, 8)}`,
    hint: [within, noun?.label ?? hit.noun].filter(Boolean).join(" · "),
    icon: noun?.icon,
    place: address,
    to: `/${address}`,
  };
}
