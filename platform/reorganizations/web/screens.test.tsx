import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { envelopeOf, metaOf, open } from "@shell/testing/app";
import type { Chart, ChartUnit, Effects, Holdings } from "./types";

const plan = {
  id: "r1",
  version: 1,
  name: "Go south",
  state: "draft",
  effective_on: "2027-01-01",
  moves: 2,
} as never;

const nothing: Effects = {
  stuck: [],
  people: [],
  units: [],
  reach: [],
  rows: [],
  handed: [],
  sums: [],
  approvals: [],
  labels: {},
};

const effects = (told: Partial<Effects>) =>
  open("/reorganizations/r1/effects", metaOf(), ({ path }) => {
    if (path === "/reorganizations/r1") return envelopeOf(plan);
    return path === "/reorganizations/r1/effects" ? { ...nothing, ...told } : undefined;
  });

describe("effects", () => {
  it("say who moves, whom a leader reaches, and which rows go along", async () => {
    effects({
      people: [{ id: "bob", unit: ["oak", "elm"], manager: ["ann", "ann"] }],
      units: [
        { id: "map", new: true, closed: false, parent: [null, "elm"], leader: [null, "bob"], people: [0, 4] },
      ],
      reach: [{ id: "ann", people: [12, 11] }],
      rows: [{ noun: "accounts", count: 1200, filter: { field: "owner_id", op: "in", value: ["bob"] } }],
      handed: [
        {
          noun: "leads",
          from: "bob",
          to: "ann",
          count: 3,
          filter: { field: "owner_id", op: "eq", value: "bob" },
        },
      ],
      sums: [
        {
          unit: "oak",
          noun: "target_plans",
          row: "p1",
          name: "Year 2027",
          figure: [
            { amount: "1200.00", currency: "CNY" },
            { amount: "900.00", currency: "CNY" },
          ],
        },
      ],
      approvals: [{ id: "a1", name: "A discount", requester: "bob", asked: ["ann"] }],
      labels: { bob: "Bob", ann: "Ann", oak: "Oak", elm: "Elm", map: "Maple" },
    });
    const row = (await screen.findAllByRole("row")).find((one) => one.textContent?.startsWith("Bob"));
    expect(row?.textContent).toBe("Bobbefore Oak→after ElmAnn");
    const unit = screen.getAllByRole("row").find((one) => one.textContent?.startsWith("Maple"));
    expect(unit?.textContent).toBe("Maple NewElmBobbefore 0→after 4");
    const sum = screen.getByRole("link", { name: "Year 2027" }).closest("tr");
    expect(sum?.textContent).toBe("OakYear 2027before ¥1,200.00→after ¥900.00");
    const list = screen.getByRole("link", { name: "accounts" });
    expect(list.getAttribute("href")).toContain("owner_id");
    expect(list.closest("li")?.textContent).toContain("1,200");
    expect(screen.getByText("from Bob to Ann")).toBeTruthy();
    expect(screen.getByText("asked for by Bob, waits for Ann")).toBeTruthy();
  });

  it("name the moves that cannot be made", async () => {
    effects({ stuck: [{ id: "m", position: 2, why: "Bob is not here any more" }] });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toBe("Cannot be madeMove 2Bob is not here any more");
  });

  it("say that nothing would change", async () => {
    effects({});
    expect(await screen.findByText("Nothing would change")).toBeTruthy();
  });
});

const unit = (id: string, parent: string | null, more: Partial<ChartUnit> = {}): ChartUnit => ({
  id,
  name: id.toUpperCase(),
  kind: "team",
  parent,
  leader: null,
  parent_now: parent,
  leader_now: null,
  closed: false,
  people: 2,
  ...more,
});

const chart = (told: Partial<Chart>): Chart => ({
  on: "2026-11-23",
  today: "2026-11-23",
  units: [unit("north", null, { leader: "ann", leader_now: "ann" }), unit("oak", "north")],
  labels: { ann: "Ann" },
  ...told,
});

describe("the chart", () => {
  it("counts everybody below a unit, shuts a branch and lists its people", async () => {
    open("/org_chart", metaOf(), ({ path }) => {
      if (path === "/org_chart") return chart({});
      return path === "/org_chart/oak" ? { people: [{ id: "bob", name: "Bob", title: "Rep" }] } : undefined;
    });
    expect((await screen.findByRole("button", { name: "People of NORTH: 4 people" })).textContent).toBe(
      "4 people",
    );
    await userEvent.click(screen.getByRole("button", { name: "People of OAK: 2 people" }));
    const people = await screen.findByRole("list", { name: "People of OAK" });
    expect(within(people).getByRole("link", { name: "Bob" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Close NORTH" }));
    expect(screen.queryByRole("link", { name: "OAK" })).toBeNull();
    expect(screen.queryByText("Plan changes in")).toBeNull();
  });

  it("marks what is different today", async () => {
    const then = chart({
      on: "2025-01-01",
      units: [
        unit("north", null),
        unit("oak", "north", { parent_now: "north", leader_now: "ann" }),
        unit("elm", null, { parent_now: "north" }),
        unit("ash", "north", { closed: true }),
      ],
    });
    open("/org_chart?on=2025-01-01", metaOf(), ({ path }) => (path === "/org_chart" ? then : undefined));
    expect(await screen.findByText("now led by Ann")).toBeTruthy();
    expect(screen.getByText("now below NORTH")).toBeTruthy();
    expect(screen.getByText("closed since")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Today" })).toBeTruthy();
  });
});

describe("holdings", () => {
  const held: Holdings = {
    person: "bob",
    rows: [
      { noun: "accounts", count: 12, filter: { field: "owner_id", op: "eq", value: "bob" } },
      { noun: "leads", count: 0, filter: { field: "owner_id", op: "eq", value: "bob" } },
    ],
    units: [{ id: "oak", name: "Oak" }],
    reports: 3,
    to_decide: [{ id: "a", name: "A discount" }],
    asked_for: [],
  };
  const bob = { id: "bob", version: 1, name: "Bob" } as never;
  const show = (told: Holdings) =>
    open("/people/bob/holdings", metaOf(), ({ path }) => {
      if (path === "/people/bob") return envelopeOf(bob);
      return path === "/people/bob/holdings" ? told : undefined;
    });

  it("list what has to be handed over, and nothing that is not held", async () => {
    show(held);
    expect((await screen.findByRole("link", { name: "accounts" })).closest("li")?.textContent).toBe(
      "accounts12",
    );
    expect(screen.queryByRole("link", { name: "leads" })).toBeNull();
    expect(screen.getByRole("link", { name: "Oak" })).toBeTruthy();
    expect(screen.getByText("3 people report to them")).toBeTruthy();
    expect(screen.getByRole("link", { name: "A discount" })).toBeTruthy();
  });

  it("say that nothing is left", async () => {
    show({ ...held, rows: [], units: [], reports: 0, to_decide: [] });
    expect(await screen.findByText("Bob holds nothing that would have to be handed over")).toBeTruthy();
  });
});
