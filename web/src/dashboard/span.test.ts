import { describe, expect, test } from "vitest";
import { addYears, compared, type Named, pastOf, pointsBefore, spanOf, unbroken, yearBefore } from "./span";

const quarter: Named = {
  name: "2026-Q4",
  from: "2026-10-01",
  to: "2026-12-31",
  before: { from: "2026-07-01", to: "2026-09-30" },
  year_before: { from: "2025-10-01", to: "2025-12-31" },
};
const today = "2026-11-22";

describe("a period that is still running", () => {
  const span = spanOf(quarter, today);

  test("ends today and is put beside the same stretch of the other one", () => {
    expect(span).toEqual({ from: "2026-10-01", to: "2026-12-31", until: today, running: true });
    expect(compared(span, quarter, "before")).toEqual({ from: "2026-07-01", to: "2026-08-22" });
    expect(compared(span, quarter, "year")).toEqual({ from: "2025-10-01", to: "2025-11-22" });
    expect(compared(span, quarter, "none")).toBeUndefined();
  });

  test("never reaches beyond the end of a shorter one", () => {
    const march: Named = {
      name: "2026-03",
      from: "2026-03-01",
      to: "2026-03-31",
      before: { from: "2026-02-01", to: "2026-02-28" },
      year_before: { from: "2025-03-01", to: "2025-03-31" },
    };
    expect(compared(spanOf(march, "2026-03-30"), march, "before")).toEqual({
      from: "2026-02-01",
      to: "2026-02-28",
    });
  });
});

test("a period that has ended, or ends today, is put beside a whole one", () => {
  for (const day of ["2027-01-15", "2026-12-31"]) {
    const span = spanOf(quarter, day);
    expect(span.until).toBe("2026-12-31");
    expect(compared(span, quarter, "before")).toEqual(quarter.before);
  }
});

test("dates of one's own are put beside as many days before, or the same days a year ago", () => {
  const span = spanOf({ from: "2026-03-01", to: "2026-03-10" }, today);
  expect(compared(span, undefined, "before")).toEqual({ from: "2026-02-19", to: "2026-02-28" });
  expect(compared(span, undefined, "year")).toEqual({ from: "2025-03-01", to: "2025-03-10" });
  expect(addYears("2028-02-29", -1)).toBe("2027-02-28");
});

test("the past of a number is cut finer the shorter its period is", () => {
  const grain = (from: string, to: string) => pastOf(spanOf({ from, to }, "2026-12-31")).grain;
  expect(grain("2026-12-21", "2026-12-27")).toBe("day");
  expect(grain("2026-12-01", "2026-12-31")).toBe("month");
  expect(grain("2026-10-01", "2026-12-31")).toBe("month");
  expect(grain("2026-01-01", "2026-12-31")).toBe("quarter");
});

test("periods in which nothing happened are there all the same", () => {
  expect(unbroken(["2026-02", "2025-11"])).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  expect(unbroken(["2025-Q4", "2026-Q2"])).toEqual(["2025-Q4", "2026-Q1", "2026-Q2"]);
  expect(unbroken(["2026-02-28", "2026-03-02"])).toEqual(["2026-02-28", "2026-03-01", "2026-03-02"]);
  expect(unbroken(["2026-P02", "2026-P04"])).toEqual(["2026-P02", "2026-P04"]);
  expect(unbroken([])).toEqual([]);
});

test("what stood open is looked at on the last days of the periods before", () => {
  expect(pointsBefore("2026-03-15", "month", 4)).toEqual([
    "2025-12-31",
    "2026-01-31",
    "2026-02-28",
    "2026-03-15",
  ]);
  expect(pointsBefore("2026-03-02", "day", 3)).toEqual(["2026-02-28", "2026-03-01", "2026-03-02"]);
});

test("a label's year before is the same day, month or quarter", () => {
  expect(["2024-02-29", "2026-03", "2026-Q1"].map(yearBefore)).toEqual(["2023-02-28", "2025-03", "2025-Q1"]);
});
