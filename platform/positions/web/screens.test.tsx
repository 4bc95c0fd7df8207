import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { envelopeOf, metaOf, open } from "@shell/testing/app";
import type { Compared, FitLine, Headcount, Whole } from "./types";

const named = (name: string) => ({ id: `id-${name}`, name });

function line(name: string, required: number, level: number | null): FitLine {
  const gap = level === null ? null : Math.max(0, required - level);
  return {
    competency: named(name),
    required,
    weight: 1,
    level,
    gap,
    standing: level === null ? "not_assessed" : gap ? "gap" : "met",
    assessed_on: level === null ? null : "2026-10-01",
    described: "Does it alone.",
    training: `Course: ${name}`,
  };
}

const bob: Compared = {
  person: named("Bob"),
  position: named("Sales representative"),
  unit: named("Oak"),
  share: 100,
  sheet: named("Sales representative · 1"),
  open: true,
  fit: 62.5,
  assessed: 80,
  competencies: [line("Negotiation", 4, 2), line("Product", 3, 5), line("Coaching", 5, null)],
};

const whole: Whole = {
  position_id: null,
  name: "Sales director",
  code: null,
  stage: "Whole process",
  tier: null,
  industry: null,
  unit: null,
  products: null,
  reports_to: null,
  edition: null,
  state: null,
  from: null,
  to: null,
  mission: "Turns strategy into results.",
  authority: "Decides this.\nProposes that.",
  education: null,
  experience: null,
  training: null,
  tools: null,
  records: "Plans",
  duties: [{ name: "Strategy", tasks: "Breaks it down", result: "Plan" }],
  internal: [{ name: "Finance", purpose: "Budget" }],
  external: [],
  kpis: [{ name: "Target", weight: 40, standard: "90 %", metric: "won_amount", metric_label: "Won amount" }],
  competencies: [{ name: "Negotiation", level: 4, weight: 2, described: "Hard cases, too." }],
  rights: [
    {
      act_label: "Approve",
      kind_label: "Discount",
      amount: null,
      percentage: 12.5,
      margin: 20,
      place: "Own unit and below",
      narrowed: ["Customer tier: Key account"],
    },
  ],
};

const answers =
  (fit: Compared) =>
  ({ path }: { path: string }) => {
    if (path === "/positions/p1/fit") return { fits: [fit] };
    if (path === "/positions/p1") return envelopeOf({ id: "p1", version: 1, name: "Sales representative" });
    return undefined;
  };

describe("fit", () => {
  it("tells each competency in words, with what closes a gap, and says what nobody has looked at", async () => {
    open("/positions/p1/fit", metaOf(), answers(bob));
    const card = await screen.findByRole("region", { name: "Bob" });
    expect(within(card).getByRole("img", { name: "Negotiation: level 2 of 4 asked for" })).toBeTruthy();
    expect(within(card).getByRole("img", { name: "Coaching: level 5 asked for, not assessed" })).toBeTruthy();
    expect(within(card).getByText("2 short")).toBeTruthy();
    expect(within(card).getByText("Met")).toBeTruthy();
    expect(within(card).getByText("Not assessed")).toBeTruthy();
    expect(card.textContent).toContain("Course: Negotiation");
    expect(card.textContent).not.toContain("Course: Product");
    expect(card.textContent).toContain("Fit 63%");
    expect(card.textContent).toContain("80% of what is asked for was assessed");
  });

  it("says nothing of levels to those who may not know them", async () => {
    const hidden = { ...bob, open: false, fit: null, assessed: null };
    hidden.competencies = bob.competencies.map((one) => ({ ...one, level: null, gap: null, standing: null }));
    open("/positions/p1/fit", metaOf(), answers(hidden));
    const card = await screen.findByRole("region", { name: "Bob" });
    expect(card.textContent).toContain("open to themselves, their line and HR");
    expect(within(card).queryByRole("img")).toBeNull();
  });
});

describe("the library", () => {
  it("is searched, read and taken over in the chosen language", async () => {
    const entries = ["Sales director", "Sales support"].map((name) => ({
      key: name.toLowerCase().replace(" ", "_"),
      name,
      stage: "whole",
      stage_label: "Whole process",
      mission: "Helps.",
      duties: 5,
    }));
    const asked = open("/position_library", metaOf(), ({ path }) => {
      if (path === "/positions/library") return { language: "en", entries };
      if (path === "/positions/library/sales_director") return whole;
      if (path.endsWith("/take")) return { position_id: "p", sheet_id: "s" };
      return undefined;
    });
    const user = userEvent.setup();
    await screen.findByRole("button", { name: /Sales support/ });
    await user.type(screen.getByLabelText("Search positions"), "director");
    expect(screen.queryByRole("button", { name: /Sales support/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: /Sales director/ }));
    const sheet = await screen.findByRole("article", { name: "Sales director" });
    expect(sheet.textContent).toContain("Turns strategy into results.");
    expect(within(sheet).getByRole("row", { name: "Target 40% 90 % Won amount" })).toBeTruthy();
    expect(within(sheet).queryByRole("heading", { name: /outside the company/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Take over" }));
    const taken = asked.find((one) => one.path.endsWith("/take"));
    expect(taken).toMatchObject({ path: "/positions/library/sales_director/take", body: { language: "en" } });
  });
});

describe("headcount", () => {
  it("shows sums, vacancies and the rows behind them", async () => {
    const board: Headcount = {
      month: "2026-11-01",
      on: "2026-11-23",
      units: [{ id: "oak", name: "Oak", parent_id: null }],
      positions: [{ id: "rep", name: "Representative" }],
      cells: [{ unit_id: "oak", position_id: "rep", planned: 3, actual: 1.5, vacant: 1.5, over: 0 }],
      course: [{ month: "2026-11-01", planned: 3, actual: 1.5, vacant: 1.5, over: 0 }],
    };
    open("/headcount", metaOf(), ({ path }) => (path === "/headcount" ? board : undefined));
    const unit = await screen.findByRole("button", { name: "Hide those below Oak" });
    expect(screen.getByRole("row", { name: /^Representative/ }).textContent).toBe("Representative31.51.5–");
    const held = screen.getByRole("link", { name: "1.5, Appointments of Oak · Representative" });
    expect(decodeURIComponent(held.getAttribute("href") ?? "")).toContain(
      '"field":"position_id","op":"eq","value":"rep"',
    );
    await userEvent.click(unit);
    expect(screen.queryByRole("row", { name: /^Representative/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Show those below Oak" })).toBeTruthy();
  });
});
