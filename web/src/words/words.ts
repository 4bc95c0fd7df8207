import en from "./en.json";
import zh from "./zh.json";

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

/** A book of words: the same keys in each language, the compiler holds both to the English ones. */
export interface Book<K extends string> {
  en: Record<K, string>;
  zh: Record<K, string>;
}

export function sayIn<K extends string>(book: Book<K>, locale: Locale): Say<K> {
  const words = book[locale];
  return (key, parts) => fill(words[key], parts);
}

export type Word = keyof typeof en;
export const shellBook: Book<Word> = { en, zh };

export function localeOf(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().startsWith("zh") ? "zh" : "en";
}
