import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Noun } from "@shell/api/types";
import { envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import type { Comparison, Edition, ToRead, Whole } from "./types";

const nothing = { create: false, edit: false, delete: false, import: false, export: false };
const noun = (name: string, label: string): Noun =>
  ({
    name,
    label,
    plural: `${label}s`,
    title: "title",
    group: "organization",
    fields: [{ name: "title", label: "Title", kind: "text" }],
    verbs: [],
    may: nothing,
  }) as unknown as Noun;
const meta = metaOf(noun("policies", "Policy"), noun("policy_acknowledgements", "Acknowledgement"));

function edition(
  n: number,
  state: Edition["state"],
  from: string | null,
  more: Partial<Edition> = {},
): Edition {
  const said = { draft: "Draft", planned: "Planned", in_force: "In force", replaced: "Replaced" };
  return {
    id: `e${n}`,
    version: 1,
    name: `Discounts · ${n}`,
    edition: n,
    state,
    state_label: said[state as keyof typeof said],
    from,
    to: null,
    editorial: false,
    news: null,
    ...more,
  };
}

const first = edition(1, "replaced", "2026-01-01", { to: "2026-10-31" });
const second = edition(2, "in_force", "2026-11-01", { news: "Team leads: 8 % instead of 10 %." });

const whole: Whole = {
  id: "p1",
  title: "Discounts",
  code: "XS-01",
  kind: "policy",
  kind_label: "Policy",
  state: "in_force",
  state_label: "In force",
  owner: { id: "una", name: "Una" },
  unit: null,
  summary: "Who may give how much.",
  confirm: true,
  since: "2026-11-01",
  review_on: "2026-11-10",
  today: "2026-11-23",
  shown: second,
  sections: ["Scope", "Limits", "Records", "Breaches"].map((title, at) => ({
    id: `s${at}`,
    version: 1,
    title,
    body: at === 1 ? "By size:\n- up to 5 %: oneself\n- more: ask" : "All quotes.",
    place: at + 1,
  })),
  editions: [second, first],
  audience: [{ id: "a", whom: "unit", name: "Oak", row: "oak" }],
  mine: { id: "m1", edition_id: "e2", state: "asked", due_on: "2026-11-15", acknowledged_at: null },
  progress: {
    asked: 3,
    confirmed: 1,
    overdue: 1,
    units: [{ unit: { id: "oak", name: "Oak" }, asked: 3, confirmed: 1, overdue: 1 }],
    late: [{ id: "l1", person: { id: "cid", name: "Cid" }, due_on: "2026-11-15", reminders: 1 }],
  },
  enforced: [
    {
      id: "r1",
      version: 1,
      section: "Limits",
      how: "enforces",
      how_label: "Enforces it",
      noun: "approval_flows",
      noun_label: "Approval flow",
      row: "f1",
      name: "Large deals",
      note: null,
      open: false,
      standing: "ended",
      changed_at: null,
    },
  ],
  checkups: [],
  may_edit: false,
};

const answers =
  (told: Whole) =>
  ({ path }: { path: string }) => {
    if (path === "/policies/p1/whole") return told;
    if (path === "/policies/p1") return envelopeOf({ id: "p1", version: 1, title: "Discounts" });
    if (path.endsWith("/acknowledge") || path.endsWith("/remind"))
      return envelopeOf({ id: "m1", version: 2 });
    return undefined;
  };

describe("a policy", () => {
  it("is read in sections with what there is before them, and confirmed at its end", async () => {
    const asked = open("/policies/p1", meta, answers(whole));
    const contents = await screen.findByRole("navigation", { name: "Contents" });
    expect(
      within(contents)
        .getAllByRole("link")
        .map((link) => link.textContent),
    ).toEqual(["Scope", "Limits", "Records", "Breaches"]);
    const limits = screen.getByRole("region", { name: /Limits/ });
    expect(
      within(limits)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(["up to 5 %: oneself", "more: ask"]);
    expect(screen.getByText("Team leads: 8 % instead of 10 %.")).toBeTruthy();
    expect(screen.getByText(/It was due on/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "I have read it and keep to it" }));
    expect(await screen.findByText("Confirmed. Thank you.")).toBeTruthy();
    expect(
      asked.some((one) => one.method === "POST" && one.path === "/policy_acknowledgements/m1/acknowledge"),
    ).toBe(true);
  });

  it("says who is late, and has them reminded", async () => {
    const asked = open("/policies/p1", meta, answers(whole));
    const progress = await screen.findByRole("region", { name: "Confirmed" });
    expect(progress.textContent).toContain("33%");
    expect(progress.textContent).toContain("1 overdue");
    await userEvent.click(within(progress).getByRole("button", { name: "Remind Cid" }));
    expect(await screen.findByText("Cid finds it in their inbox again")).toBeTruthy();
    expect(asked.some((one) => one.path === "/policy_acknowledgements/l1/remind")).toBe(true);
  });

  it("lets its owner take away a rule that no longer sees to it", async () => {
    const asked = open("/policies/p1", meta, answers({ ...whole, may_edit: true }));
    const rules = await screen.findByRole("region", { name: "What sees to it" });
    await userEvent.click(within(rules).getByLabelText("Remove Large deals"));
    await userEvent.click(await screen.findByText("Remove"));
    await waitFor(() =>
      expect(asked.some((one) => one.method === "DELETE" && one.path === "/policy_enforcements/r1")).toBe(
        true,
      ),
    );
  });

  it("says of a rule that it has ended, and of a review that it is overdue", async () => {
    open("/policies/p1", meta, answers(whole));
    const rules = await screen.findByRole("region", { name: "What sees to it" });
    expect(rules.textContent).toContain("Large deals");
    expect(within(rules).getByText("Has ended")).toBeTruthy();
    expect(within(rules).queryByRole("link")).toBeNull();
    expect(screen.getByText(/^overdue since/)).toBeTruthy();
  });

  it("has nothing to confirm in an edition that was replaced, and leads to the one in force", async () => {
    const told = {
      ...whole,
      shown: first,
      mine: { ...(whole.mine as never as object), edition_id: "e2" } as Whole["mine"],
    };
    open("/policies/p1/edition/1", meta, answers(told));
    expect(await screen.findByText(/Edition 1 counted until/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /I have read it/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Read edition 2" })).toBeTruthy();
  });

  it("without a text says so", async () => {
    open(
      "/policies/p1",
      meta,
      answers({ ...whole, shown: null, sections: [], editions: [], mine: null, progress: null }),
    );
    expect(await screen.findByText("There is no text yet")).toBeTruthy();
    expect(screen.getByText("No edition yet.")).toBeTruthy();
  });
});

describe("two editions", () => {
  it("are compared by what is gone and what is new", async () => {
    const told: Comparison = {
      from: first,
      to: second,
      sections: [
        {
          title: "Limits",
          was: null,
          fate: "changed",
          parts: [
            { fate: "removed", text: "10 %." },
            { fate: "added", text: "8 %." },
          ],
        },
        { title: "Scope", was: null, fate: "same", parts: [{ fate: "same", text: "All quotes." }] },
      ],
    };
    open("/policies/p1/compare/1/2", meta, ({ path }) =>
      path === "/policies/p1/compare" ? told : undefined,
    );
    expect((await screen.findByText("10 %.")).tagName).toBe("DEL");
    expect(screen.getByText("8 %.").tagName).toBe("INS");
    expect(screen.queryByText("All quotes.")).toBeNull();
    await userEvent.click(screen.getByRole("switch"));
    expect(screen.getByText("All quotes.")).toBeTruthy();
  });
});

describe("to read", () => {
  const paper = {
    id: "m1",
    policy: { id: "p1", name: "Discounts" },
    code: "XS-01",
    kind_label: "Policy",
    summary: "Who may give how much.",
    edition: 2,
    news: null,
    from: "2026-11-01",
    due_on: "2026-11-15",
    acknowledged_at: null,
  };
  const told: ToRead = {
    open: [paper],
    confirmed: [
      { ...paper, id: "m0", policy: { id: "p0", name: "Visits" }, acknowledged_at: "2026-11-02T02:00:00Z" },
    ],
    late: [
      {
        id: "l1",
        person: { id: "cid", name: "Cid" },
        policy: { id: "p1", name: "Discounts" },
        due_on: "2026-11-15",
        reminders: 0,
        reminded_on: null,
      },
    ],
    today: "2026-11-23",
  };

  it("lists what is left, what was confirmed, and whose people are late", async () => {
    open("/to_read", meta, ({ path }) => (path === "/policies/to_read" ? told : undefined));
    const link = await screen.findByRole("link", { name: /Discounts.*overdue since/ });
    expect(link.getAttribute("href")).toBe("/policies/p1");
    const late = screen.getByRole("region", { name: "Your people who are late" });
    expect(within(late).getByRole("button", { name: "Remind Cid" })).toBeTruthy();
    expect(screen.getByRole("region", { name: "Confirmed" }).textContent).toContain("Visits");
  });

  it("says that nothing is left", async () => {
    open("/to_read", meta, ({ path }) =>
      path === "/policies/to_read" ? { open: [], confirmed: [], late: [], today: "2026-11-23" } : undefined,
    );
    expect(await screen.findByText("Nothing is left to read")).toBeTruthy();
  });

  it("offers to try again where it could not be asked", async () => {
    open("/to_read", meta, ({ path }) =>
      path === "/policies/to_read" ? problem(503, { code: "busy", title: "Busy" }) : undefined,
    );
    expect(await screen.findByRole("button", { name: /Try again/ })).toBeTruthy();
  });
});
