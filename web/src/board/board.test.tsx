import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Noun } from "../api/types";
import { type Answer, type Asked, envelopeOf, metaOf, open, problem } from "../testing/app";
import { field, opportunities } from "../testing/nouns";

const deals: Noun = {
  ...opportunities,
  fields: [
    ...opportunities.fields,
    field("stage_id", "ref", { label: "Stage", ref: "stages" }),
    field("pipeline_id", "ref", { label: "Pipeline", ref: "pipelines" }),
    field("owner_id", "ref", { label: "Owner", ref: "people" }),
    field("probability", "percent", { label: "Probability" }),
    field("next_step", "text", { label: "Next step" }),
    field("stage_since", "date", { label: "Since", read_only: true }),
  ],
  verbs: [{ name: "move", label: "Move", fields: [field("stage_id", "ref", { ref: "stages" })] }],
};
const stage = (id: string, position: number, more = {}) => ({
  id,
  version: 1,
  name: id,
  meaning: "open",
  position,
  pipeline_id: "sales",
  ...more,
});
const row = {
  id: "r1",
  version: 4,
  name: "Racks",
  stage_id: "First",
  owner_id: "anna",
  stage_since: "2020-01-01",
  probability: 10,
  amount: { amount: "1000.00", currency: "CNY" },
};
const totals = {
  stage_id: "First",
  count: 7,
  sum: {
    amount: { amount: "12000.00", currency: "CNY" },
    "amount*probability": { amount: "1200.00", currency: "CNY" },
  },
};
const server =
  (more: Answer): Answer =>
  (one) => {
    const own = more(one);
    if (own !== undefined) return own;
    if (one.path === "/pipelines") return { rows: [{ id: "sales", version: 1, name: "Sales", usual: true }] };
    if (one.path === "/stages") {
      return { rows: [stage("First", 0, { rot_days: 21, deal_limit: 5 }), stage("Offer", 1)], next: null };
    }
    if (one.path === "/opportunities/groups") return { rows: [totals], labels: {} };
    if (one.path === "/opportunities") {
      const first = (one.query.get("filter") ?? "").includes('"First"');
      return { rows: first ? [row] : [], next: null, labels: { anna: "Anna Snelling" } };
    }
    return undefined;
  };
const writes = (asked: Asked[]) =>
  asked.filter((one) => one.method !== "GET").map((one) => [one.method, one.path, one.body]);
const moveTo = async (name: string) => {
  const user = userEvent.setup();
  const card = (await screen.findByText("Racks")).closest<HTMLElement>("[data-card]") as HTMLElement;
  await user.click(within(card).getByRole("button", { name: "Actions for “Racks”" }));
  await user.click(await screen.findByRole("menuitem", { name }));
  return user;
};

test("a column says how many there are of how many, what they come to, and a card how long it stands there", async () => {
  const asked = open(
    "/opportunities?show=board",
    metaOf(deals),
    server(() => undefined),
  );
  const first = await screen.findByRole("region", { name: "First: 7" });
  within(first).getByText("7 of 5: over the limit");
  within(first).getByTitle("Total ¥12,000.00");
  within(first).getByTitle("weighted ¥1,200.00");
  await within(first).findByText(/^Stale: \d+ days, limit 21$/);
  within(first).getByText("Anna Snelling");
  const groups = asked.find((one) => one.path === "/opportunities/groups");
  expect(groups?.query.get("sum")).toBe("amount,amount*probability");
});

test("a refused move puts the card back, asks for just what is missing, and moves once it is there", async () => {
  let filled = false;
  const asked = open(
    "/opportunities?show=board",
    metaOf(deals),
    server(({ method, path }) => {
      if (method === "PATCH") {
        filled = true;
        return envelopeOf({ ...row, version: 5, next_step: "Call" });
      }
      if (path !== "/opportunities/r1/move") return undefined;
      return filled
        ? envelopeOf({ ...row, version: 6, stage_id: "Offer" })
        : problem(409, {
            code: "opportunities.missing",
            detail: "it needs: Next step",
            needs: ["next_step"],
          });
    }),
  );
  const user = await moveTo("Offer");
  const dialog = await screen.findByRole("dialog");
  within(dialog).getByText("it needs: Next step");
  within(screen.getByRole("region", { name: "First: 7" })).getByText("Racks");
  expect(within(dialog).getAllByRole("textbox")).toHaveLength(1);
  await user.type(within(dialog).getByLabelText("Next step"), "Call{Enter}");
  await waitFor(() => expect(writes(asked)).toHaveLength(3));
  expect(writes(asked)).toEqual([
    ["POST", "/opportunities/r1/move", { stage_id: "Offer", version: 4 }],
    ["PATCH", "/opportunities/r1", { next_step: "Call", version: 4 }],
    ["POST", "/opportunities/r1/move", { stage_id: "Offer", version: 5 }],
  ]);
  await screen.findByRole("button", { name: "Undo" });
});

