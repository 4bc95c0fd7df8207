import type english from "./en.json";

/** The shell's own words, which every page needs; `languages.ts` has them. */
export type Word = keyof typeof english;

export type Locale = "en" | "zh";
export const LOCALES: readonly { value: Locale; label: string }[] = [
  { value: "en", label: "English" },
  { value: "zh", label: "中文" },
];

/** Fills `{name}` places of a sentence. */
export function fill(sentence: string, parts?: Record<string, string | number>): string {
  if (!parts) return sentence;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(parts[name] ?? whole));
}

export type Say<K extends string> = (key: K, parts?: Record<string, string | number>) => string;

/** A book of words that comes with a screen: the same keys in each language, the compiler holds both to the English ones. */
export interface Book<K extends string> {
  en: Record<K, string>;
  zh: Record<K, string>;
}

export function sayIn<K extends string>(book: Book<K>, locale: Locale): Say<K> {
  return sayWith(book[locale]);
}

export function sayWith<K extends string>(words: Record<K, string>): Say<K> {
  return (key, parts) => fill(words[key], parts);
}

export function localeOf(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
