import { expect, test } from "vitest";
import { branches, shownOf } from "./branches";
import type { ChartUnit } from "./types";

const unit = (id: string, parent: string | null, people: number): ChartUnit => ({
  id,
  name: id,
  kind: "team",
  parent,
  leader: null,
  parent_now: parent,
  leader_now: null,
  closed: false,
  people,
});
const units = [
  unit("company", null, 1),
  unit("north", "company", 1),
  unit("oak", "north", 3),
  unit("lost", "gone", 2),
];

test("everybody in a branch is counted, and a unit without its parent stands at the top", () => {
  const tree = branches(units);
  expect(tree.map((branch) => [branch.unit.id, branch.all])).toEqual([
    ["company", 5],
    ["lost", 2],
  ]);
  expect(shownOf(tree, new Set()).map((branch) => [branch.unit.id, branch.depth])).toEqual([
    ["company", 0],
    ["north", 1],
    ["oak", 2],
    ["lost", 0],
  ]);
  expect(shownOf(tree, new Set(["north"])).map((branch) => branch.unit.id)).toEqual([
    "company",
    "north",
    "lost",
  ]);
});
