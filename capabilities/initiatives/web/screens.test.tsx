import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import { field } from "@shell/testing/nouns";
import type { Noun } from "@shell/api/types";
import { board, check, path, whole } from "./samples";

const may = { create: true, edit: true, delete: true, import: true, export: true };
const noun = (name: string, label: string, more: Partial<Noun> = {}): Noun => ({
  name,
  label,
  plural: `${label}s`,
  group: "sell",
  title: "name",
  fields: [field("name", "text", { label: "Name" })],
  verbs: [],
  may,
  ...more,
});
const state = (...words: string[]) =>
  field("state", "choice", { options: words.map((value) => ({ value, label: `is ${value}` })) });
const meta = metaOf(
  noun("paths", "Path"),
  noun("initiatives", "Initiative", {
    fields: [
      field("name", "text", { label: "Name" }),
      field("path_id", "ref", { ref: "paths" }),
      field("owner_id", "ref", { label: "Owner", ref: "people" }),
      field("lift", "quantity", { label: "Expected lift" }),
      field("confidence", "percent", { label: "Confidence" }),
      field("kind", "choice", { label: "Lever", options: [{ value: "price", label: "Price" }] }),
      state("running"),
    ],
  }),
  noun("initiative_milestones", "Milestone", {
    verbs: [{ name: "reach", label: "Reached", fields: [] }],
  }),
  noun("initiative_resources", "Resource", {
    fields: [field("name", "text"), state("asked")],
    verbs: [{ name: "grant", label: "Grant", fields: [] }],
  }),
  noun("initiative_resource_uses", "Use"),
  noun("initiative_risks", "Risk"),
  noun("landing_checks", "Landing check", {
    verbs: [{ name: "conclude", label: "Conclude", fields: [] }],
  }),
);

const answers =
  (more: Record<string, unknown> = {}) =>
  ({ path: at, method }: { path: string; method: string }) =>
    ({
      "/initiatives/board": board(),
      "/paths/p1": envelopeOf({ id: "p1", version: 1, name: "East 2026" }),
      "/paths/p1/board": board(),
      "/paths/p1/trend":
        method === "POST"
          ? { id: "p1", version: 2, trend: 110, gap: 50 }
          : {
              then: 100,
              then_on: "2026-01-05",
              how: "same_period",
              now: {
                trend: 110,
                from: { from: "2025-01-01", to: "2025-12-31" },
                question: { metric: "won_amount", from: "2025-01-01", to: "2025-12-31", where: {} },
              },
            },
      "/initiatives/i1": envelopeOf({ id: "i1", version: 1, name: "Fairs" }),
      "/initiative_resource_uses": envelopeOf({ id: "u2", version: 1 }),
      "/initiative_resource_uses/u1": {},
      "/paths/p1/split": { ids: ["i2"] },
      "/initiatives/i1/whole": whole(),
      "/initiative_resources/r1": envelopeOf({ id: "r1", version: 3, name: "Fair budget" }, [
        { name: "grant", allowed: true },
      ]),
      "/initiative_resources/r1/grant": envelopeOf({ id: "r1", version: 4, name: "Fair budget" }),
      "/initiative_milestones/m1": envelopeOf({ id: "m1", version: 1, name: "Stand built" }, [
        { name: "reach", allowed: true },
      ]),
      "/initiative_milestones/m1/reach": envelopeOf({ id: "m1", version: 2, name: "Stand built" }),
      ...more,
    })[at];

