import { expect, test } from "vitest";
import type { Field, Value } from "../../api/types";
import { field } from "../../testing/nouns";
import { formatFor } from "../../words/format";
import { sayIn } from "../../words/words";
import { complaint } from "./complaint";
import en from "./en.json";
import { book } from "./words";
import zh from "./zh.json";

const format = formatFor("en");
const said = (one: Field, value: Value) =>
  complaint(one, value, { say: sayIn(book, "en"), format, currency: "CNY" });
const typing = (one: Field, value: Value) =>
  complaint(one, value, { say: sayIn(book, "en"), format, currency: "CNY", typing: true });

test("both languages say the same, with the same places to fill in", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en))
    expect(holes(zh[key as keyof typeof zh]), key).toEqual(holes(text));
});

test("a missing value is said only where one is needed", () => {
  expect(said(field("a", "text", { required: true }), "")).toBe("Please fill this in");
  expect(said(field("a", "text"), null)).toBeNull();
  expect(said(field("a", "bool", { required: true }), false)).toBeNull();
});

test("mail, address and JSON have to look like it, once they are written to the end", () => {
  expect(said(field("a", "email"), "nobody")).toBe("An e-mail address looks like name@example.com");
  expect(typing(field("a", "email"), "nobody")).toBeNull();
  expect(said(field("a", "email"), "a@b.example")).toBeNull();
  expect(said(field("a", "url"), "example.com")).toBe("An address starts with https://");
  expect(said(field("a", "json"), "{")).toBe("This is not valid JSON");
  expect(typing(field("a", "json"), "{")).toBeNull();
});

test("a number lies between its ends, and what typing on cannot mend is said at once", () => {
  const share = field("a", "percent", { least: 0, most: 100, decimals: 2 });
  expect([said(share, 0), said(share, 100), said(share, 12.5)]).toEqual([null, null, null]);
  expect(typing(share, 101)).toBe("At most 100");
  expect(typing(share, -1)).toBe("At least 0");
  const year = field("a", "integer", { least: 1000, decimals: 0 });
  expect(typing(year, 19), "it may become 1990").toBeNull();
  expect(said(year, 19)).toBe("At least 1,000");
});

test("digits behind the point are counted, those of an amount by its currency", () => {
  expect(typing(field("a", "integer", { decimals: 0 }), 1.5)).toBe("A whole number");
  expect(typing(field("a", "percent", { decimals: 2 }), 12.345)).toBe(
    "At most 2 digits after the decimal point",
  );
  expect(typing(field("a", "quantity", { decimals: 4 }), 0.0000001)).toContain("At most 4");
  expect(said(field("a", "decimal", { decimals: 12 }), "7.100000000000")).toBeNull();
  expect(said(field("a", "money"), { amount: "1.234", currency: "CNY" })).toContain("At most 2");
  expect(said(field("a", "money"), { amount: "1.5", currency: "JPY" })).toBe("A whole number");
  expect(said(field("a", "money"), { amount: "1.234", currency: "KWD" })).toBeNull();
  expect(said(field("a", "money", { least: 0 }), { amount: "-1", currency: "CNY" })).toBe("At least 0");
});

test("a text that is too long says by how much, counted as the server counts", () => {
  const name = field("a", "text", { longest: 5 });
  expect(typing(name, "123456")).toBe("At most 5 characters; this has 6");
  expect(typing(name, "𠮷𠮷𠮷𠮷𠮷"), "each is one character").toBeNull();
});
