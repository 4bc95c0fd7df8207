import { describe, expect, it, test } from "vitest";
import { changed, decimal, fitting, minor, typed, written } from "./amounts";
import { pasted } from "./block";
import { beside, differing } from "./comparing";
import { here, moved, tabbed, type Cursor } from "./cursor";
import { block } from "./pasted";
import { stretches, sumOf, widths } from "./periods";
import { line, sample } from "./samples";
import { tableText } from "./saving";
import { chain, evened, sumOfWeights } from "./settings";
import { amountIn, bottomUp, copied, editOf, looks, partsOf, ratioIn } from "./sheet";
import { fraction, furthest, grown, paceOf } from "./standing";
import { parents, shown, shutFrom, wayTo } from "./tree";
import type { Attained } from "./types";
import { applied } from "./useEdits";
import { within, yearOf } from "./year";

const cents = { digits: 2 };

describe("an amount that is typed", () => {
  it.each([
    ["1200", "1200"],
    ["1,200.50", "1200.5"],
    ["１２００", "1200"],
    ["120万", "1200000"],
    ["1.25万", "12500"],
    ["0.5亿", "50000000"],
    ["1.2m", "1200000"],
    ["3k", "3000"],
    ["¥ 12", "12"],
    ["12元", "12"],
    ["0.07", "0.07"],
    ["007", "7"],
  ])("%s is %s", (text, amount) => expect(typed(text, cents)).toBe(amount));
  it.each(["x", "-5", "1.2.3", "1.234", "12e3", "万"])("%s is none", (text) =>
    expect(typed(text, cents)).toBeUndefined(),
  );
  it("lets go when it is empty", () => expect(typed("  ", cents)).toBeNull());
  it("is meant in what the table shows, unless it says otherwise", () => {
    const wan = { digits: 2, shift: 4 };
    expect(typed("120", wan)).toBe("1200000");
    expect(typed("1.5亿", wan)).toBe("150000000");
    expect(decimal(12_345_600, wan)).toBe("12.3456");
  });
  it("may be more or less of what is there, to a multiple of what amounts are rounded to", () => {
    expect(changed("+5%", 100_000, 1)).toBe(105_000);
    expect(changed("-2.5 %", 100_000, 1000)).toBe(98_000);
    expect(changed("+0%", 7, 1)).toBe(7);
    expect(changed("-200%", 7, 1)).toBeUndefined();
    expect(changed("5", 7, 1)).toBeUndefined();
  });
});

test("an amount is written without a float", () => {
  expect(decimal(9007199254740991, cents)).toBe("90071992547409.91");
  expect(decimal(-5, cents)).toBe("-0.05");
  expect(minor("1234.5", cents)).toBe(123_450);
  expect(written(123456700, cents)).toBe("1,234,567");
  expect(written(150000, { digits: 4 })).toBe("15");
  expect(written(123_456_789, { digits: 2, shift: 4, shown: 2 })).toBe("123.46");
  expect(written(-50_000, { digits: 2, shift: 4, shown: 1 })).toBe("-0.1");
  expect(written(120_000_000, { digits: 2, shift: 4, shown: 2 })).toBe("120.00");
});

test("a large total is shown in units one reads at a glance", () => {
  expect(fitting(12_000_000_00, 2, "zh")).toBe("wan");
  expect(fitting(12_000_00, 2, "zh")).toBe("one");
  expect(fitting(12_000_000_00, 2, "en")).toBe("k");
});

test("a block keeps its rows and cells, quotes and all", () => {
  expect(block("1\t2\r\n3\t4\r\n")).toEqual([
    ["1", "2"],
    ["3", "4"],
  ]);
  expect(block('"a\tb"\t"say ""so"""')).toEqual([["a\tb", 'say "so"']]);
  expect(block("7")).toEqual([["7"]]);
});

describe("the tree", () => {
  const lines = [
    line("C", 0, null, 1),
    line("E", 1, "c", 1),
    line("Li", 2, "e", 1),
    line("W", 1, "c", 1),
    line("Wu", 2, "w", 1),
  ];
  const names = (shut: string[]) => shown(lines, new Set(shut)).map((one) => one.node);
  it("hides what is below a shut place", () => {
    expect(names([])).toEqual(["c", "e", "li", "w", "wu"]);
    expect(names(["e"])).toEqual(["c", "e", "w", "wu"]);
    expect(names(["c"])).toEqual(["c"]);
  });
  it("knows who stands above whom", () => {
    expect([...parents(lines)]).toEqual(["c", "e", "w"]);
    expect([...shutFrom(lines, 1)]).toEqual(["e", "w"]);
    expect(wayTo(lines, "wu")).toEqual(["c", "w"]);
  });
});

