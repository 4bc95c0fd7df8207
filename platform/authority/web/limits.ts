import type { Format } from "@shell/words/format";
import type { Say } from "@shell/words/words";
import type { Decision } from "./types";
import type { AuthorityWord } from "./words";

/** 12.5 as 12.5%. */
export const percent = (format: Format, value: number) =>
  format.ratio(value / 100, Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2);

/** How far a right goes, each limit in a few words; empty where it has none. */
export function limits(right: Decision, say: Say<AuthorityWord>, format: Format): string[] {
  const said: string[] = [];
  if (right.amount) said.push(say("limit.most", { value: format.money(right.amount) }));
  if (right.percentage !== null) said.push(say("limit.most", { value: percent(format, right.percentage) }));
  if (right.margin !== null) said.push(say("limit.margin", { value: percent(format, right.margin) }));
  return said;
}

/** 500.0K as 500K. */
const round = (text: string) => text.replace(/\.0(?!\d)/, "");

/** The same for a cell, in as few characters as there are. */
export function short(right: Decision, format: Format): string {
  const said: string[] = [];
  if (right.amount) said.push(`≤ ${round(format.short(Number(right.amount.amount), right.amount.currency))}`);
  if (right.percentage !== null) said.push(`≤ ${percent(format, right.percentage)}`);
  return said.join(" · ");
}
