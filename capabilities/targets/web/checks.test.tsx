import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import { sample } from "./samples";
import { counted, ofAspect } from "./severities";
import type { Checks, Finding } from "./types";

const noun = {
  name: "target_plans",
  label: "Target plan",
  plural: "Target plans",
  group: "plan",
  title: "name",
  fields: [
    { name: "name", label: "Name", kind: "text" as const },
    {
      name: "state",
      label: "State",
      kind: "choice" as const,
      options: [
        { value: "working", label: "Working" },
        { value: "approved", label: "Approved" },
      ],
    },
  ],
  verbs: [{ name: "publish", label: "Publish", help: "", fields: [] }],
  may: { read: true, create: true, edit: true, delete: true },
};
const row = {
  id: "p1",
  version: 1,
  name: "Year 2026",
  state: "working",
  unit_id: "u",
  from: "2026-01-01",
  to: "2026-12-31",
  grain: "month",
  currency: "CNY",
  changes: 3,
} as never;

const finding = (more: Partial<Finding> = {}): Finding => ({
  code: "target_plans.check_above_trend",
  aspect: "attainable",
  severity: "serious",
  node: "zhao",
  name: "Zhao",
  text: "Zhao is to reach CNY 240.00, 240% of where the trend leads",
  how: "CNY 100.00 in the same days a year before × 100% is CNY 100.00",
  ...more,
});

const checks = (findings: Finding[]): Checks => ({
  plan: "p1",
  changes: 3,
  currency: "CNY",
  day: "2026-01-10",
  places: 7,
  aspects: [
    {
      name: "attainable",
      label: "Attainable",
      findings: findings.length,
      worst: findings[0]?.severity ?? null,
    },
    { name: "fair", label: "Fair", findings: 0, worst: null },
  ],
  findings,
  more: 0,
  quotas: {
    people: 4,
    least: 24_000,
    median: 30_000,
    most: 36_000,
    bands: [
      { from: 20_000, to: 30_000, people: 2 },
      { from: 30_000, to: 40_000, people: 2 },
    ],
    growth: null,
  },
  attained: { people: 4, mean: 96, median: 95, reached: 0.25, near: 0.75, deviation: 12 },
});

function show(told: Checks | Response) {
  return open("/target_plans/p1", metaOf(noun as never), ({ path }) => {
    if (path === "/target_plans/p1") return envelopeOf(row);
    if (path.endsWith("/grid")) return sample();
    if (path.endsWith("/checks")) return told instanceof Response ? told.clone() : told;
    return undefined;
  });
}

const opened = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Checks" }));
  return screen.findByRole("dialog");
};

describe("the checks of a plan", () => {
  beforeEach(() => localStorage.clear());

  it("say what was found, where, and how the figure came about", async () => {
    show(checks([finding()]));
    const drawer = await opened();
    await within(drawer).findByText(/240% of where the trend leads/);
    expect(within(drawer).getByText(/7 places were looked at: 1 serious, 0 warnings/)).toBeTruthy();
    await userEvent.click(within(drawer).getByText("How this was worked out"));
    expect(within(drawer).getByText(/in the same days a year before/)).toBeTruthy();
  });

  it("lead to the place in the table, through what is shut", async () => {
    show(checks([finding()]));
    const drawer = await opened();
    await userEvent.click(await within(drawer).findByRole("button", { name: "Zhao" }));
    await waitFor(() => {
      const heads = screen.getAllByRole("rowheader").map((one) => one.textContent ?? "");
      expect(heads.some((text) => text.startsWith("Zhao"))).toBe(true);
    });
  });

  it("draw how the targets are distributed, in words as well", async () => {
    show(checks([finding()]));
    const drawer = await opened();
    const picture = await within(drawer).findByRole("figure");
    expect(within(picture).getAllByRole("listitem")).toHaveLength(2);
    expect(within(picture).getByText(/2 people from .*200.* to below .*300/)).toBeTruthy();
    expect(within(picture).getByText(/half of 4 people attained 95% or more/)).toBeTruthy();
  });

  it("say that nothing was found", async () => {
    show(checks([]));
    const drawer = await opened();
    expect(await within(drawer).findByText("Nothing was found")).toBeTruthy();
  });

  it("can be asked again when they failed", async () => {
    show(problem(500, { code: "internal", detail: "It did not work" }));
    const drawer = await opened();
    await waitFor(() => expect(within(drawer).getByRole("alert")).toBeTruthy());
  });
});

describe("findings", () => {
  it("are counted by severity and chosen by aspect", () => {
    const told = checks([finding(), finding({ severity: "notice", aspect: "fair", node: null, name: null })]);
    expect(counted(told.findings)).toEqual({ serious: 1, warning: 0, notice: 1 });
    expect(ofAspect(told, "fair")).toHaveLength(1);
    expect(ofAspect(told, undefined)).toHaveLength(2);
  });
});
