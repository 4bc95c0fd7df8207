import { expect, it } from "vitest";
import { counts, marksOf, narrowed } from "./narrow";
import { board, initiative, path, resource } from "./samples";
import type { Finding } from "./types";

const finding = (more: Partial<Finding>): Finding => ({
  kind: "action_without_resource",
  noun: "initiatives",
  id: "i2",
  name: "Push",
  part_of: null,
  mend: "add_resource",
  ...more,
});
const all = board({
  paths: [path(), path({ id: "p2", name: "West" })],
  initiatives: [
    initiative(),
    initiative({ id: "i2", name: "Push", path: "p2", owner: { id: "bob", name: "Bob" } }),
  ],
  resources: [resource(), resource({ id: "r2", name: "Samples" })],
  findings: [
    finding({}),
    finding({ kind: "milestone_overdue", noun: "initiative_milestones", id: "m1", part_of: "i1" }),
  ],
});
const ids = (one: ReturnType<typeof narrowed>) => [
  one.paths.map((card) => card.id),
  one.initiatives.map((card) => card.id),
  one.resources.map((card) => card.id),
];

it("shows everything where nothing is asked for", () => {
  expect(narrowed(all, { text: " " })).toBe(all);
});

it("keeps what serves and is served beside what is found", () => {
  expect(ids(narrowed(all, { text: "budget" }))).toEqual([["p1"], ["i1"], ["r1"]]);
  expect(ids(narrowed(all, { text: "west" }))).toEqual([["p2"], ["i2"], []]);
  expect(ids(narrowed(all, { text: "samples" }))).toEqual([[], [], ["r2"]]);
});

it("narrows to one break of the chain and to one person", () => {
  expect(ids(narrowed(all, { break: "actions" }))).toEqual([["p2"], ["i2"], []]);
  expect(ids(narrowed(all, { break: "rest" }))).toEqual([["p1"], ["i1"], ["r1"]]);
  expect(ids(narrowed(all, { owner: "bob" }))).toEqual([["p2"], ["i2"], []]);
  expect(ids(narrowed(all, { owner: "bob", break: "rest" }))).toEqual([[], [], []]);
});

it("tells of a part on the card of its initiative", () => {
  expect([...marksOf(all.findings).keys()]).toEqual(["i2", "i1"]);
  expect(counts(all.findings)).toEqual({ targets: 0, actions: 1, resources: 0, rest: 1 });
});
