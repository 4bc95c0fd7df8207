import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { envelopeOf, metaOf, open } from "@shell/testing/app";
import { field } from "@shell/testing/nouns";
import type { Noun, Row } from "@shell/api/types";
import { eve } from "./AccountPanel";
import type { Comparison, Edition, Line, OfAccount, Whole } from "./types";

const may = { create: true, edit: true, delete: true, import: true, export: true };
const kinds = [{ value: "key_account", label: "Key accounts", tone: "gold" }];
const lists: Noun = {
  name: "named_account_lists",
  label: "Named-account list",
  plural: "Named-account lists",
  group: "sell",
  title: "name",
  fields: [
    field("name", "text"),
    field("kind", "choice", { options: kinds }),
    field("unit_id", "ref", { ref: "units" }),
  ],
  verbs: [{ name: "draft", label: "New edition", fields: [] }],
  may,
};
const editions: Noun = {
  ...lists,
  name: "named_account_editions",
  group: "",
  fields: [
    field("name", "text"),
    field("state", "choice", {
      options: [
        { value: "draft", label: "Draft" },
        { value: "in_force", label: "In force" },
      ],
    }),
  ],
  verbs: [{ name: "put_in_force", label: "Put in force", fields: [] }],
};
const named: Noun = {
  ...lists,
  name: "named_accounts",
  plural: "Named accounts",
  group: "",
  fields: [
    field("account_id", "ref", { ref: "accounts" }),
    field("grade", "choice", { options: [{ value: "a", label: "A" }] }),
  ],
  verbs: [],
};
const accounts: Noun = {
  ...lists,
  name: "accounts",
  label: "Account",
  plural: "Accounts",
  fields: [field("name", "text")],
  verbs: [],
};
const meta = metaOf(lists, editions, named, accounts);

const list = {
  id: "l1",
  version: 1,
  name: "Key accounts 2026",
  kind: "key_account",
  unit_id: "oak",
  from: "2026-01-01",
  to: null,
};
const edition = (n: number, state: string): Edition & Row => ({
  id: `e${n}`,
  version: 1,
  name: `Key accounts 2026 · ${n}`,
  edition: n,
  state: state as Edition["state"],
  from: state === "draft" ? null : "2026-01-01",
  to: null,
  accounts: 2,
  note: null,
});
const line = (name: string, more: Partial<Line> = {}): Line => ({
  id: name,
  version: 1,
  account: { id: `a-${name}`, name },
  opens: true,
  person: { id: "kay", name: "Kay" },
  unit: { id: "oak", name: "Oak" },
  grade: "a",
  reason: null,
  potential: { amount: "100.00", currency: "CNY" },
  exclusivity: "open",
  from: "2026-01-01",
  until: null,
  won: { amount: "7.00", currency: "CNY" },
  attention: null,
  ...more,
});
const whole: Whole = {
  today: "2026-11-23",
  accounts: [line("Acme"), line("Bolt", { person: { id: "cid", name: "Cid" }, attention: "left" })],
  sums: { accounts: 2, potential: [{ amount: "200.00", currency: "CNY" }] },
  won: { amount: "14.00", currency: "CNY" },
  attention: 1,
};

const answers =
  (all: (Edition & Row)[], more: Record<string, unknown> = {}) =>
  ({ path }: { path: string }) =>
    ({
      "/named_account_lists/l1": envelopeOf(list, [{ name: "draft", allowed: true }]),
      "/named_account_editions": { rows: all, next: null, labels: {} },
      "/named_account_editions/e1": envelopeOf(edition(1, "in_force")),
      "/named_account_editions/e2": envelopeOf(edition(2, "draft"), [
        { name: "put_in_force", allowed: true },
      ]),
      "/named_account_editions/e1/accounts": whole,
      "/named_account_editions/e2/accounts": whole,
      ...more,
    })[path];

