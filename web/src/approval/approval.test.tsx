import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Noun } from "../api/types";
// Loaded ahead: it comes by itself where it is wanted.
import "./ApprovalDialog";
import { type Asked, envelopeOf, metaOf, open, problem } from "../testing/app";

const may = { create: true, edit: true, delete: true, import: false, export: false };
const field = (name: string, label: string, kind: string) => ({ name, label, kind, list: true });
const accounts = {
  name: "accounts",
  label: "Account",
  plural: "Accounts",
  title: "name",
  group: "sell",
  icon: "bank",
  fields: [field("name", "Name", "text"), field("employees", "Employees", "integer")],
  verbs: [{ name: "close", label: "Close", help: "For good", danger: false, fields: [] }],
  may,
} as unknown as Noun;
const approvals = {
  ...accounts,
  name: "approvals",
  label: "Approval",
  plural: "Approvals",
  verbs: [],
} as Noun;

const person = (name: string) => ({ id: name, name });
const drawn = {
  wanted: true,
  labels: {},
  flows: [
    {
      flow_id: "f",
      name: "Large accounts",
      purpose: "Finance wants to know.",
      condition: { field: "employees", op: "gt", value: 500 },
      noun: "accounts",
      fields: ["employees"],
    },
  ],
  rows: [
    {
      noun: "accounts",
      noun_label: "Account",
      id: "a1",
      title: "Acme",
      verb: "edit",
      masked: [],
      fields: [{ name: "employees", label: "Employees", kind: "integer", before: 500, after: 800 }],
    },
  ],
  steps: [
    {
      key: 1,
      name: "Superior",
      mode: "any",
      days: 2,
      people: [{ person: person("Ann"), in_place_of: null, why: "superior" }],
      copies: [person("Fay")],
    },
  ],
};

function server(more: (asked: Asked) => unknown = () => undefined) {
  return open("/accounts/a1", metaOf(accounts, approvals), (asked) => {
    const own = more(asked);
    if (own !== undefined) return own;
    if (asked.path === "/accounts/a1" && asked.method === "GET") {
      const row = { id: "a1", version: 3, name: "Acme", employees: 500 };
      return envelopeOf(row, [{ name: "close", allowed: true, refusal: null }]);
    }
    if (asked.path === "/accounts/a1/close")
      return problem(409, { code: "approvals.wanted", detail: "this needs approval: Large accounts" });
    if (asked.path === "/accounts/a1/named") return { on: "2026-01-05", standing: [], history: [] };
    if (asked.path === "/approvals/draw") return drawn;
    if (asked.path === "/approvals/send") return { id: "r1", state: "waiting", step: "Superior" };
    return undefined;
  });
}

test("a verb that needs approval shows why, what changes and the route, and is sent with a reason", async () => {
  const asked = server();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Close" }));
  const title = await screen.findByText("This needs approval");
  const dialog = title.closest<HTMLElement>("[role=dialog]") as HTMLElement;
  await within(dialog).findByText("Ann");
  expect(within(dialog).getByText("superior")).toBeTruthy();
  expect(dialog.textContent).toContain("because Employees > 500");
  expect(dialog.textContent).toContain("Told: Fay");
  expect(within(dialog).getByRole("row", { name: "Employees 500 800" })).toBeTruthy();
  await user.type(within(dialog).getByLabelText("Reason"), "They have grown.");
  await user.click(within(dialog).getByRole("button", { name: "Send for approval" }));
  await screen.findByText("Sent for approval; it waits at: Superior");
  expect(asked.find((one) => one.path === "/approvals/send")?.body).toEqual({
    noun: "accounts",
    id: "a1",
    verb: "close",
    version: 3,
    form: {},
    reason: "They have grown.",
  });
  expect(screen.queryByText("this needs approval: Large accounts")).toBeNull();
});

test("who does not send it is told why it was not done", async () => {
  const asked = server();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Close" }));
  const title = await screen.findByText("This needs approval");
  const dialog = title.closest<HTMLElement>("[role=dialog]") as HTMLElement;
  await user.click(await within(dialog).findByRole("button", { name: "Do not send" }));
  await screen.findByText("this needs approval: Large accounts");
  expect(asked.some((one) => one.path === "/approvals/send")).toBe(false);
});

test("a row that waits says so to everybody, and leads there only those who see the request", async () => {
  const line = {
    id: "r1",
    state: "waiting",
    act_label: "Change",
    step: "Superior",
    requester: person("Bob"),
  };
  server(({ path }) =>
    path === "/approvals/about/accounts/a1"
      ? {
          requests: [
            { ...line, opens: true },
            { ...line, id: "r2", requester: person("Cid"), opens: false },
          ],
        }
      : undefined,
  );
  await screen.findByText(/^Change, asked for by Bob, waits for approval at: Superior/);
  expect(screen.getByText(/asked for by Cid/)).toBeTruthy();
  const links = screen.getAllByRole("link", { name: "Open the request" });
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["/approvals/r1"]);
});
