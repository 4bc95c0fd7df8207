import { expect, test } from "vitest";
import { endOf, grantsOf } from "./scope";

test("a token that only reads names no right to write", () => {
  expect(grantsOf("all", [])).toBeNull();
  for (const grants of [grantsOf("read", []), grantsOf("some", ["accounts", "leads"])]) {
    for (const grant of Object.values(grants ?? {})) {
      expect(Object.keys(grant).sort()).toEqual(["export", "personal", "read"]);
    }
  }
  expect(Object.keys(grantsOf("some", ["accounts", "leads"]) ?? {})).toEqual(["accounts", "leads"]);
});

test("no days means no end", () => {
  expect(endOf(0)).toBeNull();
  expect(endOf(30, new Date("2026-01-01T00:00:00Z"))).toBe("2026-01-31T00:00:00.000Z");
});