test("what a rule refuses otherwise is said, and the card is back", async () => {
  open(
    "/opportunities?show=board",
    metaOf(deals),
    server(({ path }) =>
      path === "/opportunities/r1/move"
        ? problem(409, { code: "opportunities.closed_already", detail: "reopen it first" })
        : undefined,
    ),
  );
  await moveTo("Offer");
  await waitFor(() =>
    expect(screen.getAllByText("“Racks” stays in “First”: reopen it first").length).toBeGreaterThan(0),
  );
  within(await screen.findByRole("region", { name: "First: 7" })).getByText("Racks");
});

test("whoever may not move anything has cards without handles", async () => {
  open(
    "/opportunities?show=board",
    metaOf({ ...deals, verbs: [] }),
    server(() => undefined),
  );
  await screen.findByText("Racks");
  expect(screen.queryByRole("button", { name: "Move “Racks”" })).toBeNull();
});

test("a board that cannot be added up says so and offers another try", async () => {
  open(
    "/opportunities?show=board",
    metaOf(deals),
    server(({ path }) =>
      path === "/opportunities/groups"
        ? problem(500, { code: "internal", detail: "on our side" })
        : undefined,
    ),
  );
  const alert = await screen.findByRole("alert");
  within(alert).getByRole("button", { name: "Try again" });
});

test("the usual board opens by itself, but for an empty one beside one that is filled", async () => {
  const boards = (filled: string): Answer =>
    server((one) => {
      if (one.path === "/pipelines")
        return {
          rows: [
            { id: "sales", version: 1, name: "Sales", usual: true },
            { id: "brought", version: 1, name: "Brought along", usual: false },
          ],
        };
      if (one.path === "/opportunities/groups" && one.query.get("by") === "pipeline_id")
        return { rows: [{ pipeline_id: filled, count: 7, sum: {} }], labels: {} };
      if (one.path === "/stages")
        return { rows: [stage("First", 0), stage("Elsewhere", 0, { pipeline_id: "brought" })], next: null };
      return undefined;
    });
  open("/opportunities?show=board", metaOf(deals), boards("brought"));
  await screen.findByRole("region", { name: /^Elsewhere/ });
  expect(screen.queryByRole("region", { name: /^First/ })).toBeNull();
  cleanup();
  open("/opportunities?show=board", metaOf(deals), boards("sales"));
  await screen.findByRole("region", { name: /^First/ });
});

test("the tab key stops at one card of a column, and at the one that had the focus when it comes back", async () => {
  const rows = ["Racks", "Chairs", "Lamps"].map((name) => ({ ...row, id: name, name }));
  open(
    "/opportunities?show=board",
    metaOf(deals),
    server(({ path, query }) => {
      if (path !== "/opportunities") return undefined;
      return { rows: (query.get("filter") ?? "").includes('"First"') ? rows : [], next: null, labels: {} };
    }),
  );
  const stops = () =>
    [...document.querySelectorAll<HTMLElement>("[data-card] :is(a, button)")]
      .filter((one) => one.tabIndex === 0)
      .map((one) => one.closest("[data-card]")?.getAttribute("data-card"));
  await screen.findByText("Lamps");
  expect(new Set(stops())).toEqual(new Set(["Racks"]));
  act(() => screen.getByText("Chairs").focus());
  await waitFor(() => expect(new Set(stops())).toEqual(new Set(["Chairs"])));
});

test("a board on which nothing stands yet says what to do; one that is filtered does not", async () => {
  const nothing = server((one) => {
    if (one.path === "/opportunities/groups") return { rows: [], labels: {} };
    return one.path === "/opportunities" ? { rows: [], next: null, labels: {} } : undefined;
  });
  open("/opportunities?show=board", metaOf(deals), nothing);
  const first = await screen.findByRole("region", { name: /^First/ });
  await within(first).findByText("No Opportunities yet");
  await within(screen.getByRole("region", { name: /^Offer/ })).findByText("Nothing here");
  cleanup();
  open("/opportunities?show=board&q=racks", metaOf(deals), nothing);
  await within(await screen.findByRole("region", { name: /^First/ })).findByText("Nothing here");
  expect(screen.queryByText("No Opportunities yet")).toBeNull();
});
