import { describe, expect, it } from "vitest";
import { matching } from "./matching";
import { branches, lines } from "./tree";
import type { Headcount, Spine } from "./types";

const board: Headcount = {
  month: "2026-11-01",
  on: "2026-11-23",
  units: [
    { id: "company", name: "Company", parent_id: null },
    { id: "north", name: "North", parent_id: "company" },
    { id: "oak", name: "Oak", parent_id: "north" },
    { id: "empty", name: "Empty", parent_id: "company" },
    { id: "lost", name: "Lost", parent_id: "gone" },
  ],
  positions: [
    { id: "rep", name: "Representative" },
    { id: "lead", name: "Lead" },
  ],
  cells: [
    { unit_id: "oak", position_id: "rep", planned: 3, actual: 1.7, vacant: 1.3, over: 0 },
    { unit_id: "oak", position_id: "lead", planned: 1, actual: 1.1, vacant: 0, over: 0.1 },
    { unit_id: "north", position_id: "lead", planned: 0.2, actual: 0.1, vacant: 0.1, over: 0 },
    { unit_id: "lost", position_id: "rep", planned: 1, actual: 0, vacant: 1, over: 0 },
  ],
  course: [],
};

describe("the headcount board", () => {
  it("adds up what stands below, exactly, and keeps vacancy and surplus apart", () => {
    const [company, lost] = branches(board);
    expect(company).toMatchObject({ name: "Company", planned: 4.2, actual: 2.9, vacant: 1.4, over: 0.1 });
    expect(company?.below.map((unit) => unit.name)).toEqual(["North"]);
    expect(lost).toMatchObject({ name: "Lost", depth: 0, vacant: 1 });
  });

  it("shows positions below their unit until it is shut", () => {
    const told = (shut: string[]) =>
      lines(branches(board), new Set(shut)).map((line) =>
        line.kind === "unit"
          ? `${line.branch.name} ${line.branch.depth}`
          : `- ${line.cell.name} ${line.depth}`,
      );
    expect(told([])).toEqual([
      "Company 0",
      "North 1",
      "- Lead 2",
      "Oak 2",
      "- Lead 3",
      "- Representative 3",
      "Lost 0",
      "- Representative 1",
    ]);
    expect(told(["north", "lost"])).toEqual(["Company 0", "North 1", "Lost 0"]);
  });
});

describe("the library", () => {
  it("finds entries by all of the words, wherever they stand", () => {
    const entry = (name: string, mission: string): Spine => ({
      key: name,
      name,
      mission,
      stage: "whole",
      stage_label: "Whole process",
      duties: 5,
    });
    const all = [entry("销售总监", "把公司战略转化为成果"), entry("Sales manager", "Leads a team")];
    expect(matching(all, "战略 销售").map((one) => one.key)).toEqual(["销售总监"]);
    expect(matching(all, "TEAM whole").map((one) => one.key)).toEqual(["Sales manager"]);
    expect(matching(all, " ")).toHaveLength(2);
    expect(matching(all, "buyer")).toHaveLength(0);
  });
});
