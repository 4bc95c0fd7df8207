import { expect, it } from "vitest";
import { initiative } from "./samples";
import { amountOf, draftOf, filled, fixed, linesOf, totals } from "./split";

const fresh = (lift: number | null, confidence: number | null = null) => ({
  key: "new",
  name: "Price",
  kind: "price",
  owner_id: "ann",
  lift,
  confidence,
});

it("adds up what lines come to, by confidence and without", () => {
  const told = totals({ gap: 60 }, [fresh(40, 50), fresh(10)], false);
  expect(told).toEqual({ sum: 50, weighted: 22.5, rest: 10 });
  expect(totals({ gap: 0.3 }, [fresh(0.1), fresh(0.2)], true).rest).toBe(0);
  expect(totals({ gap: null }, [], true).rest).toBeNull();
});

it("counts only what falls into the days of the path, and nothing that was stopped", () => {
  const half = draftOf(initiative({ lift: 50, counted: 25, confidence: 100 }));
  const stopped = draftOf(initiative({ state: "stopped" }));
  expect(totals({ gap: 60 }, [half, stopped], true)).toEqual({ sum: 25, weighted: 25, rest: 35 });
});

it("fills a line up to the gap, and never below nothing", () => {
  expect(filled(fresh(5), 10)).toBe(15);
  expect(filled(fresh(5), -2)).toBe(3);
  expect(filled(fresh(5), -9)).toBeNull();
  expect(filled(fresh(5), null)).toBe(5);
});

it("writes what is new and what is other than it was", () => {
  const there = draftOf(initiative({ id: "i1", version: 3, confidence: 65 }));
  expect(linesOf([there])).toEqual([]);
  expect(linesOf([{ ...there, lift: 70 }])).toEqual([{ id: "i1", version: 3, lift: 70 }]);
  expect(linesOf([{ ...fresh(5), name: " Price " }])).toEqual([
    { name: "Price", kind: "price", owner_id: "ann", lift: 5, confidence: null },
  ]);
});

it("leaves alone what has landed or is somebody else's", () => {
  expect(fixed(draftOf(initiative({ state: "landed" })))).toBe(true);
  expect(fixed(draftOf(initiative({ may_edit: false })))).toBe(true);
  expect(fixed(draftOf(initiative()))).toBe(false);
  expect(fixed(fresh(1))).toBe(false);
});

it("reads amounts as people type them", () => {
  expect(["5,200,000", "520万", "5.2m", "¥ 1.2亿", "12%"].map(amountOf)).toEqual([
    5.2e6, 5.2e6, 5.2e6, 1.2e8, 12,
  ]);
  expect(["", "fast", "1x"].map(amountOf)).toEqual([null, null, null]);
});
