import { describe, expect, test } from "vitest";
import { byOf, datesOf, kpiQuery, readKpiState, todayIn } from "./kpiState";

describe("periods", () => {
  test("include both of their ends", () => {
    expect(datesOf("this_month", "2024-02-10")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
    expect(datesOf("last_month", "2024-01-31")).toEqual({ from: "2023-12-01", to: "2023-12-31" });
    expect(datesOf("last_quarter", "2024-02-10")).toEqual({ from: "2023-10-01", to: "2023-12-31" });
    expect(datesOf("last_year", "2024-02-10")).toEqual({ from: "2023-01-01", to: "2023-12-31" });
    expect(datesOf("all", "2024-02-10")).toEqual({});
  });

  test("today is the company's, not the reader's", () => {
    expect(todayIn("Asia/Shanghai", new Date("2026-01-31T17:00:00Z"))).toBe("2026-02-01");
  });
});

describe("a KPI's address", () => {
  test("asks the API in its own words", () => {
    const state = readKpiState({
      metric: "win_rate",
      by: ["region", "month"],
      from: "2017-01-01",
      to: "2017-12-31",
      where: { outcome: ["won", "lost"] },
      tree: "now",
    });
    expect(kpiQuery(state)).toEqual({
      by: "region,month",
      from: "2017-01-01",
      to: "2017-12-31",
      where: "outcome=won,lost",
      tree: "now",
    });
  });

  test("drops what means nothing", () => {
    expect(readKpiState({ from: "yesterday", where: [], tree: "sideways", by: [3] })).toEqual({});
  });
});

test("a number that nobody cut is cut the usual way, and nothing chosen stays nothing", () => {
  expect(byOf({}, ["month", "team", "region"])).toEqual(["region"]);
  expect(byOf({}, ["month"])).toEqual([]);
  expect(byOf(readKpiState({ by: [] }), ["region"])).toEqual([]);
  expect(byOf({ by: ["month", "gone"] }, ["month", "region"])).toEqual(["month"]);
});
