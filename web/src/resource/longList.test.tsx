import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { type Answer, envelopeOf, metaOf, open } from "../testing/app";
import { opportunities } from "../testing/nouns";
import { frozenOf, toggledFrozen } from "./frozen";
import { KEPT, pagesOf } from "./useRowsAt";

const MANY = 1_000_000;
const row = (n: number) => ({
  id: `row-${n}`,
  version: 1,
  name: `Deal ${n}`,
  forecast: "commit",
  amount: { amount: `${n}.00`, currency: "CNY" },
});
/** A server with a million deals, in the order of their numbers. */
const million: Answer = ({ path, query, method }) => {
  if (path === "/opportunities" && method === "GET") {
    const limit = Number(query.get("limit"));
    const around = query.get("around");
    const at = around
      ? Math.max(Number(around.slice(4)) - Math.floor(limit / 2), 0)
      : Number(query.get("at"));
    const rows = Array.from({ length: Math.max(Math.min(limit, MANY - at), 0) }, (_, next) => row(at + next));
    return { rows, next: null, total: MANY, at, labels: {} };
  }
  const one = path.match(/^\/opportunities\/row-(\d+)$/);
  return one ? envelopeOf(row(Number(one[1]))) : undefined;
};
const list = (path = "/opportunities") => open(path, metaOf(opportunities), million);
const scroller = () => document.querySelector<HTMLElement>("[data-scroller]") as HTMLElement;
const scrollTo = (top: number) => {
  scroller().scrollTop = top;
  fireEvent.scroll(scroller());
};
const places = (asked: ReturnType<typeof list>) =>
  asked.filter((one) => one.path === "/opportunities").map((one) => Number(one.query.get("at")));

test("the thumb shows the rows of any place of a million, asked for by position", async () => {
  const asked = list();
  await screen.findByRole("link", { name: "Deal 0" });
  expect(screen.getByRole("table").getAttribute("aria-rowcount")).toBe(String(MANY + 1));
  scrollTo((15_000_000 - 767) / 2);
  expect(screen.queryByRole("link", { name: "Deal 499990" })).toBeNull();
  expect(document.querySelector('[data-index="499990"]'), "a place for it is there at once").not.toBeNull();
  await screen.findByRole("link", { name: "Deal 499990" });
  expect(places(asked).slice(1)).toEqual([499_900, 500_000]);
});

test("places that are passed over are never asked for", async () => {
  const asked = list();
  await screen.findByRole("link", { name: "Deal 0" });
  for (let step = 1; step <= 20; step += 1) scrollTo(step * 500_000);
  await waitFor(() => expect(document.querySelectorAll("[data-title]").length).toBeGreaterThan(10));
  expect(places(asked).length).toBeLessThanOrEqual(3);
});

test("the keys End and Home go to the last row and the first, and give them the focus", async () => {
  const user = userEvent.setup();
  list();
  await screen.findByRole("link", { name: "Deal 0" });
  await user.keyboard("{End}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Deal 999999"));
  await user.keyboard("{PageUp}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Deal 999978"));
  await user.keyboard("{Home}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Deal 0"));
});

test("marked rows stay marked while others are looked at", async () => {
  const user = userEvent.setup();
  list();
  await user.click(await screen.findByRole("checkbox", { name: "Select Deal 3" }));
  scrollTo(9_000_000);
  await waitFor(() => expect(screen.queryByRole("checkbox", { name: "Select Deal 3" })).toBeNull());
  scrollTo(0);
  const box = await screen.findByRole("checkbox", { name: "Select Deal 3" });
  expect((box as HTMLInputElement).checked).toBe(true);
});

test("the space bar shows a row beside its list, the arrows another, and Escape goes back to it", async () => {
  const user = userEvent.setup();
  list();
  await screen.findByRole("link", { name: "Deal 0" });
  await user.keyboard("{ArrowDown}{ArrowDown}");
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Deal 1"));
  await user.keyboard(" ");
  const panel = await screen.findByRole("complementary", { name: "Preview: Deal 1" });
  await within(panel).findByText("2 of 1,000,000");
  await user.keyboard("{ArrowDown}");
  await screen.findByRole("complementary", { name: "Preview: Deal 2" });
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Deal 2"));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("complementary", { name: /Preview/ })).toBeNull());
  expect(document.activeElement?.textContent).toBe("Deal 2");
});

test("the page of a row knows its place in the list it was opened from, and its neighbours", async () => {
  const user = userEvent.setup();
  const asked = list("/opportunities?sort=amount");
  await user.click(await screen.findByRole("link", { name: "Deal 11" }));
  await screen.findByText("12 of 1,000,000");
  expect(asked.find((one) => one.query.has("around"))?.query.get("sort")).toBe("amount");
  await user.click(screen.getByRole("button", { name: "Next" }));
  await screen.findByRole("heading", { level: 1, name: "Deal 12" });
  await screen.findByText("13 of 1,000,000");
  await user.keyboard("k");
  await screen.findByRole("heading", { level: 1, name: "Deal 11" });
});

test("an address may say the list a row is one of; without one there are no neighbours", async () => {
  list(`/opportunities/row-5?in=${encodeURIComponent(JSON.stringify({ sort: "amount" }))}`);
  await screen.findByText("6 of 1,000,000");
});

test("a page that was opened without a list has no neighbours", async () => {
  list("/opportunities/row-5");
  await screen.findByRole("heading", { level: 1, name: "Deal 5" });
  expect(screen.queryByRole("button", { name: "Next" })).toBeNull();
});

