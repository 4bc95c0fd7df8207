import type { Book } from "@shell/words/words";
import en from "./en.json";
import zh from "./zh.json";

export type InitiativeWord = keyof typeof en;
export const book: Book<InitiativeWord> = { en, zh };
