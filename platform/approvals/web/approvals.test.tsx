import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Noun } from "@shell/api/types";
import { type Asked, metaOf, open } from "@shell/testing/app";
import type { Whole } from "./types";

const may = { create: true, edit: true, delete: true, import: false, export: false };
const noun = (name: string, label: string) =>
  ({
    name,
    label,
    plural: `${label}s`,
    title: "name",
    group: "",
    icon: "audit",
    fields: [],
    verbs: [],
    may,
  }) as unknown as Noun;
const meta = metaOf(noun("approvals", "Approval"), noun("approval_delegations", "Delegation"));
const person = (name: string) => ({ id: `id-${name}`, name });

const answer = (name: string, state: "yes" | "open") => ({
  person: person(name),
  in_place_of: null,
  state,
  comment: state === "yes" ? "Fine with me." : null,
  due_on: null,
  decided_at: state === "yes" ? "2026-11-20T08:00:00Z" : null,
});

const whole: Whole = {
  id: "r1",
  version: 2,
  name: "Acme · Change",
  state: "waiting",
  act: "edit",
  act_label: "Change",
  noun: "accounts",
  noun_label: "Account",
  row: "a1",
  requester: person("Bob"),
  reason: "They have grown.",
  outcome: null,
  round: 1,
  sent_at: "2026-11-20T07:00:00Z",
  ended_at: null,
  rows: [],
  flows: [],
  labels: {},
  steps: [
    {
      key: 1,
      name: "First",
      mode: "any",
      stands: "done",
      days: null,
      people: [answer("Ann", "yes")],
      copies: [],
    },
    {
      key: 2,
      name: "Second",
      mode: "all",
      stands: "now",
      days: 2,
      people: [answer("Una", "open")],
      copies: [],
    },
  ],
  earlier: [],
  may: { decide: true, veto: false, withdraw: false, remind: false, send_again: false },
};

function at(path: string, more: (asked: Asked) => unknown) {
  return open(path, meta, more);
}

describe("a request", () => {
  it("shows the route with what was said, and is refused only with a reason", async () => {
    const asked = at("/approvals/r1", ({ path }) => (path === "/approvals/r1/whole" ? whole : undefined));
    const user = userEvent.setup();
    const route = await screen.findByRole("complementary", { name: "Route" });
    expect(within(route).getByText("Fine with me.")).toBeTruthy();
    const now = within(route)
      .getAllByRole("listitem")
      .find((one) => one.getAttribute("aria-current") === "step");
    expect(now?.textContent).toContain("Una");
    await user.click(screen.getByRole("button", { name: "Refuse" }));
    const dialog = await screen.findByRole("dialog", { name: "Refuse" });
    await user.click(within(dialog).getByRole("button", { name: "Refuse" }));
    await within(dialog).findByText("This is needed");
    expect(asked.some((one) => one.path.endsWith("/refuse"))).toBe(false);
    await user.type(within(dialog).getByLabelText("Comment"), "Too many.");
    await user.click(within(dialog).getByRole("button", { name: "Refuse" }));
    await screen.findByText("You have refused it.");
    expect(asked.find((one) => one.path === "/approvals/r1/refuse")?.body).toEqual({ comment: "Too many." });
  });

  it("goes back to a step that is named, or to whoever asked", async () => {
    const asked = at("/approvals/r1", ({ path }) => (path === "/approvals/r1/whole" ? whole : undefined));
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Send back" }));
    const dialog = await screen.findByRole("dialog", { name: "Send back" });
    expect(dialog.textContent).toContain("Bob, who asked");
    await user.type(within(dialog).getByLabelText("Comment"), "Count again.");
    await user.click(within(dialog).getByRole("button", { name: "Send back" }));
    await screen.findByText("Sent back.");
    expect(asked.find((one) => one.path === "/approvals/r1/send_back")?.body).toEqual({
      comment: "Count again.",
    });
  });

  it("offers nothing to those who may only read it, and says why it is void", async () => {
    const nothing = { decide: false, veto: false, withdraw: false, remind: false, send_again: false };
    const gone: Whole = { ...whole, state: "void", outcome: "changed", may: nothing };
    at("/approvals/r1", ({ path }) => (path === "/approvals/r1/whole" ? gone : undefined));
    await screen.findByText("Void: the row was changed since it was asked for.");
    expect(screen.queryByRole("toolbar", { name: "What you may do" })).toBeNull();
  });
});

describe("the trays", () => {
  it("agree to several at once", async () => {
    const line = (id: string) => ({
      ...whole,
      id,
      name: `Row ${id}`,
      step: "First",
      flow: "Large accounts",
      opens: true,
    });
    const asked = at("/my_approvals", ({ path, query }) => {
      if (path === "/approvals/mine")
        return { requests: query.get("box") === "decide" ? [line("r1"), line("r2")] : [] };
      if (path === "/approvals/bulk") return { id: "j1", state: "waiting", done: 0, total: 2 };
      if (path === "/jobs/j1") return { id: "j1", kind: "bulk", state: "done", done: 2, total: 2, errors: 0 };
      return undefined;
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole("checkbox", { name: "Mark Row r1" }));
    await user.click(screen.getByRole("checkbox", { name: "Mark Row r2" }));
    await user.click(screen.getByRole("button", { name: "Approve 2" }));
    await screen.findByRole("region", { name: "Several at once" });
    const bulk = asked.find((one) => one.path === "/approvals/bulk");
    expect(bulk?.body).toEqual({ verb: "approve", ids: ["r1", "r2"], form: {} });
    await user.click(screen.getByText("Asked for"));
    await screen.findByText("You have asked for nothing.");
  });
});
