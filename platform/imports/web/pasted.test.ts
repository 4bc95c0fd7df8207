import { expect, test } from "vitest";
import { asText, hasHead, readTable } from "./pasted";

test("cells stand between tabs; quotes keep tabs and line ends in a cell", () => {
  expect(readTable('Name\tNote\r\nAcme\t"one\ntwo ""three"""\r\n\r\nCondax\r\n')).toEqual([
    ["Name", "Note"],
    ["Acme", 'one\ntwo "three"'],
    ["Condax", ""],
  ]);
  expect(readTable("  \n")).toEqual([]);
});

test("a first row of names is a head, a row of values is none", () => {
  expect(
    hasHead([
      ["Name", "Amount"],
      ["Acme", "12"],
    ]),
  ).toBe(true);
  expect(
    hasHead([
      ["Acme", "12"],
      ["Condax", "13"],
    ]),
  ).toBe(false);
  expect(
    hasHead([
      ["Name", "Name"],
      ["a", "b"],
    ]),
  ).toBe(false);
  expect(hasHead([["Name"]])).toBe(false);
});

test("the file holds the same cells", () => {
  expect(asText([["Acme, Ltd", 'the "best"']], ["Name", "Note"])).toBe(
    'Name,Note\r\n"Acme, Ltd","the ""best"""\r\n',
  );
});
