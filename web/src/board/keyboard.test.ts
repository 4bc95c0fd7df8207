import { expect, test } from "vitest";
import { nextPlace } from "./keyboard";

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
