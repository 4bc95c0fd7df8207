import { expect, test } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

test("both languages have the same words about imports", () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
});
