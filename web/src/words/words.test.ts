import { expect, test } from "vitest";
import en from "./en.json";
import { fill, localeOf } from "./words";
import zh from "./zh.json";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();

test("both languages have the same words", () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
});

test("every sentence has the same places to fill in both languages", () => {
  for (const [key, text] of Object.entries(en)) {
    expect(holes(zh[key as keyof typeof zh]), key).toEqual(holes(text));
  }
});

test("no Chinese word is left in English", () => {
  const latin = Object.entries(zh).filter(
    ([key, text]) => !/[\u4e00-\u9fff]/.test(text) && text === en[key as keyof typeof en],
  );
  // A fraction of two counts reads the same everywhere.
  expect(latin.map(([key]) => key)).toEqual([]);
});

test("a place that nobody fills stays visible instead of vanishing", () => {
  expect(fill("{verb}: {n} rows", { verb: "Win" })).toBe("Win: {n} rows");
});

test("any kind of Chinese is Chinese, everything else is English", () => {
  expect(localeOf("zh-Hant-TW")).toBe("zh");
  expect(localeOf("de")).toBe("en");
  expect(localeOf(undefined)).toBe("en");
});
