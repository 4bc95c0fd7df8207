import { expect, test } from "vitest";
import {
  daysBetween,
  fieldsIn,
  figuresOf,
  initials,
  inLane,
  sameFilter,
  standing,
  withMoves,
} from "./figures";
import type { Column } from "./spec";

const column: Column = { id: "offer", name: "Offer", staleAfter: 21 };
const cny = (amount: string) => ({ amount, currency: "CNY" });

test("a column's amounts are the server's, each currency apart, and nothing is not shown as an amount", () => {
  const usd = { amount: "7.00", currency: "USD" };
  const group = { count: 3, sum: { amount: [cny("100.20"), usd], "amount*probability": cny("0.00") } };
  expect(figuresOf(group, "amount", "amount*probability")).toEqual({
    count: 3,
    worth: [cny("100.20"), usd],
    weighted: [],
  });
});

test("a card is stale only after more days than its column allows", () => {
  expect(standing("2026-11-01", column, "2026-11-22")).toEqual({ days: 21, stale: false });
  expect(standing("2026-10-31", column, "2026-11-22")).toEqual({ days: 22, stale: true });
  expect(standing("2026-10-31", { ...column, staleAfter: undefined }, "2026-11-22")?.stale).toBe(false);
  expect(standing(null, column, "2026-11-22")).toBeUndefined();
});

test("days are counted over the end of summer time", () => {
  expect(daysBetween("2026-10-24", "2026-10-26")).toBe(2);
});

test("a card on its way is shown where it goes, once, and no longer where it was", () => {
  const row = (id: string) => ({ id, version: 1 });
  const moves = new Map([["a", { row: row("a"), to: "won", lane: "" }]]);
  const ids = (rows: { id: string }[]) => rows.map((one) => one.id);
  expect(ids(withMoves([row("a"), row("b")], "offer", "", moves))).toEqual(["b"]);
  expect(ids(withMoves([row("c")], "won", "", moves))).toEqual(["a", "c"]);
  expect(ids(withMoves([row("a"), row("c")], "won", "", moves))).toEqual(["a", "c"]);
  expect(ids(withMoves([row("c")], "won", "another lane", moves))).toEqual(["c"]);
});

test("a lane is a value, a month or what has none", () => {
  expect(inLane("owner_id", false, "anna")).toEqual({ field: "owner_id", op: "eq", value: "anna" });
  expect(inLane("closes", true, "2026-11")).toEqual({ field: "closes", op: "within", value: "2026-11" });
  expect(inLane("closes", true, null)).toEqual({ field: "closes", op: "empty" });
});

test("a filter that came through the address is the same filter", () => {
  const filter = { field: "owner_id", op: "eq", value: "anna" } as const;
  expect(sameFilter(filter, { value: "anna", op: "eq", field: "owner_id" })).toBe(true);
  expect(sameFilter({ and: [filter] }, { or: [filter] })).toBe(false);
});

test("a filter names its fields, however deep", () => {
  const leaf = (field: string) => ({ field, op: "empty" }) as const;
  expect(fieldsIn({ and: [leaf("a"), { or: [leaf("b"), { not: leaf("c") }] }] })).toEqual(["a", "b", "c"]);
});

test("a name is two characters", () => {
  expect(initials("Peter Hallström")).toBe("PH");
  expect(initials("沈知远 Shen Zhiyuan")).toBe("知远");
  expect(initials("Cher")).toBe("C");
});
