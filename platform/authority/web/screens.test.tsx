import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Field, Noun } from "@shell/api/types";
import { open as openAt, envelopeOf, metaOf, problem } from "@shell/testing/app";
import type { Answer, Line, Matrix, Page } from "./types";

const field = (name: string, kind: string, more: Partial<Field> = {}): Field =>
  ({ name, label: name, kind, help: "", group: "main", nullable: true, ...more }) as Field;

const rights = (may: boolean): Noun =>
  ({
    name: "rights",
    label: "Right to decide",
    plural: "Rights to decide",
    title: "name",
    group: "organization",
    icon: "safety",
    help: "",
    fields: [
      field("holder", "choice", { options: [{ value: "position", label: "Position", tone: "blue" }] }),
      field("act", "choice", {
        options: [
          { value: "approve", label: "Approve", tone: "green" },
          { value: "veto", label: "Veto", tone: "red" },
        ],
      }),
      field("kind", "choice", {
        options: [
          { value: "discount", label: "Discount", tone: "default" },
          { value: "budget", label: "Budget", tone: "default" },
        ],
      }),
      field("unit_id", "ref", { ref: "units" }),
    ],
    verbs: [{ name: "end", label: "End", help: "", fields: [], danger: false }],
    may: { read: true, create: may, edit: may, delete: may, import: false, export: false },
  }) as unknown as Noun;

const line: Line = {
  right_id: "r1",
  act: "approve",
  act_label: "Approve",
  kind: "discount",
  kind_label: "Discount",
  amount: { amount: "500000.00", currency: "CNY" },
  percentage: 12.5,
  margin: 20,
  place: "Oak and below",
  narrowed: ["Customer tier: Key account"],
  from: "2026-01-01",
  to: null,
  note: "Board, May",
  source: {
    via: "position",
    name: "Sales manager",
    id: "p1",
    unit: { id: "u1", name: "Oak" },
    from: "2026-03-01",
    to: null,
  },
};

const page: Page = {
  person: { id: "ann", name: "Ann" },
  on: "2026-11-23",
  left_on: null,
  unit: { id: "u1", name: "Oak" },
  superiors: [
    { id: "dee", name: "Dee" },
    { id: "una", name: "Una" },
  ],
  rights: [line],
};

const refused: Answer = {
  allowed: false,
  on: "2026-11-23",
  by: [],
  against: [
    {
      right: line,
      code: "authority.above_percentage",
      text: "2.5 points above the limit",
      field: "percentage",
    },
  ],
  holders: [{ id: "dee", name: "Dee" }],
  more: 3,
};

