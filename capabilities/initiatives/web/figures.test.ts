import { expect, it } from "vitest";
import { formatFor } from "@shell/words/format";
import { bar, gravity, lanes, matrix, points, rowsAddress, shown, size, usedShare } from "./figures";
import { check, initiative, path, resource, risk } from "./samples";

const format = formatFor("en");

it("shows a value in the unit of its KPI", () => {
  expect(shown(format, path().measure, 1200000)).toBe("¥1,200,000");
  expect(shown(format, { name: "win_rate", label: "Win rate", unit: "ratio", currency: null }, 0.35)).toBe(
    "35.0%",
  );
  expect(shown(format, null, 12)).toBe("12");
  expect(shown(format, null, null)).toBe("–");
});

it("fills the bar by confidence first, and no further than the gap", () => {
  expect(bar({ gap: 100, weighted: 40, sum: 70 })).toEqual({ sure: 40, hoped: 30 });
  expect(bar({ gap: 100, weighted: 150, sum: 300 })).toEqual({ sure: 100, hoped: 0 });
  expect(bar({ gap: 0, weighted: 40, sum: 70 })).toEqual({ sure: 0, hoped: 0 });
});

it("puts each action beside its target and each resource beside its actions", () => {
  const uses = [{ id: "u1", version: 1, resource: "r1", initiative: "i1", share: 60 }];
  const told = lanes(
    [path()],
    [initiative(), initiative({ id: "i2", path: null })],
    [resource(), resource({ id: "r2" }), resource({ id: "r3", state: "released" })],
    uses,
  );
  expect(told.lanes.map((lane) => [lane.path?.id, lane.rows.map((row) => row.initiative.id)])).toEqual([
    ["p1", ["i1"]],
    [undefined, ["i2"]],
  ]);
  expect(told.lanes[0]?.rows[0]?.resources.map((one) => one.resource.id)).toEqual(["r1"]);
  expect(told.idle.map((one) => one.id)).toEqual(["r2"]);
});

it("says how much of a resource there is and was used", () => {
  expect(size(format, resource())).toBe("¥800");
  expect(usedShare(resource())).toBe(0.5);
  expect(usedShare(resource({ used_amount: null }))).toBeUndefined();
  expect(size(format, resource({ amount: null, granted_amount: null, heads: 1.5 }))).toBe("1.5 FTE");
});

it("counts only risks that may still come true", () => {
  const cells = matrix([risk(), risk({ id: "k2", state: "averted" })]);
  expect(cells[2]?.[4]?.map((one) => one.id)).toEqual(["k1"]);
  expect(cells.flat(2)).toHaveLength(1);
  expect([gravity(15), gravity(6), gravity(5)]).toEqual(["grave", "felt", "light"]);
});

it("draws expected and measured in one box", () => {
  const curve = [
    { day: "2026-01-01", expected: 0 },
    { day: "2026-12-31", expected: 100 },
  ];
  const { line, dots } = points(curve, [check({ measured: 50, checked_on: "2026-12-31" })], 116, 116);
  expect(line).toBe("8.0,108.0 108.0,8.0");
  expect(dots).toEqual([{ id: "c1", x: 108, y: 58, verdict: "partly" }]);
});

it("asks for the rows behind a number as the number was asked", () => {
  const asked = { metric: "won_amount", from: "2026-01-01", to: "2026-03-31", where: { unit: ["east"] } };
  expect(rowsAddress(asked)).toEqual({ ...asked, by: [] });
});

it("does not call unserved what is served by what its reader does not see", () => {
  const uses = [{ id: "u1", version: 1, resource: "hidden", initiative: "i1", share: null }];
  const row = lanes([path()], [initiative()], [], uses).lanes[0]?.rows[0];
  expect([row?.resources.length, row?.unseen]).toEqual([0, 1]);
});
