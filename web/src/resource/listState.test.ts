import { defaultParseSearch, defaultStringifySearch } from "@tanstack/react-router";
import { describe, expect, test } from "vitest";
import { field, opportunities } from "../testing/nouns";
import type { Filter } from "./filter";
import { columnsOf, type ListState, nextSort, queryOf, readListState, usualSort } from "./listState";

const there = (state: ListState) =>
  readListState(defaultParseSearch(defaultStringifySearch(state as Record<string, unknown>)));

describe("a list's address", () => {
  test("brings back everything the list showed", () => {
    const state: ListState = {
      q: "GTX & 苏州",
      sort: "-amount,name",
      filter: {
        and: [
          { field: "amount", op: "gte", value: { amount: "1000", currency: "CNY" } },
          {
            or: [
              { field: "forecast", op: "in", value: ["commit"] },
              { field: "closed_on", op: "empty" },
            ],
          },
          { not: { field: "closed_on", op: "within", value: "last_quarter" } },
        ],
      },
      columns: ["name", "custom.budget"],
      widths: { name: 412, "custom.budget": 96 },
      group: "account_id",
      as_of: "2026-01-31T16:00:00.000Z",
    };
    expect(there(state)).toEqual(state);
  });

  test("a search for digits stays text", () => {
    expect(there({ q: "1234" })).toEqual({ q: "1234" });
  });

  test("what is no filter is dropped, not guessed at", () => {
    expect(readListState({ filter: "{broken" })).toEqual({});
    expect(readListState({ filter: { field: "amount", op: "explodes" } })).toEqual({});
    expect(
      readListState({ filter: { and: [{ field: "amount", op: "gt", value: 1 }, { nonsense: 1 }] } }),
    ).toEqual({});
  });

  test("an unknown column is left out and the title is always first", () => {
    expect(columnsOf(opportunities, { columns: ["amount", "gone"] })).toEqual(["name", "amount"]);
    expect(columnsOf(opportunities, {})).toEqual(["name", "account_id", "forecast", "amount"]);
  });
});

describe("a list that says no order", () => {
  test("is newest first, unless people put its rows in an order", () => {
    expect(usualSort(opportunities)).toBe("-id");
    expect(usualSort({ ...opportunities, fields: [field("position", "integer")] })).toBe("position");
  });

  test("a width stays within what can be read, and what is no width is dropped", () => {
    expect(readListState({ widths: { name: 9000, amount: 1, stage: "wide" } })).toEqual({
      widths: { name: 900, amount: 64 },
    });
    expect(readListState({ widths: "wide" })).toEqual({});
  });
});

describe("what the server is asked", () => {
  test("a condition still being typed is not sent", () => {
    const filter: Filter = {
      and: [
        { field: "forecast", op: "in", value: [] },
        { field: "amount", op: "between", value: ["1", ""] as never },
        { field: "closed_on", op: "empty" },
      ],
    };
    expect(queryOf({ filter })).toEqual({ filter: JSON.stringify({ field: "closed_on", op: "empty" }) });
  });

  test("an empty group asks for nothing", () => {
    expect(queryOf({ filter: { or: [{ and: [] }] } })).toEqual({});
  });
});

describe("clicking a column's head", () => {
  test("sorts up, then down, then not at all", () => {
    expect(nextSort(undefined, "amount", false)).toBe("amount");
    expect(nextSort("amount", "amount", false)).toBe("-amount");
    expect(nextSort("-amount", "amount", false)).toBeUndefined();
  });

  test("with shift the other columns keep their part", () => {
    expect(nextSort("-amount", "name", true)).toBe("-amount,name");
    expect(nextSort("-amount,name", "amount", true)).toBe("name");
  });
});

test("how rows are shown, and which board, stand in the address; what is no way of showing them does not", () => {
  expect(readListState({ show: "board", of: "renewals" })).toEqual({ show: "board", of: "renewals" });
  expect(readListState({ show: "circus" })).toEqual({});
});
