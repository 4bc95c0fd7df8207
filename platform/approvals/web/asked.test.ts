import { expect, it } from "vitest";
import type { Noun } from "@shell/api/types";
import { metaOf } from "@shell/testing/app";
import { field, opportunities } from "@shell/testing/nouns";
import { asked } from "./asked";
import { book } from "./words";

const say = (word: "asked.before" | "asked.form" | "asked.of", values: Record<string, string>) =>
  book.en[word].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");

const accounts: Noun = {
  ...opportunities,
  name: "accounts",
  fields: [field("tier", "choice", { label: "Tier" })],
};
const deals: Noun = {
  ...opportunities,
  fields: [
    field("amount", "money", { label: "Amount" }),
    field("account_id", "ref", { label: "Account", ref: "accounts" }),
  ],
  verbs: [{ name: "win", label: "Win", fields: [field("discount", "percent", { label: "Discount" })] }],
};
const names = (act: string) =>
  asked(deals, act, metaOf(deals, accounts), say).fields.map((one) => `${one.name}: ${one.label}`);

it("a condition asks what a verb is given, and the rows that a row refers to", () => {
  expect(names("win")).toEqual([
    "form.discount: Discount (asked for)",
    "amount: Amount",
    "account_id: Account",
    "account_id.tier: Account › Tier",
  ]);
});

it("of a change it asks what was there before", () => {
  expect(names("save")).toContain("before.amount: Amount, before");
  expect(names("delete")).not.toContain("before.amount: Amount, before");
});
