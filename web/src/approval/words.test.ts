import { expect, test } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();

test("both languages say the same about approvals, with the same places to fill in", () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en))
    expect(holes(zh[key as keyof typeof zh]), key).toEqual(holes(text));
});