describe("the columns", () => {
  const grid = sample();
  const own = partsOf(grid, new Set(["bounds", "below", "talk", "drivers"]), "quarter", 200, 100);
  const told = looks(grid.rows, cents);
  it("put months together to quarters, halves and the year, from the plan's first day", () => {
    expect(widths(grid.periods)).toEqual(["none", "year", "half", "quarter", "own"]);
    const quarters = stretches(grid.periods, "quarter");
    expect(quarters.map(({ part, first, end }) => [part, first, end])).toEqual([
      ["Q1", 0, 3],
      ["Q2", 3, 6],
      ["Q3", 6, 9],
      ["Q4", 9, 12],
    ]);
    expect(sumOf(grid.rows[0]!.periods, quarters[1]!)).toBe(30_000);
    expect(widths(grid.periods.slice(0, 3))).toEqual(["none", "year", "own"]);
  });
  it("say what each holds", () => {
    const of = (sort: string) => own.find((part) => part.sort === sort)!;
    const east = grid.rows[1]!;
    expect(amountIn(of("period"), east, told)).toBe(18_000);
    expect(ratioIn(of("share"), east, told)).toBe(0.6);
    expect(ratioIn(of("over"), east, told)).toBe(0);
    expect(copied(of("driver"), east, told, String)).toBe("720");
    expect(own.map((part) => part.sort)).toContain("max");
  });
  it("add up from below what people think they can reach", () => {
    const rows = grid.rows.map((one) => (one.name === "Li" ? { ...one, proposed: 30_000 } : one));
    const up = looks(rows, cents);
    expect(rows.map((one) => bottomUp(one, up))).toEqual([114_000, 66_000, 30_000, null, null, null, null]);
  });
  it("leave as a file that holds what is shut, too", () => {
    const parts = partsOf(grid, new Set(), "none", 200, 100);
    expect(tableText(["Place", "Target"], grid.rows.slice(0, 3), parts, told)).toBe(
      "Place,Target\r\nCompany,1200\r\n  East,720\r\n    Li,360",
    );
  });
});

describe("keys", () => {
  const bounds = { rows: 5, columns: 4, page: 3 };
  const at = (row: number, column: number): Cursor => here({ row, column });
  const press = (cursor: Cursor, key: string, shift = false, command = false) =>
    moved(cursor, { key, shift, command }, bounds);
  it("go on, and stay inside", () => {
    expect(press(at(0, 0), "ArrowUp")?.at).toEqual({ row: 0, column: 0 });
    expect(press(at(0, 3), "ArrowRight")?.at).toEqual({ row: 0, column: 3 });
    expect(press(at(4, 1), "PageUp")?.at).toEqual({ row: 1, column: 1 });
    expect(press(at(2, 2), "End", false, true)?.at).toEqual({ row: 4, column: 3 });
    expect(press(at(2, 2), "ArrowDown", false, true)?.at).toEqual({ row: 4, column: 2 });
    expect(press(at(2, 2), "x")).toBeUndefined();
  });
  it("mark with Shift, from where one was", () => {
    const one = press(at(1, 1), "ArrowDown", true)!;
    expect(press(one, "ArrowRight", true)).toEqual({
      at: { row: 2, column: 2 },
      from: { row: 1, column: 1 },
    });
  });
  it("go over the end of a row by Tab, and out at the last cell", () => {
    expect(tabbed(at(0, 3), false, bounds)).toEqual({ row: 1, column: 0 });
    expect(tabbed(at(1, 0), true, bounds)).toEqual({ row: 0, column: 3 });
    expect(tabbed(at(4, 3), false, bounds)).toBeUndefined();
  });
});

describe("a block from a spreadsheet", () => {
  const grid = sample();
  const parts = partsOf(grid, new Set(["bounds"]), "none", 200, 100);
  const put = (text: string, cursor: Cursor) => pasted(block(text), cursor, grid.rows, parts, grid, cents);
  it("goes down and to the right, with separators and 万", () => {
    const done = put("300\t1,000\n0.02万\t\n", here({ row: 2, column: 1 }));
    expect(done.edits).toEqual([
      { node: "li", lock: "300" },
      { node: "li", min: "1000" },
      { node: "wang", lock: "200" },
    ]);
    expect(done.wrong).toEqual([]);
  });
  it("fills what is marked with one value", () => {
    const marked = { at: { row: 3, column: 1 }, from: { row: 2, column: 1 } };
    expect(put("7", marked).edits).toEqual([
      { node: "li", lock: "7" },
      { node: "wang", lock: "7" },
    ]);
  });
  it("finds its places by name, and says which names it does not know", () => {
    const done = put("Name\tTarget\nQian\t100\nSun\t5\nLi\t50\t10", here({ row: 0, column: 0 }));
    expect(done.edits).toEqual([
      { node: "qian", lock: "100" },
      { node: "li", lock: "50" },
      { node: "li", min: "10" },
    ]);
    expect(done.unknown).toEqual(["Sun"]);
  });
  it("says what is no amount, and what lies below the table", () => {
    const done = put("x\n1\n2", here({ row: 5, column: 1 }));
    expect([done.wrong, done.beyond]).toEqual([["x"], 1]);
  });
  it("does not write where nobody writes", () => {
    expect(editOf(parts[0]!, grid.rows[0]!, "1", grid, cents)).toBe("closed");
  });
});