describe("a person's authority", () => {
  it("says each right with its limits, where it holds and where it comes from", async () => {
    openAt("/people/ann/authority", metaOf(rights(false)), ({ path }) =>
      path === "/people/ann/authority" ? page : undefined,
    );
    const row = (await screen.findAllByRole("row"))[1] as HTMLElement;
    const said = within(row)
      .getAllByRole("cell")
      .map((cell) => cell.textContent);
    expect(said[0]).toBe("Approve");
    expect(said[1]).toBe("up to ¥500,000.00up to 12.5%margin from 20%");
    expect(said[2]).toBe("Oak and belowCustomer tier: Key account");
    expect(said[3]).toBe("Position Sales managerOakfrom 1 Mar 2026Board, May");
    expect(screen.getByRole("link", { name: "Una" }).getAttribute("href")).toBe("/people/una/authority");
  });

  it("asks with what is known, in the unit of the person, and says why not and who may", async () => {
    let answer: Answer = refused;
    const asked = openAt("/people/ann/authority", metaOf(rights(false)), ({ path }) => {
      if (path === "/people/ann/authority") return page;
      return path.endsWith("/ask") ? answer : undefined;
    });
    const user = userEvent.setup();
    const form = await screen.findByRole("region", { name: "Ask" });
    await user.type(within(form).getByRole("textbox", { name: "Per cent" }), "much");
    await user.click(within(form).getByRole("button", { name: "Ask" }));
    expect(await within(form).findByText("Write a number")).toBeTruthy();
    expect(asked.some((one) => one.path.endsWith("/ask"))).toBe(false);
    await user.clear(within(form).getByRole("textbox", { name: "Per cent" }));
    await user.type(within(form).getByRole("textbox", { name: "Per cent" }), "15");
    await user.type(within(form).getByRole("textbox", { name: "Amount (CNY)" }), "1000.50");
    await user.click(within(form).getByRole("button", { name: "Ask" }));
    expect(await within(form).findByText("No, Ann may not")).toBeTruthy();
    expect(asked.find((one) => one.path.endsWith("/ask"))?.body).toEqual({
      act: "approve",
      kind: "discount",
      amount: { amount: "1000.50", currency: "CNY" },
      percentage: 15,
      unit_id: "u1",
    });
    expect(within(form).getByText("2.5 points above the limit")).toBeTruthy();
    expect(within(form).getByRole("link", { name: "Dee" })).toBeTruthy();
    expect(within(form).getByText("and 3 more")).toBeTruthy();
    answer = { ...refused, allowed: true, by: [line], against: [], holders: [], more: 0 };
    await user.type(within(form).getByRole("textbox", { name: "Margin left, %" }), "30");
    expect(within(form).queryByText("No, Ann may not"), "an answer to another question goes").toBeNull();
    await user.type(within(form).getByRole("textbox", { name: "Product or line, by its code" }), " SW ");
    await user.type(within(form).getByRole("textbox", { name: "Industry" }), "steel");
    await user.click(within(form).getByRole("button", { name: "Ask" }));
    expect(await within(form).findByText("Yes, Ann may")).toBeTruthy();
    expect(asked.filter((one) => one.path.endsWith("/ask")).at(-1)?.body).toMatchObject({
      margin: 30,
      product: "SW",
      industry: "steel",
    });
    expect(within(form).getByRole("link", { name: /Sales manager · up to/ })).toBeTruthy();
  });

  it("puts what the server objects to beside the field", async () => {
    openAt("/people/ann/authority", metaOf(rights(false)), ({ path }) => {
      if (path === "/people/ann/authority") return page;
      if (!path.endsWith("/ask")) return undefined;
      const errors = [{ field: "percentage", code: "fields.too_large", detail: "at most 1000" }];
      return problem(422, { code: "fields.invalid", title: "Invalid", errors });
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Ask" }));
    expect(await screen.findByText("at most 1000")).toBeTruthy();
  });

  it("says where there is nothing to decide", async () => {
    openAt("/people/ann/authority", metaOf(rights(false)), ({ path }) =>
      path === "/people/ann/authority" ? { ...page, rights: [] } : undefined,
    );
    expect(await screen.findByText("Nothing to decide on this day")).toBeTruthy();
  });
});

const matrix: Matrix = {
  on: "2026-11-23",
  kinds: [
    { value: "discount", label: "Discount", tone: "default" },
    { value: "budget", label: "Budget", tone: "default" },
  ],
  acts: [{ value: "approve", label: "Approve", tone: "green" }],
  rows: [
    { holder: "position", id: "p1", role: null, name: "Sales manager", rights: [line] },
    { holder: "role", id: null, role: "finance", name: "Finance", rights: [] },
  ],
};

describe("the matrix", () => {
  const answers = ({ path }: { path: string }) => {
    if (path === "/authority/matrix") return matrix;
    if (path === "/rights/r1") {
      const row = { id: "r1", version: 1, name: "Sales manager" };
      return envelopeOf(row as never, [{ name: "end", allowed: true }] as never);
    }
    return undefined;
  };

  it("has holders in rows and kinds in columns, and opens a right with what can be done to it", async () => {
    openAt("/authority", metaOf(rights(true)), answers);
    const row = await screen.findByRole("row", { name: /^Sales manager/ });
    const [discount, budget] = within(row).getAllByRole("cell");
    expect(within(discount as HTMLElement).getByText(/≤ 12.5%/)).toBeTruthy();
    expect(within(budget as HTMLElement).queryByText("Approve")).toBeNull();
    await userEvent.click(
      within(discount as HTMLElement).getByRole("button", { name: /^Approve .*, Discount, / }),
    );
    const drawer = await screen.findByRole("dialog");
    expect(drawer.textContent).toContain("up to 12.5%");
    expect(await within(drawer).findByRole("button", { name: "End" })).toBeTruthy();
  });

  it("offers to add a right to a cell with its holder and kind, to those who may", async () => {
    openAt("/authority", metaOf(rights(true)), answers);
    await userEvent.click(await screen.findByRole("button", { name: "Add a right: Finance, Budget" }));
    const form = await screen.findByRole("dialog");
    expect(within(form).getByText("Budget")).toBeTruthy();
  });

  it("is only looked at by others", async () => {
    openAt("/authority", metaOf(rights(false)), answers);
    await screen.findByRole("row", { name: /^Sales manager/ });
    expect(screen.queryByRole("button", { name: /^Add a right/ })).toBeNull();
  });
});
