import { expect, test } from "vitest";
import { laters } from "./later";

const shanghai = (now: string) =>
  Object.fromEntries(laters(new Date(now), "Asia/Shanghai").map(({ key, at }) => [key, at.toISOString()]));

test("tomorrow and Monday begin at nine on the company's clock", () => {
  // Sunday evening in London is Monday in Shanghai already.
  expect(shanghai("2026-03-01T20:00:00Z")).toEqual({
    "inbox.later.hours": "2026-03-01T23:00:00.000Z",
    "inbox.later.tomorrow": "2026-03-03T01:00:00.000Z",
    "inbox.later.monday": "2026-03-09T01:00:00.000Z",
  });
  expect(shanghai("2026-03-06T03:00:00Z")["inbox.later.monday"]).toBe("2026-03-09T01:00:00.000Z");
});