test("after a change the sums above are those of what is below", () => {
  const grid = sample();
  const values = [
    { node: "li", value: 60_000, periods: [60_000] },
    { node: "wang", value: 12_000, periods: [12_000] },
  ];
  const edits = [{ node: "li", lock: "600" }];
  const after = applied(grid, edits, { changes: 4, values, undo: [] }, cents);
  expect(after.rows.map((one) => one.value)).toEqual([
    120_000, 72_000, 60_000, 12_000, 48_000, 24_000, 24_000,
  ]);
  expect(after.rows[1]!.below).toBe(72_000);
  expect([after.rows[2]!.lock, after.changes]).toEqual([60_000, 4]);
  expect(after.rows[5]).toBe(grid.rows[5]);
});

describe("the settings", () => {
  it("say what each level has, exactly", () => {
    expect(chain("1000000", 2, 5, [10, 0])).toEqual([100_000_000, 105_000_000, 115_500_000, 115_500_000]);
  });
  it("make weights add up to 100", () => {
    const blend = [1, 1, 1].map((weight) => ({ driver: "a", weight }));
    expect(evened(blend).map((one) => one.weight)).toEqual([33.33, 33.33, 33.34]);
    expect(sumOfWeights(evened(blend))).toBe(100);
  });
});

test("scenarios stand beside each other, and what is the same can be left out", () => {
  const pair = (name: string, depth: number, left: number | null, right: number | null) => ({
    name,
    depth,
    unit: name,
    person: null,
    left,
    right,
  });
  const rows = beside([
    {
      left: "a",
      right: "b",
      rows: [pair("C", 0, 10, 10), pair("E", 1, 6, 7), pair("W", 1, 4, 3), pair("N", 1, null, 2)],
    },
    { left: "a", right: "c", rows: [pair("C", 0, 10, 10), pair("E", 1, 6, 6), pair("W", 1, 4, 4)] },
  ]);
  expect(rows.map((row) => [row.name, row.parent, ...row.values])).toEqual([
    ["C", null, 10, 10, 10],
    ["E", "C", 6, 7, 6],
    ["W", "C", 4, 3, 4],
    ["N", "C", null, 2, null],
  ]);
  const same = rows.map((row) => ({ ...row, values: row.name === "E" ? row.values : [1, 1, 1] }));
  expect(differing(same).map((row) => row.name)).toEqual(["C", "E"]);
});

describe("standing", () => {
  it("has a pace, by hundredths of a percent or by text", () => {
    expect([10_500, 9_500, 8_000, 7_999, null].map(paceOf)).toEqual(["ahead", "on", "behind", "far", "none"]);
    expect(fraction("97.5")).toBe(0.975);
  });
  it("finds those who are furthest behind, people only", () => {
    const row = (node: string, person: boolean, credited: number, paced: number) =>
      ({ node, parent: person ? "t" : null, person: person ? node : null, credited, paced }) as Attained;
    const rows = [
      row("t", false, 0, 900),
      row("a", true, 10, 50),
      row("b", true, 10, 90),
      row("c", true, 9, 5),
    ];
    expect(furthest(rows, 2).map((one) => one.node)).toEqual(["b", "a"]);
    expect(grown(rows)[0]!.children).toHaveLength(3);
  });
});

test("a year is the company's, whatever month it starts with", () => {
  expect(yearOf(2027, 1)).toEqual({ from: "2027-01-01", to: "2027-12-31" });
  expect(yearOf(2027, 3)).toEqual({ from: "2027-03-01", to: "2028-02-29" });
});

test("a unit's number is asked for where the house has a cut for it, and not guessed elsewhere", () => {
  expect(within({ id: "r", kind: "region", parent_id: "c" })).toEqual({ region_id: "r" });
  expect(within({ id: "t", kind: "team", parent_id: "r" })).toEqual({ team_id: "t" });
  expect(within({ id: "c", kind: "company", parent_id: null })).toEqual({});
  expect(within({ id: "d", kind: "department", parent_id: "c" })).toBeUndefined();
});