describe("a list of named accounts", () => {
  it("shows the edition in force, what it comes to, and who needs attention", async () => {
    open("/named_account_lists/l1", meta, answers([edition(2, "draft"), edition(1, "in_force")]));
    const row = (await screen.findByRole("link", { name: "Bolt" })).closest("tr") as HTMLElement;
    expect(within(row).getByText("Has left")).toBeTruthy();
    expect(screen.getByText("Annual potential", { selector: "dt" }).nextSibling?.textContent).toContain(
      "200",
    );
    expect(screen.queryByRole("button", { name: "Add account" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Needs attention (1)" }));
    expect(screen.queryByRole("link", { name: "Acme" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Needs attention (1)" }));
    await userEvent.type(screen.getByRole("searchbox", { name: "Search accounts and people" }), "kay");
    expect(screen.queryByRole("link", { name: "Bolt" })).toBeNull();
  });

  it("offers to change a draft, and to put it in force", async () => {
    open("/named_account_lists/l1?edition=e2", meta, answers([edition(2, "draft"), edition(1, "in_force")]));
    expect(await screen.findByRole("button", { name: "Put in force" })).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Add account" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Paste accounts" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Take Acme off" })).toBeTruthy();
  });

  it("shows what counted on a day, and that nothing did", async () => {
    const all = [
      edition(3, "draft"),
      edition(2, "in_force"),
      { ...edition(1, "over"), from: "2025-01-01", to: "2025-12-31" },
    ];
    open("/named_account_lists/l1?on=2025-06-30", meta, answers(all));
    expect(await screen.findByRole("region", { name: "Key accounts 2026 · 1" })).toBeTruthy();
    const day = screen.getByLabelText("As of a day");
    fireEvent.change(day, { target: { value: "2024-06-30" } });
    fireEvent.keyDown(day, { key: "Enter" });
    expect(await screen.findByText("No edition counted on that day")).toBeTruthy();
    const clear = screen
      .getByLabelText("As of a day")
      .closest(".ant-picker")!
      .querySelector(".ant-picker-clear")!;
    fireEvent.click(clear);
    expect(await screen.findByRole("region", { name: "Key accounts 2026 · 2" })).toBeTruthy();
  });

  it("says that there is nothing yet", async () => {
    open("/named_account_lists/l1", meta, answers([]));
    expect(await screen.findByText("There is no edition yet")).toBeTruthy();
  });

  it("tells what changed between two editions", async () => {
    const comparison: Comparison = {
      edition: { id: "e2", name: "2" },
      with: { id: "e1", name: "1" },
      added: [
        { account: { id: "c", name: "Core" }, opens: false, person: null, potential: null, changes: [] },
      ],
      removed: [],
      changed: [
        {
          account: { id: "a", name: "Acme" },
          opens: true,
          person: null,
          potential: null,
          changes: [{ field: "grade", before: null, after: "a" }],
        },
      ],
      unchanged: 3,
      before: { accounts: 4, potential: [] },
      after: { accounts: 5, potential: [] },
    };
    open(
      "/named_account_lists/l1?edition=e2",
      meta,
      answers([edition(2, "draft"), edition(1, "in_force")], {
        "/named_account_editions/e2/comparison": comparison,
      }),
    );
    await userEvent.click(await screen.findByText("What changed"));
    expect(await screen.findByText("4 → 5")).toBeTruthy();
    const acme = screen.getByRole("link", { name: "Acme" }).closest("li") as HTMLElement;
    expect(acme.textContent).toContain("nothing → A");
    expect(screen.getByText("3 unchanged")).toBeTruthy();
    expect(screen.getByText("Core").closest("a"), "not for this reader").toBeNull();
  });
});

describe("an account's page", () => {
  const stands: OfAccount["history"][number] = {
    list: { id: "l1", name: "Key accounts 2026" },
    open: false,
    kind: "key_account",
    edition: 2,
    since: "2026-01-01",
    from: "2026-03-01",
    until: null,
    person: { id: "kay", name: "Kay" },
    grade: "a",
    exclusivity: "closed",
    potential: null,
    attention: "moved",
  };
  const account = { "/accounts/a1": envelopeOf({ id: "a1", version: 1, name: "Acme" }) };

  it("says on which list it stands, since when, and who looks after it", async () => {
    const told: OfAccount = { on: "2026-11-23", standing: [stands], history: [stands] };
    open("/accounts/a1", meta, answers([], { ...account, "/accounts/a1/named": told }));
    const panel = await screen.findByRole("region", { name: "Named account" });
    expect(panel.textContent).toContain("Key accounts 2026since 1 Jan 2026 · edition 2 · A");
    expect(within(panel).queryByRole("link", { name: "Key accounts 2026" })).toBeNull();
    expect(within(panel).getByText("Works elsewhere now")).toBeTruthy();
    expect(
      within(panel).getByText(/Only those who work on this account open deals here; ask Kay/),
    ).toBeTruthy();
    await userEvent.click(within(panel).getByRole("button", { name: "All lists" }));
    expect(within(panel).getByLabelText("On which lists on")).toBeTruthy();
  });

  it("says nothing where it never stood on a list", async () => {
    const told: OfAccount = { on: "2026-11-23", standing: [], history: [] };
    open("/accounts/a1", meta, answers([], { ...account, "/accounts/a1/named": told }));
    await screen.findByRole("heading", { name: "Acme" });
    expect(screen.queryByRole("region", { name: "Named account" })).toBeNull();
  });

  it("knows the day before", () => {
    expect([eve("2026-03-01"), eve("2027-01-01")]).toEqual(["2026-02-28", "2026-12-31"]);
  });
});
