import type { Book } from "@shell/words/words";
import en from "./en.json";
import zh from "./zh.json";

export type DisputeWord = keyof typeof en;
export const book: Book<DisputeWord> = { en, zh };
