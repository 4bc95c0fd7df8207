import type { Book } from "@shell/words/words";
import en from "./en.json";
import zh from "./zh.json";

export type ReportWord = keyof typeof en;
export const book: Book<ReportWord> = { en, zh };
