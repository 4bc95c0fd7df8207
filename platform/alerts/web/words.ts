import type { Book } from "@shell/words/words";
import en from "./en.json";
import zh from "./zh.json";

export type AlertWord = keyof typeof en;
export const book: Book<AlertWord> = { en, zh };
