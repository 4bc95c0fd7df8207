import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import { sample } from "./samples";
import type { Rest } from "./types";

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
      options: [{ value: "published", label: "Published" }],
    },
  ],
  verbs: [],
  may: { read: true, create: true, edit: true, delete: true },
};
const rowOf = (state: string) =>
  ({
    id: "p1",
    version: 4,
    name: "Year 2026",
    state,
    unit_id: "u",
    from: "2026-01-01",
    to: "2026-12-31",
    grain: "month",
    currency: "CNY",
    changes: 3,
  }) as never;

const rest = (more: Partial<Rest> = {}): Rest => ({
  from: "2026-07-01",
  starts: ["2026-07-01", "2026-08-01"],
  total: 120_000,
  kept: 60_000,
  before: 60_000,
  rest: 60_000,
  refusal: null,
  ...more,
});

function show(state: string, told: (total: string | null) => Rest, made?: Response) {
  return open("/target_plans/p1", metaOf(noun as never), ({ path, method, query }) => {
    if (path === "/target_plans/p1" || path === "/target_plans/p2") return envelopeOf(rowOf(state));
    if (path.endsWith("/grid")) return sample({ state: state as never });
    if (path.endsWith("/rest") && method === "POST")
      return made ?? { plan: "p2", name: "Year 2026, second half", places: 7 };
    if (path.endsWith("/rest")) return told(query.get("total"));
    return undefined;
  });
}

const opened = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "Plan the rest anew" }));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByText("In force before, stays");
  return dialog;
};

describe("planning the rest of a year anew", () => {
  beforeEach(() => localStorage.clear());

  it("is there for a plan in force only", async () => {
    show("working", () => rest());
    await screen.findByRole("treegrid");
    expect(screen.queryByRole("button", { name: "Plan the rest anew" })).toBeNull();
  });

  it("shows what stays and what there is to spread, for another total", async () => {
    const asked = show("published", (total) =>
      rest(total === "2400" ? { total: 240_000, rest: 120_000 } : {}),
    );
    const dialog = await opened();
    const total = within(dialog).getByLabelText(/^Total for/);
    await userEvent.clear(total);
    await userEvent.type(total, "2400");
    await within(dialog).findByText(/1,800/);
    await userEvent.click(within(dialog).getByRole("button", { name: "Make the plan" }));
    await waitFor(() => {
      const sent = asked.find((one) => one.method === "POST" && one.path.endsWith("/rest"));
      expect(sent?.body).toMatchObject({ from: "2026-07-01", total: "2400", keep: true });
    });
  });

  it("does not send what is no amount", async () => {
    show("published", () => rest());
    const dialog = await opened();
    const total = within(dialog).getByLabelText(/^Total for/);
    await userEvent.clear(total);
    await userEvent.type(total, "a lot");
    await within(dialog).findByText(/This is not an amount/);
    const make = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Make the plan" });
    expect(make.disabled).toBe(true);
  });

  it("says why it was refused and keeps what was typed", async () => {
    const conflict = problem(409, {
      code: "targets.locks_conflict",
      detail: "these cannot all be kept: Li, Wang",
    });
    show("published", () => rest(), conflict);
    const dialog = await opened();
    await userEvent.click(within(dialog).getByRole("button", { name: "Make the plan" }));
    await within(dialog).findByText(/these cannot all be kept: Li, Wang/);
    expect(within(dialog).getByRole("checkbox")).toBeTruthy();
  });

  it("has nothing to plan when no period is to come", async () => {
    show("published", () => rest({ starts: [] }));
    const dialog = await opened();
    await within(dialog).findByText("No period of this plan is still to come.");
  });
});
