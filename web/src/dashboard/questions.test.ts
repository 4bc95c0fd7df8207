import { describe, expect, test } from "vitest";
import type { Metric } from "../api/types";
import { difference } from "./difference";
import { readHomeState } from "./homeState";
import { type Asking, filled, listed, questionsOf } from "./questions";
import type { Card } from "./spec";

const won: Metric = {
  name: "won",
  label: "Won",
  unit: "count",
  direction: "up",
  noun: "opportunities",
  counts: "period",
  dimensions: ["owner", "team", "product", "month"],
};
const open: Metric = { ...won, name: "open", counts: "end" };
const leads: Metric = { ...won, name: "leads", dimensions: ["owner", "month"] };

const asking: Asking = {
  today: "2026-11-22",
  metrics: [won, open, leads],
  period: "this_month",
  me: "p1",
  periods: {
    this_month: {
      name: "2026-11",
      from: "2026-11-01",
      to: "2026-11-30",
      before: { from: "2026-10-01", to: "2026-10-31" },
      year_before: { from: "2025-11-01", to: "2025-11-30" },
    },
  },
};
const card = (more: Partial<Card>): Card => ({
  id: "a",
  kind: "number",
  metric: "won",
  width: 1,
  height: 1,
  ...more,
});

describe("a card asks", () => {
  test("how the period stands, how the other one stood at the same point, and its past", () => {
    const asked = questionsOf(card({}), asking);
    expect(asked && listed(asked)).toEqual([
      { metric: "won", from: "2026-11-01", to: "2026-11-22" },
      { metric: "won", from: "2026-10-01", to: "2026-10-22" },
      { metric: "won", by: ["month"], from: "2025-10-15", to: "2026-11-22" },
    ]);
  });

  test("a trend beside the year before, where it is to be compared and a past can be asked for in one", () => {
    const asked = questionsOf(card({ kind: "trend", compare: "year" }), asking);
    expect(asked?.before).toEqual({ metric: "won", by: ["month"], from: "2024-10-15", to: "2025-11-22" });
    expect(questionsOf(card({ kind: "trend" }), asking)?.before).toBeUndefined();
    const open = questionsOf(card({ kind: "trend", metric: "open", compare: "year" }), asking);
    expect([open?.before, open?.beside]).toEqual([undefined, undefined]);
  });

  test("what stood open on the last day, and on days before it", () => {
    const asked = questionsOf(card({ metric: "open" }), asking);
    expect(asked?.now).toEqual({ metric: "open", as_of: "2026-11-22" });
    expect(asked?.before).toEqual({ metric: "open", as_of: "2026-10-22" });
    expect(asked?.points).toHaveLength(8);
    expect(asked?.past[6]).toEqual({ metric: "open", as_of: "2026-10-31" });
  });

  test("for the reader, a unit and a product, as far as the number knows them", () => {
    const narrowed = { ...asking, unit: "u1", product: "x1" };
    expect(questionsOf(card({ mine: true, compare: "none" }), narrowed)).toMatchObject({
      now: { where: { owner: ["p1"], unit: ["u1"], product: ["x1"] } },
      before: undefined,
      ignores: [],
    });
    expect(questionsOf(card({ metric: "leads" }), narrowed)).toMatchObject({
      now: { where: { unit: ["u1"] } },
      ignores: ["product"],
    });
  });

  test("weeks of days for a calendar, from a Monday on", () => {
    const asked = questionsOf(card({ kind: "heat" }), asking);
    expect(asked?.now).toEqual({ metric: "won", by: ["day"], from: "2026-05-25", to: "2026-11-22" });
  });

  test("nothing that its reader is not told of", () => {
    expect(questionsOf(card({ metric: "secret" }), asking)).toBeUndefined();
    expect(questionsOf(card({ period: "this_eon" }), asking)).toBeUndefined();
  });
});

test("a list's filter is filled in for the reader and the day", () => {
  const filter = {
    and: [
      { field: "owner_id", op: "eq", value: "$me" },
      { field: "due_on", value: "$days_ago_14" },
    ],
  };
  expect(filled(filter, asking, "2026-11-22T16:00:00Z")).toEqual({
    and: [
      { field: "owner_id", op: "eq", value: "p1" },
      { field: "due_on", value: "2026-11-08" },
    ],
  });
});

describe("a difference", () => {
  test("is a share, points of a ratio, or days, and good as the number says", () => {
    expect(difference(12, 10, "count", "up")).toEqual({ by: 0.2, in: "share", good: true });
    expect(difference("80.00", "100.00", "money", "up")).toEqual({ by: -0.2, in: "share", good: false });
    expect(difference(30, 40, "days", "down")).toEqual({ by: -10, in: "days", good: true });
    const points = difference(0.45, 0.5, "ratio", "up");
    expect(points?.by).toBeCloseTo(-0.05);
    expect(points).toMatchObject({ in: "points", good: false });
    expect(difference(5, 5, "count", "up")?.good).toBeNull();
    expect(difference(6, 5, "count", "neither")?.good).toBeNull();
  });

  test("is none where there is nothing to compare with", () => {
    expect(difference(5, 0, "count", "up")).toBeNull();
    expect(difference(null, 0.5, "ratio", "up")).toBeNull();
    expect(difference(0.5, null, "ratio", "up")).toBeNull();
  });
});

test("an address keeps what means something", () => {
  const unit = "01900000-0000-7000-8000-000000000000";
  expect(
    readHomeState({ d: "manager", period: "this_month", unit, product: "a b", from: "2026-01-01" }),
  ).toEqual({
    d: "manager",
    period: "this_month",
    unit,
  });
  expect(readHomeState({ from: "2026-01-01", to: "2026-02-01" })).toEqual({
    from: "2026-01-01",
    to: "2026-02-01",
  });
  expect(readHomeState({ from: "2026-03-01", to: "2026-02-01" })).toEqual({});
});
