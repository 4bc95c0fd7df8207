import { expect, test } from "vitest";
import { fixesOf, isCell, keyOf, mayMean, typed } from "./mending";
import type { Problem, Profile } from "./types";

const problem: Problem = {
  code: "imports.not_found",
  weight: "error",
  detail: "",
  fix: "",
  file: "deals",
  row: 7,
  column: "who",
  value: "Bee",
};
const profile: Profile = { name: "x", files: { deals: {}, leads: {} }, make: [] };

test("what is typed is sent as a cell, or as a meaning wherever the value stands", () => {
  const cell = typed({}, problem, { value: "Bea", everywhere: false });
  expect(fixesOf([problem, problem], cell)).toEqual({
    cells: [{ file: "deals", row: 7, column: "who", value: "Bea", was: "Bee" }],
    everywhere: [],
  });
  const everywhere = typed(cell, problem, { value: "Bea", everywhere: true });
  expect(fixesOf([problem], everywhere)).toEqual({
    cells: [],
    everywhere: [{ file: "deals", column: "who", value: "Bee", means: "Bea" }],
  });
});

test("the file's own word is no correction", () => {
  const pending = typed({}, problem, { value: "Bea", everywhere: false });
  expect(Object.keys(pending)).toEqual([keyOf(problem)]);
  expect(typed(pending, problem, { value: "Bee", everywhere: false })).toEqual({});
});

test("a whole column and a look-up through another file are no cells", () => {
  expect(isCell(problem, profile)).toBe(true);
  expect(isCell({ ...problem, row: null }, profile)).toBe(false);
  expect(isCell({ ...problem, column: "leads.who" }, profile)).toBe(false);
  expect(isCell({ ...problem, weight: "notice" }, profile)).toBe(false);
  expect(mayMean({ ...problem, value: null })).toBe(false);
});