describe("the board", () => {
  it("shows target, action and resource in one lane, and what does not fit", async () => {
    open("/action_board", meta, answers());
    const lane = await screen.findByRole("region", { name: "East 2026" });
    expect(within(lane).getByRole("link", { name: "Fairs" })).toBeTruthy();
    expect(within(lane).getByRole("link", { name: "Fair budget" })).toBeTruthy();
    expect(within(lane).getByText("Not covered")).toBeTruthy();
    expect(within(lane).getByText(/60% of it/)).toBeTruthy();
  });

  it("says where the chain breaks, and which rows those are", async () => {
    open("/action_board", meta, answers());
    const findings = await screen.findByRole("region", { name: "What does not fit" });
    expect(within(findings).queryByText(/Even if everything lands/)).toBeNull();
    await userEvent.click(within(findings).getByRole("button", { name: "1 targets not covered by actions" }));
    expect(await within(findings).findByText(/Even if everything lands/)).toBeTruthy();
    expect(within(findings).getByRole("button", { name: "Split the gap: East 2026" })).toBeTruthy();
    const none = within(findings).getByRole("button", { name: "0 resources without target" });
    expect(none.hasAttribute("disabled")).toBe(true);
  });

  it("finds by what one types, with what belongs to it", async () => {
    const more = board({ paths: [path(), path({ id: "p2", name: "West 2026" })] });
    open("/action_board", meta, answers({ "/initiatives/board": more }));
    await screen.findByRole("region", { name: "West 2026" });
    await userEvent.type(screen.getByRole("textbox", { name: "Find by name, owner or unit" }), "budget");
    await expect.poll(() => screen.queryByRole("region", { name: "West 2026" })).toBeNull();
    expect(screen.getByRole("region", { name: "East 2026" })).toBeTruthy();
    await userEvent.type(screen.getByRole("textbox", { name: "Find by name, owner or unit" }), "xyz");
    expect(await screen.findByText("Nothing is found")).toBeTruthy();
  });

  it("frees a resource by its menu, and takes that back", async () => {
    const asked = open("/action_board", meta, answers());
    await userEvent.click(await screen.findByRole("button", { name: "More about Fair budget" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Serves this no longer" }));
    const uses = (method: string) =>
      asked.filter((one) => one.path.startsWith("/initiative_resource_uses") && one.method === method);
    await expect.poll(() => uses("DELETE").length).toBe(1);
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await expect.poll(() => uses("POST").length).toBe(1);
    expect(uses("POST")[0]?.body).toMatchObject({ resource_id: "r1", initiative_id: "i1", share: 60 });
  });

  it("moves an initiative to another path by its menu, and takes that back by keys", async () => {
    const more = board({ paths: [path(), path({ id: "p2", name: "West 2026" })] });
    const asked = open("/action_board", meta, answers({ "/initiatives/board": more }));
    await userEvent.click(await screen.findByRole("button", { name: "More about Fairs" }));
    await userEvent.hover(await screen.findByRole("menuitem", { name: /Move to path/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "West 2026" }));
    const moves = () => asked.filter((one) => one.method === "PATCH").map((one) => one.body?.path_id);
    await expect.poll(moves).toEqual(["p2"]);
    await screen.findByText("Fairs is part of West 2026.");
    await userEvent.keyboard("{Control>}z{/Control}");
    await expect.poll(moves).toEqual(["p2", "p1"]);
  });

  it("is walked by the arrows", async () => {
    open("/action_board", meta, answers());
    const link = await screen.findByRole("link", { name: "Fairs" });
    expect(link.closest("[data-card]")).toBeTruthy();
    expect(link.hasAttribute("data-title")).toBe(true);
  });

  it("grants a resource where it is in use", async () => {
    const asked = open("/action_board", meta, answers());
    await userEvent.click(await screen.findByRole("button", { name: "Grant: Fair budget" }));
    await expect.poll(() => asked.some((one) => one.path === "/initiative_resources/r1/grant")).toBe(true);
  });

  it("opens the form of an initiative with its path filled in", async () => {
    open("/action_board", meta, answers());
    await userEvent.click(await screen.findByRole("button", { name: "Add initiative: East 2026" }));
    expect(await screen.findByRole("dialog")).toBeTruthy();
  });

  it("says that everything fits, and that there is nothing yet", async () => {
    open("/action_board", meta, answers({ "/initiatives/board": board({ findings: [] }) }));
    expect(await screen.findByText(/Every target has actions/)).toBeTruthy();
  });

  it("invites to begin where there is nothing", async () => {
    const none = board({ paths: [], initiatives: [], resources: [], uses: [], findings: [] });
    open("/action_board", meta, answers({ "/initiatives/board": none }));
    expect(await screen.findByText("No path and no initiative yet")).toBeTruthy();
    expect(screen.getByRole("button", { name: "New path" })).toBeTruthy();
  });

  it("asks first which number a new path is about, by what people call it", async () => {
    const metrics = [{ name: "win_rate", label: "Win rate", help: "Won of decided", unit: "ratio" }];
    const told = { ...meta, metrics: metrics as never };
    open("/action_board", told, answers());
    await userEvent.click(await screen.findByRole("button", { name: "New path" }));
    const dialog = await screen.findByRole("dialog", { name: "Which number is the path about?" });
    await userEvent.click(within(dialog).getByRole("combobox", { name: "KPI" }));
    await userEvent.click(await screen.findByTitle("Win rate"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Go on" }));
    expect(await screen.findByRole("dialog", { name: /New Path/i })).toBeTruthy();
  });

  it("can be asked again where it failed", async () => {
    const failed = () => problem(500, { code: "internal", title: "Broken" });
    open("/action_board", meta, (asked) =>
      asked.path === "/initiatives/board" ? failed() : answers()(asked),
    );
    expect(await screen.findByRole("button", { name: /again/i })).toBeTruthy();
  });
});

describe("a path's page", () => {
  it("shows the trend of then and of today, and works it out", async () => {
    const asked = open("/paths/p1", meta, answers());
    expect(await screen.findByText(/same period last year · as of 5 Jan 2026/)).toBeTruthy();
    expect(await screen.findByText("¥110")).toBeTruthy();
    await userEvent.click(await screen.findByRole("button", { name: "Work out the trend" }));
    await expect
      .poll(() => asked.some((one) => one.path === "/paths/p1/trend" && one.method === "POST"))
      .toBe(true);
  });

  it("splits its gap line by line, and says what is missing", async () => {
    const asked = open("/paths/p1", meta, answers());
    await userEvent.click(await screen.findByRole("button", { name: "Split the gap" }));
    const drawer = await screen.findByRole("dialog");
    expect(await within(drawer).findByRole("spinbutton", { name: "Expected lift: Fairs" })).toBeTruthy();
    await userEvent.click(within(drawer).getByRole("button", { name: "+ Price" }));
    const lift = within(drawer).getByRole("spinbutton", { name: "Expected lift: Price" });
    await userEvent.click(within(drawer).getByRole("button", { name: "Rest: Price" }));
    await expect.poll(() => (lift as HTMLInputElement).value).toBe("10");
    expect(within(drawer).getByText("More than needed")).toBeTruthy();
    await userEvent.click(within(drawer).getByRole("button", { name: "Save 1" }));
    await expect
      .poll(() => asked.find((one) => one.path === "/paths/p1/split")?.body)
      .toEqual({
        lines: [{ name: "Price", kind: "price", owner_id: "ann", lift: 10, confidence: null }],
        plan: true,
      });
  });

  it("says what is wrong in the line where it is wrong", async () => {
    const wrong = () =>
      problem(422, {
        code: "invalid",
        errors: [{ field: "name", code: "fields.required", detail: "This is needed", row: 0 }],
      });
    open("/paths/p1", meta, (one) => (one.path === "/paths/p1/split" ? wrong() : answers()(one)));
    await userEvent.click(await screen.findByRole("button", { name: "Split the gap" }));
    const drawer = await screen.findByRole("dialog");
    await userEvent.click(await within(drawer).findByRole("button", { name: "+ Price" }));
    await userEvent.click(within(drawer).getByRole("button", { name: "Save 1" }));
    expect((await within(drawer).findByRole("alert")).textContent).toBe("Name: This is needed");
  });

  it("offers no working out where the trend was typed", async () => {
    const typed = board({ paths: [path({ trend_how: "typed" })] });
    open("/paths/p1", meta, answers({ "/paths/p1/board": typed }));
    await screen.findByText(/as entered/);
    expect(screen.queryByRole("button", { name: "Work out the trend" })).toBeNull();
  });
});

describe("an initiative's page", () => {
  it("shows checks, milestones, resources and risks", async () => {
    open("/initiatives/i1", meta, answers());
    const checks = await screen.findByRole("region", { name: "Landing checks" });
    expect(within(checks).getByText("In part")).toBeTruthy();
    expect(within(checks).getByText(/measured ¥3 · as somebody said · expected ¥4/)).toBeTruthy();
    expect(within(checks).getByRole("link", { name: "Task" })).toBeTruthy();
    expect(within(checks).getByRole("table", { name: "Expected and measured lift" })).toBeTruthy();
    const risks = screen.getByRole("region", { name: "Risks" });
    expect(within(risks).getByText("No safeguard")).toBeTruthy();
    expect(within(risks).getByRole("table", { name: "Risks by likelihood and effect" })).toBeTruthy();
  });

  it("reaches a milestone on the spot", async () => {
    const asked = open("/initiatives/i1", meta, answers());
    const milestones = await screen.findByRole("region", { name: "Milestones" });
    expect(within(milestones).getByText(/overdue since/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Reached: Stand built" }));
    await expect.poll(() => asked.some((one) => one.path === "/initiative_milestones/m1/reach")).toBe(true);
  });

  it("offers nothing to add where its reader may only look", async () => {
    const looked = whole({ may_edit: false, risks: [], checks: [check()] });
    open("/initiatives/i1", meta, answers({ "/initiatives/i1/whole": looked }));
    await screen.findByText("No risks named yet");
    expect(screen.queryByRole("button", { name: "Add risk" })).toBeNull();
  });
});
