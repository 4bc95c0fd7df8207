import { describe, expect, it } from "vitest";
import { lines, monthOf, shifted } from "./months";

describe("months", () => {
  it("follow each other over the ends of years", () => {
    expect(shifted("2026-12-15", 1)).toBe("2027-01-01");
    expect(shifted("2026-01-01", -1)).toBe("2025-12-01");
    expect(shifted("2026-05-31", 0)).toBe("2026-05-01");
  });

  it("are taken from the address only where they are months", () => {
    expect(["2026-03", "2026-03-17", "2026-13", "03/2026", 5].map(monthOf)).toEqual([
      "2026-03-01",
      "2026-03-01",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("cut an absence off at their ends", () => {
    const days = Array.from({ length: 30 }, (_, at) => ({
      day: `2026-11-${String(at + 1).padStart(2, "0")}`,
    }));
    expect(lines(days, "2026-11-05", "2026-11-06")).toEqual([5, 7]);
    expect(lines(days, "2026-10-20", "2026-11-02")).toEqual([1, 3]);
    expect(lines(days, "2026-11-29", "2026-12-09")).toEqual([29, 31]);
  });
});
