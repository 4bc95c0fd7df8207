import { expect, it } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

it("says everything in both languages", () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
});
