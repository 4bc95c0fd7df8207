import { describe, expect, it } from "vitest";
import { formatFor } from "@shell/words/format";
import { figure, rowsAddress, shareOf, signedBelow, toneOf, turnOf } from "./figures";

describe("figures of agreements", () => {
  const format = formatFor("en");
  it("stand in their unit, and a dash where there is none", () => {
    expect(figure(format, 1_200_000.5, "money", "CNY")).toBe("¥1,200,000.50");
    expect(figure(format, 0.3, "ratio", "CNY")).toBe("30.0%");
    expect(figure(format, 12, "count", "CNY")).toBe("12");
    expect(figure(format, null, "money", "CNY")).toBe("—");
  });

  it("a score is worth its part of the points there are", () => {
    expect(shareOf({ points: 70, full: 80 })).toBe(87.5);
    expect(shareOf({ points: 0, full: 0 })).toBe(0);
    expect([100, 87.5, 79.9].map(toneOf)).toEqual(["good", "fair", "poor"]);
  });

  it("whose turn it is follows from the state and the reader", () => {
    expect(turnOf({ state: "issued", role: "party" })).toBe("sign");
    expect(turnOf({ state: "issued", role: "superior" })).toBeUndefined();
    expect(turnOf({ state: "reserved", role: "superior" })).toBe("countersign");
    expect(turnOf({ state: "disputed", role: "superior" })).toBe("settle");
    expect(turnOf({ state: "in_force", role: null })).toBeUndefined();
  });

  it("what is signed at the foot stands nowhere else", () => {
    expect(signedBelow({ state: "issued", role: "party" })).toContain("accept");
    expect(signedBelow({ state: "accepted", role: "superior" })).toEqual(["countersign"]);
    expect(signedBelow({ state: "issued", role: "superior" })).toEqual([]);
  });

  it("a number opens to its rows", () => {
    const question = {
      metric: "won_amount",
      from: "2026-08-01",
      to: "2026-08-31",
      where: { owner: ["bob"] },
    };
    expect(rowsAddress(question)).toEqual({
      metric: "won_amount",
      from: "2026-08-01",
      to: "2026-08-31",
      by: [],
      where: { owner: ["bob"] },
    });
  });
});
