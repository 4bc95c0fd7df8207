import { describe, expect, test } from "vitest";
import {
  heightOf,
  isAstray,
  moved,
  type Scale,
  scrollOf,
  type Stand,
  TALLEST,
  topOf,
  towards,
  windowOf,
} from "./scale";

const small: Scale = { rows: 500, row: 36, view: 700 };
const million: Scale = { rows: 1_000_000, row: 36, view: 700 };
/** As a list of some hundred rows would be scaled, so that every place of it can be tried. */
const tight: Scale = { rows: 900, row: 10, view: 100, tallest: 3_000 };
const from: Stand = { scroll: 0, top: 0 };

test("a list that a browser can draw is not scaled", () => {
  expect(heightOf(small)).toBe(18_000);
  expect(moved(small, from, 5_000)).toEqual({ scroll: 5_000, top: 5_000 });
});

test("a million rows are no higher than any browser draws, and the thumb reaches the last of them", () => {
  expect(heightOf(million)).toBe(TALLEST);
  const end = moved(million, from, TALLEST - million.view);
  expect(end.top).toBe(36_000_000 - 700);
  expect(windowOf(million, end, 12).last).toBe(999_999);
  const middle = moved(million, from, (TALLEST - million.view) / 2);
  expect(Math.floor(middle.top / 36)).toBe(499_990);
});

describe("in a scaled list", () => {
  const thumbEnd = heightOf(tight) - tight.view;
  const end = tight.rows * tight.row - tight.view;

  test("thumb and rows say the same place, there and back, and never go backwards", () => {
    let before = -1;
    for (let top = 0; top <= end; top += 7) {
      const scroll = scrollOf(tight, top);
      expect(scroll).toBeGreaterThan(before);
      expect(scroll).toBeLessThanOrEqual(thumbEnd);
      expect(topOf(tight, scroll)).toBeCloseTo(top, 6);
      before = scroll;
    }
    expect(scrollOf(tight, end)).toBe(thumbEnd);
  });

  test("a step of the wheel moves the rows by as much as it says, wherever the thumb is", () => {
    const middle = moved(tight, from, 1_500);
    const further = moved(tight, middle, 1_560);
    expect(further.top - middle.top).toBe(60);
    expect(windowOf(tight, further, 0).shift).toBe(windowOf(tight, middle, 0).shift);
  });

  test("the wheel alone reaches both ends, when the thumb is put right near them", () => {
    for (const [start, step, aim] of [
      [moved(tight, from, 1_500), -40, 0],
      [moved(tight, from, 1_500), 40, end],
    ] as const) {
      let stand: Stand = start;
      for (let turn = 0; turn < 400; turn += 1) {
        const scroll = Math.min(Math.max(stand.scroll + step, 0), thumbEnd);
        const next = moved(tight, stand, scroll);
        expect(Math.abs(next.top - stand.top)).toBeLessThanOrEqual(40.001);
        stand = isAstray(tight, next) ? { scroll: scrollOf(tight, next.top), top: next.top } : next;
      }
      expect(stand.top).toBe(aim);
      expect(stand.scroll).toBeCloseTo(aim === 0 ? 0 : thumbEnd, 6);
    }
  });

  test("putting the thumb right moves no row on the screen", () => {
    const astray = moved(tight, moved(tight, from, 1_500), 1_580);
    const right = { scroll: scrollOf(tight, astray.top), top: astray.top };
    const [a, b] = [windowOf(tight, astray, 0), windowOf(tight, right, 0)];
    expect(b.first).toBe(a.first);
    const seen = (stand: Stand, shift: number) => a.first * tight.row + shift - stand.scroll;
    expect(Math.abs(seen(right, b.shift) - seen(astray, a.shift))).toBeLessThanOrEqual(1);
  });

  test("a row is brought into sight by the least move", () => {
    const middle = moved(tight, from, 1_500);
    const first = Math.ceil(middle.top / tight.row);
    expect(towards(tight, middle, first + 2)).toEqual(middle);
    expect(towards(tight, middle, first - 3).top).toBe((first - 3) * tight.row);
    expect(towards(tight, middle, 899).top).toBe(end);
    expect(towards(tight, middle, 0)).toEqual({ scroll: 0, top: 0 });
  });
});
