import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Meta, Noun, Row, VerbState } from "@shell/api/types";
import { type Answer, envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import { field, opportunities } from "@shell/testing/nouns";

const deals: Noun = {
  ...opportunities,
  fields: [...opportunities.fields, field("owner_id", "ref", { label: "Owner", ref: "people" })],
  verbs: [
    {
      name: "share_credit",
      label: "Share credit",
      fields: [field("splits", "json"), field("overlays", "json"), field("reason", "text")],
    },
  ],
};
const noun = (name: string, fields: Noun["fields"]): Noun => ({
  name,
  label: name,
  plural: name,
  group: "",
  title: "name",
  fields,
  verbs: [],
  may: { create: false, edit: false, delete: false },
});
const people = noun("people", [field("name", "text", { label: "Name" })]);
const person = field("person_id", "ref", { label: "Person", ref: "people" });
const splits = noun("credit_splits", [
  person,
  field("opportunity_id", "ref", { ref: "opportunities", list: true }),
]);
const overlays = noun("credit_overlays", [person]);
const credits: Noun = {
  ...noun("credits", [
    field("kind", "choice", { options: [{ value: "rollup", label: "Roll-up" }] }),
    field("why", "choice", {
      options: [
        { value: "won", label: "Won" },
        { value: "shares", label: "Credit shared" },
      ],
    }),
    field("opportunity_id", "ref", { ref: "opportunities" }),
  ]),
  plural: "Credit ledger",
};
const meta: Meta = metaOf(deals, people, splits, overlays, credits);
const labels = { bob: "Bob", cid: "Cid", ann: "Ann", gus: "Gus" };
const deal = {
  id: "d1",
  version: 3,
  name: "Racks",
  owner_id: "bob",
  outcome: "open",
  amount: { amount: "100.00", currency: "CNY" },
};
const share = (id: string, person_id: string, percent: number, more: Partial<Row> = {}): Row => ({
  id,
  version: 1,
  person_id,
  share: percent,
  ...more,
});
const MAY: VerbState[] = [{ name: "share_credit", allowed: true }];

interface Held {
  row?: Partial<Row>;
  splits?: Row[];
  overlays?: Row[];
  lines?: Row[];
  verbs?: VerbState[];
}

function show(held: Held = {}, answer: Answer = () => undefined) {
  const rows = (of: Row[] = []) => ({ rows: of, total: of.length, labels });
  return open("/opportunities/d1", meta, (asked) => {
    const told = answer(asked);
    if (told !== undefined) return told;
    if (asked.path === "/credit_splits") return rows(held.splits);
    if (asked.path === "/credit_overlays") return rows(held.overlays);
    if (asked.path === "/credits") return rows(held.lines);
    if (asked.path === "/people")
      return {
        rows: [
          { id: "cid", version: 1, name: "Cid" },
          { id: "gus", version: 1, name: "Gus" },
        ],
      };
    if (asked.path === "/opportunities/d1" && asked.method === "GET")
      return { ...envelopeOf({ ...deal, ...held.row } as Row, held.verbs ?? MAY), labels };
    return undefined;
  });
}

const panel = () => screen.findByRole("region", { name: "Credit" });

describe("the credit of a deal", () => {
  it("is the owner's where nobody shares it, and says nothing to whoever cannot change that", async () => {
    show();
    expect(
      await within(await panel()).findByText("Once it is won, the whole deal counts for Bob."),
    ).toBeTruthy();
    cleanup();
    const asked = show({ verbs: [] });
    await waitFor(() => expect(asked.some((one) => one.path === "/credits")).toBe(true));
    await screen.findByRole("heading", { name: "Racks" });
    expect(screen.queryByRole("region", { name: "Credit" })).toBeNull();
  });

  it("shows shares to the cent, overlays, and what rolls up", async () => {
    const line = (id: string, more: Partial<Row>): Row => ({
      id,
      version: 1,
      created_at: "2026-03-02T04:00:00Z",
      ...more,
    });
    show({
      row: { outcome: "won" },
      splits: [share("s1", "bob", 33.34), share("s2", "cid", 66.66, { reason: "Brought them" })],
      overlays: [share("o1", "gus", 20, { reason: "Solution" })],
      lines: [
        line("c3", { kind: "rollup", person_id: "ann", amount: deal.amount, why: "shares" }),
        line("c2", {
          kind: "direct",
          person_id: "bob",
          amount: { amount: "-100.00", currency: "CNY" },
          why: "shares",
          reverses_id: "c1",
        }),
        line("c1", { kind: "direct", person_id: "bob", amount: deal.amount, why: "won" }),
      ],
    });
    const here = within(await panel());
    expect(here.getByRole("img", { name: "Shares: Bob 33.34%, Cid 66.66%" })).toBeTruthy();
    expect(here.getByText("¥33.34")).toBeTruthy();
    expect(here.getByText("Brought them")).toBeTruthy();
    expect(here.getByText("¥20.00")).toBeTruthy();
    await userEvent.click(here.getByRole("button", { name: "Rolled up to one" }));
    expect(here.getByRole("link", { name: "Ann" })).toBeTruthy();
    await userEvent.click(here.getByRole("button", { name: "History" }));
    expect(here.getByText(/Takes back: Bob/)).toBeTruthy();
    expect(here.getAllByText("Credit shared")).toHaveLength(2);
    // The panel tells of them: they are not listed below once more.
    expect(screen.queryByRole("region", { name: "Credit ledger" })).toBeNull();
  });

  it("is shared by a total that is right, evenly at a press", async () => {
    const asked = show({}, (one) => (one.method === "POST" ? envelopeOf(deal as Row) : undefined));
    await userEvent.click(within(await panel()).getByRole("button", { name: "Share credit" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("100%: it adds up")).toBeTruthy();
    await userEvent.click(dialog.getByRole("button", { name: /Add a person/ }));
    const save = dialog.getByRole<HTMLButtonElement>("button", { name: "Share credit" });
    expect(save.disabled).toBe(true);
    await userEvent.click(dialog.getByRole("combobox", { name: "Person 2" }));
    await userEvent.click(await screen.findByTitle("Cid"));
    await userEvent.click(dialog.getByRole("button", { name: "Share evenly" }));
    expect(dialog.getByRole<HTMLInputElement>("spinbutton", { name: "Share of Bob" }).value).toBe("50.00");
    const first = dialog.getByRole("spinbutton", { name: "Share of Bob" });
    await userEvent.clear(first);
    await userEvent.type(first, "30");
    expect(dialog.getByText("80%: 20% is missing")).toBeTruthy();
    expect(save.disabled).toBe(true);
    await userEvent.click(dialog.getByRole("button", { name: "Rest to the owner" }));
    expect(save.disabled).toBe(false);
    await userEvent.type(
      dialog.getByRole("textbox", { name: "Why it is shared so" }),
      "Won together{Control>}{Enter}{/Control}",
    );
    await waitFor(() => expect(asked.some((one) => one.method === "POST")).toBe(true));
    expect(asked.find((one) => one.method === "POST")?.body).toEqual({
      splits: [
        { person_id: "bob", share: 50 },
        { person_id: "cid", share: 50 },
      ],
      reason: "Won together",
      version: 3,
    });
  });

  it("says what the server refuses beside the row it is about", async () => {
    show({ overlays: [share("o1", "gus", 20, { reason: "Solution" })] }, (one) =>
      one.method === "POST"
        ? problem(422, {
            code: "fields.invalid",
            detail: "some values are wrong",
            errors: [
              { field: "overlays", row: 0, code: "credits.no_reason", detail: "say what the overlay is for" },
            ],
          })
        : undefined,
    );
    await userEvent.click(within(await panel()).getByRole("button", { name: "Share credit" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.clear(dialog.getByRole("textbox", { name: "What Gus gets it for" }));
    await userEvent.click(dialog.getByRole("button", { name: "Share credit" }));
    const alert = await within(dialog.getByRole("group", { name: "Gus" })).findByRole("alert");
    expect(alert.textContent).toBe("say what the overlay is for");
  });
});

describe("the credit of a person", () => {
  const money = (amount: string) => ({ kpi: "", unit: "money", currency: "CNY", rows: [{ value: amount }] });
  const metrics = ["credited_amount", "overlay_amount", "rolled_up_amount"].map((name) => ({
    name,
    label: name,
  }));
  const periods = {
    this_quarter: { from: "2026-10-01", to: "2026-12-31", name: "2026-Q4" },
    this_year: { from: "2026-01-01", to: "2026-12-31", name: "2026" },
  };
  const at = (answers: unknown[]) =>
    open("/people/bob", { ...meta, metrics } as unknown as Meta, (asked) => {
      if (asked.path === "/kpis/ask") return { answers };
      if (asked.path === "/kpis") return { metrics, dimensions: [], periods };
      if (asked.path === "/people/bob") return envelopeOf({ id: "bob", version: 1, name: "Bob" });
      return undefined;
    });

  it("stands on their page by quarter and year, without what is nothing", async () => {
    const [no, some] = [money("0.00"), money("1200.50")];
    const asked = at([no, some, no, no, { problem: {} }, { problem: {} }]);
    const here = within(await panel());
    expect(here.getByRole("row", { name: /credited_amount.*¥0.00.*¥1,200.50/ })).toBeTruthy();
    expect(here.queryByText("overlay_amount")).toBeNull();
    const { questions } = asked.find((one) => one.path === "/kpis/ask")?.body as { questions: unknown[] };
    expect(questions[0]).toEqual({
      metric: "credited_amount",
      from: "2026-10-01",
      to: "2026-12-31",
      where: { owner: ["bob"] },
    });
  });

  it("is not mentioned of those who sell nothing", async () => {
    const asked = at(Array.from({ length: 6 }, () => money("0.00")));
    await waitFor(() => expect(asked.some((one) => one.path === "/kpis/ask")).toBe(true));
    await screen.findByRole("heading", { name: "Bob" });
    expect(screen.queryByRole("region", { name: "Credit" })).toBeNull();
  });
});
