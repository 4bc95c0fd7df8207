import { describe, expect, it } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

describe("words of agreements", () => {
  it("are the same in both languages, with the same places to fill in", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    for (const [key, text] of Object.entries(en))
      expect([key, places(zh[key as keyof typeof zh])]).toEqual([key, places(text)]);
  });
});
