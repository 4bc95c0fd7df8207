import type { Book } from "../words/words";
import en from "./en.json";
import zh from "./zh.json";

export type PhoneWord = keyof typeof en;
export const book: Book<PhoneWord> = { en, zh };
