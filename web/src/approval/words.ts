import type { Book } from "../words/words";
import en from "./en.json";
import zh from "./zh.json";

export type ApprovalWord = keyof typeof en;
export const book: Book<ApprovalWord> = { en, zh };
