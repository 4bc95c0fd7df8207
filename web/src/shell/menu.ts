// What the navigation offers: the one list of nouns and pages, less what this reader may not see.
import type { Meta, Session } from "../api/types";
import { pages } from "../capabilities";
import type { Locale, Say, Word } from "../words/words";

export interface Entry {
  to: string;
  label: string;
  icon?: string | null;
}

export interface Group {
  name: string;
  label: string;
  entries: Entry[];
}

/** Groups in the order people work in them; one that nobody named here stands where `null` does. */
const GROUPS: ({ name: string; word: Word } | null)[] = [
  { name: "sell", word: "group.sell" },
  { name: "plan", word: "group.plan" },
  { name: "products", word: "group.catalog" },
  { name: "activities", word: "group.activities" },
  null,
  { name: "numbers", word: "group.numbers" },
  { name: "data", word: "group.data" },
  { name: "organization", word: "group.org" },
  { name: "settings", word: "group.settings" },
  { name: "administration", word: "group.admin" },
];

/** Where people's work is, most wanted first: these lead their group, and the first one is the start page. */
export const FIRST = ["opportunities", "leads", "accounts", "contacts", "activities"];

export function menuOf(meta: Meta, session: Session, locale: Locale, say: Say<Word>): Group[] {
  const groups = new Map<string, Group>();
  const add = (name: string, label: string, entry: Entry) => {
    const group = groups.get(name) ?? { name, label, entries: [] };
    group.entries.push(entry);
    groups.set(name, group);
  };
  const known = new Map(GROUPS.flatMap((group) => (group ? [[group.name, say(group.word)] as const] : [])));
  const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  for (const noun of [...meta.nouns].sort((one, other) => place(one.name) - place(other.name))) {
    // Nouns without a group are reached from the rows they belong to.
    if (!noun.group || noun.may.read === false) continue;
    const label = known.get(noun.group) ?? noun.group_label ?? noun.group;
    add(noun.group, label, { to: `/${noun.name}`, label: noun.plural, icon: noun.icon });
  }
  if (meta.metrics.length > 0) {
    add("numbers", say("group.numbers"), { to: "/numbers", label: say("nav.numbers"), icon: "chart" });
  }
  for (const page of pages) {
    if (!page.menu || (page.shown && !page.shown(meta, session))) continue;
    const entry = { to: `/${page.path}`, label: page.menu.label[locale], icon: page.menu.icon };
    add(page.menu.group, known.get(page.menu.group) ?? page.menu.group, entry);
  }
  const rest = [...groups.values()].filter((group) => !known.has(group.name));
  return GROUPS.flatMap((group) => (group ? [groups.get(group.name)] : rest)).filter(
    (group) => group !== undefined,
  );
}
