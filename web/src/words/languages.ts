// What the page speaks. Each language is a chunk of its own, and the page fetches the one that its reader reads.
import type { Locale as AntWords } from "antd/es/locale";
import { chunk } from "../parts/chunk";
import { type Locale, type Say, sayWith, type Word } from "./words";

export interface Language {
  /** The shell's own words. */
  words: Record<Word, string>;
  /** What Ant Design writes itself. */
  ant: AntWords;
  /** By what name dayjs knows it. */
  days: string;
}

const learnt = new Map<Locale, Language>();

const LANGUAGES: Record<Locale, () => Promise<{ language: Language }>> = {
  en: () => import("./english"),
  zh: () => import("./chinese"),
};

/** Fetches a language, once; fails with a `PartMissing` where it cannot be had. */
export async function learn(locale: Locale): Promise<Language> {
  const known = learnt.get(locale);
  if (known) return known;
  const { language } = await chunk(LANGUAGES[locale]);
  learnt.set(locale, language);
  return language;
}

/** A language that has been fetched. What is on the screen always has been: nothing is drawn before it. */
export function languageOf(locale: Locale): Language {
  const language = learnt.get(locale);
  if (!language) throw new Error(`${locale} is spoken before it was learnt`);
  return language;
}

export function isLearnt(locale: Locale): boolean {
  return learnt.has(locale);
}

/** The shell's words in a language that has been fetched. */
export function shellIn(locale: Locale): Say<Word> {
  return sayWith(languageOf(locale).words);
}
