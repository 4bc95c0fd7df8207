import { describe, expect, test } from "vitest";
import type { Row } from "../api/types";
import { field, opportunities } from "../testing/nouns";
import { changedBody, editable, flat, newBody, sections, startValues } from "./formFields";

const fields = editable(opportunities.fields);
const row: Row = {
  id: "1",
  version: 3,
  name: "Deal",
  account_id: "a1",
  forecast: null,
  amount: { amount: "12.30", currency: "CNY" },
  closed_on: null,
  mail: null,
  score: 5,
  custom: { budget: "B-1" },
};

describe("a form from the field table", () => {
  test("leaves out what only the system writes and what this reader may not", () => {
    const closed = editable([...opportunities.fields, field("salary", "money", { may_edit: false })]);
    expect(closed.map((one) => one.name)).not.toContain("score");
    expect(closed.map((one) => one.name)).not.toContain("salary");
  });

  test("keeps the groups together, the first without a heading", () => {
    expect(sections(fields).map((one) => [one.label, one.fields.length])).toEqual([
      ["", 6],
      ["Closing", 1],
    ]);
  });

  test("starts a new row with the table's defaults and what was given", () => {
    const table = [
      field("status", "choice", { default: "new" }),
      field("done", "bool"),
      field("owner_id", "ref"),
    ];
    expect(startValues(table, undefined, { owner_id: "p1" })).toEqual({
      status: "new",
      done: false,
      owner_id: "p1",
    });
  });
});

describe("what is sent", () => {
  test("for a new row: what was filled in, the customer's own fields under custom", () => {
    const values = { ...startValues(fields, undefined), name: "New", "custom.budget": "B-2" };
    expect(newBody(fields, values)).toEqual({ name: "New", custom: { budget: "B-2" } });
  });

  test("for a row that exists: only what differs", () => {
    const values = { ...startValues(fields, row), name: "Deal", forecast: "commit", "custom.budget": null };
    expect(changedBody(fields, row, values)).toEqual({ forecast: "commit", custom: { budget: null } });
  });

  test("an amount goes without its currency, which is the row's, and only when the number changed", () => {
    const same = { ...startValues(fields, row), amount: { amount: "12.3", currency: "CNY" } };
    expect(changedBody(fields, row, same)).toEqual({});
    const more = { ...startValues(fields, row), amount: { amount: "12.31", currency: "CNY" } };
    expect(changedBody(fields, row, more)).toEqual({ amount: "12.31" });
  });

  test("a body can be laid beside a row again", () => {
    expect(flat({ name: "x", custom: { budget: "B" } })).toEqual({ name: "x", "custom.budget": "B" });
  });
});
