import { describe, expect, it } from "vitest";
import {
  allot,
  evenly,
  minorOf,
  moneyOf,
  partOf,
  restTo,
  type Share,
  standing,
  told,
  totalOf,
} from "./shares";

const share = (person: string, points: number | null): Share => ({
  key: points ?? 0,
  person,
  points,
  reason: "",
});

describe("shares of a deal", () => {
  it("come to the deal to the cent, as the server allots them", () => {
    expect(allot(10_000n, [3334, 3333, 3333])).toEqual([3334n, 3333n, 3333n]);
    expect(allot(5n, [3333, 3334, 3333])).toEqual([2n, 2n, 1n]);
    expect(allot(-100n, [1, 1, 1])).toEqual([-34n, -33n, -33n]);
    expect(allot(7n, [0, 0])).toEqual([0n, 0n]);
    for (const total of [1n, 99n, 123_456_789n])
      expect(allot(total, [17, 4000, 1, 5982]).reduce((sum, one) => sum + one, 0n)).toBe(total);
  });

  it("are evened out to the last hundredth", () => {
    const even = evenly([share("a", 1), share("b", null), share("c", 9000)]);
    expect(even.map((one) => one.points)).toEqual([3334, 3333, 3333]);
    expect(totalOf(even)).toBe(10_000);
  });

  it("leave the rest to the owner, who joins where they have none", () => {
    expect(restTo("a", [share("a", 1000), share("b", 3000)], 9).map((one) => one.points)).toEqual([
      7000, 3000,
    ]);
    expect(restTo("a", [share("b", 3000)], 9).at(-1)).toEqual({
      key: 9,
      person: "a",
      points: 7000,
      reason: "",
    });
    expect(restTo("a", [share("a", 1000), share("b", 9500)], 9)[0]?.points).toBe(500);
  });

  it("are told in percent, overlays rounded half away from zero", () => {
    expect(told([{ ...share("a", 3334), reason: " Brought them " }])).toEqual([
      { person_id: "a", share: 33.34, reason: "Brought them" },
    ]);
    expect(partOf(101n, 5000)).toBe(51n);
    expect(partOf(-101n, 5000)).toBe(-51n);
    expect(partOf(50_000_000n, 2000)).toBe(10_000_000n);
  });

  it("keep the decimals of the currency", () => {
    expect(moneyOf(5n, { amount: "1200.50", currency: "CNY" })).toEqual({ amount: "0.05", currency: "CNY" });
    expect(moneyOf(-12n, { amount: "7", currency: "JPY" })).toEqual({ amount: "-12", currency: "JPY" });
    expect(minorOf({ amount: "1200.50", currency: "CNY" })).toBe(120_050n);
  });

  it("stand unless another line takes them back", () => {
    const line = (id: string, reverses_id?: string) => ({ id, version: 1, reverses_id: reverses_id ?? null });
    expect(standing([line("a"), line("b", "a"), line("c")]).map((one) => one.id)).toEqual(["c"]);
  });
});