test("a value is changed in the list, and its row stays where it is", async () => {
  const user = userEvent.setup();
  let sent: Record<string, unknown> | undefined;
  open("/opportunities?sort=amount", metaOf(opportunities), (one) => {
    if (one.method !== "PATCH") return million(one);
    sent = one.body;
    return envelopeOf({ ...row(3), version: 2, name: "Zebra" });
  });
  await screen.findByRole("link", { name: "Deal 3" });
  for (let at = 0; at < 4; at += 1) await user.keyboard("j");
  await user.keyboard("{F2}");
  const input = await screen.findByDisplayValue("Deal 3");
  await user.clear(input);
  await user.type(input, "Zebra{Enter}");
  const link = await screen.findByRole("link", { name: "Zebra" });
  expect(sent).toEqual({ name: "Zebra", version: 1 });
  expect(link.closest("[data-index]")?.getAttribute("data-index")).toBe("3");
  await screen.findByRole("button", { name: "Undo" });
});

test("frozen columns stand beside the title, as far as there is room for others", () => {
  const fields = opportunities.fields.slice(0, 3);
  const names = fields.map((field) => field.name);
  const [title, second, third] = names as [string, string, string];
  expect(frozenOf(fields, [300, 100, 100], undefined, 40, 1200)).toEqual({
    left: { [title]: 40 },
    last: title,
  });
  expect(frozenOf(fields, [300, 100, 100], [second, third], 40, 1200).left).toEqual({
    [title]: 40,
    [second]: 340,
    [third]: 440,
  });
  expect(frozenOf(fields, [300, 100, 100], [second, third], 40, 640).last).toBe(second);
  expect(toggledFrozen(toggledFrozen(undefined, "amount"), "amount")).toBeUndefined();
});

test("pages are kept in number", () => {
  expect(pagesOf(95, 130)).toEqual([0, 1]);
  expect(pagesOf(0, -1)).toEqual([0, 0]);
  expect(KEPT).toBeLessThan(100);
});

test("what is frozen stands first after the title, says the address, and the head's menu lets it go", async () => {
  const user = userEvent.setup();
  list(`/opportunities?frozen=${encodeURIComponent(JSON.stringify(["amount"]))}`);
  await screen.findByRole("link", { name: "Deal 0" });
  const heads = () => screen.getAllByRole("columnheader").map((head) => head.textContent);
  expect(heads()[2]).toContain("Amount");
  await user.click(screen.getByRole("button", { name: "Column Amount" }));
  await user.click(await screen.findByRole("menuitem", { name: "Unfreeze" }));
  await waitFor(() => expect(heads()[2]).not.toContain("Amount"));
});

test("all rows of a list are taken by what makes the list show them, less those that are unmarked", async () => {
  const user = userEvent.setup();
  const filter = { field: "forecast", op: "in", value: ["commit"] };
  const job = { id: "j", kind: "bulk", state: "done", done: MANY - 1, total: MANY - 1, errors: 0 };
  const asked = open(
    `/opportunities?q=deal&filter=${encodeURIComponent(JSON.stringify(filter))}`,
    metaOf(opportunities),
    (one) => (one.path === "/opportunities/bulk" || one.path === "/jobs/j" ? job : million(one)),
  );
  await screen.findByRole("link", { name: "Deal 0" });
  await user.click(screen.getByRole("checkbox", { name: "Select all rows shown" }));
  await screen.findByText("100 selected");
  await user.click(screen.getByRole("button", { name: "Select all 1,000,000" }));
  await screen.findByText("1,000,000 selected");
  scrollTo(500_000);
  const far = await waitFor(() => {
    const boxes = screen.getAllByRole<HTMLInputElement>("checkbox", { name: /^Select Deal/ });
    expect(Number(boxes[0]?.getAttribute("aria-label")?.replace(/\D/g, ""))).toBeGreaterThan(1000);
    return boxes[0] as HTMLInputElement;
  });
  expect(far.checked, "rows that were never loaded are marked, too").toBe(true);
  const left = far.getAttribute("aria-label")?.replace("Select Deal ", "row-");
  await user.click(far);
  await screen.findByText("999,999 selected");
  await user.click(within(screen.getByRole("region", { name: "Selected rows" })).getByText("Delete"));
  const confirm = await screen.findByRole("dialog");
  expect(within(confirm).getAllByText("Delete: 999,999 rows?").length).toBeGreaterThan(0);
  within(confirm).getByText(/Rows further down/);
  await user.click(within(confirm).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(asked.some((one) => one.path === "/opportunities/bulk")).toBe(true));
  expect(asked.find((one) => one.path === "/opportunities/bulk")?.body).toEqual({
    verb: "delete",
    ids: null,
    q: "deal",
    filter: { and: [filter, { field: "id", op: "not_in", value: [left] }] },
    form: {},
  });
});

test("Shift and A mark all rows and none, and another list begins with none", async () => {
  const user = userEvent.setup();
  list();
  await screen.findByRole("link", { name: "Deal 0" });
  await user.keyboard("{Shift>}A{/Shift}");
  await screen.findByText("1,000,000 selected");
  await user.keyboard("{Shift>}A{/Shift}");
  expect(screen.queryByText(/selected$/)).toBeNull();
  await user.keyboard("{Shift>}A{/Shift}");
  await screen.findByText("1,000,000 selected");
  await user.type(screen.getByRole("textbox", { name: "Find in Opportunities" }), "deal{Enter}");
  await waitFor(() => expect(screen.queryByText(/selected$/)).toBeNull());
});
