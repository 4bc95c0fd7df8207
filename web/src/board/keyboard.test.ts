import { expect, test } from "vitest";
import { nextPlace } from "./keyboard";
import { beside } from "./useCardKeys";

// As they were registered, which need not be their order on the screen.
const places = [
  { id: "offer", left: 560, top: 100 },
  { id: "first", left: 0, top: 100 },
  { id: "needs", left: 280, top: 100 },
];

test("an arrow goes one column further, and stays at the last", () => {
  expect(nextPlace(places, "first", 1)?.id).toBe("needs");
  expect(nextPlace(places, "needs", -1)?.id).toBe("first");
  expect(nextPlace(places, "offer", 1)?.id).toBe("offer");
  expect(nextPlace(places, "needs", 0)?.id).toBe("needs");
});

test("the arrows go along the cards of a column and to the one about as high in the next", () => {
  const card = (left: number, top: number) => ({ left, top });
  const [a, b, c] = [card(0, 100), card(0, 200), card(0, 300)];
  const [d, e] = [card(300, 110), card(300, 260)];
  const far = card(900, 210);
  const all = [c, a, b, e, d, far];
  expect([beside(a, all, "down"), beside(b, all, "down"), beside(c, all, "down")]).toEqual([b, c, undefined]);
  expect([beside(c, all, "up"), beside(a, all, "up")]).toEqual([b, undefined]);
  expect([beside(b, all, "right"), beside(d, all, "right"), beside(far, all, "right")]).toEqual([
    e,
    far,
    undefined,
  ]);
  expect([beside(far, all, "left"), beside(e, all, "left"), beside(a, all, "left")]).toEqual([
    e,
    c,
    undefined,
  ]);
});
