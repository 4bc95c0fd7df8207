import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Shortcut } from "../../api/types";
import { type Answer, envelopeOf, metaOf, open } from "../../testing/app";
import { opportunities } from "../../testing/nouns";
import { scoreOf } from "./match";

const A = "01900000-0000-7000-8000-00000000000a";
const B = "01900000-0000-7000-8000-00000000000b";
const shortcut = (id: string, title: string): Shortcut => ({
  address: `opportunities/${id}`,
  noun: "opportunities",
  id,
  title,
  list: null,
});
const verbs = [
  { name: "win", label: "Win", fields: [] },
  { name: "reopen", label: "Reopen", fields: [] },
];
const deals = { ...opportunities, verbs };
const row = { id: A, version: 3, name: "Pump for Suzhou" };

/** A desk with a deal, one thing pinned and one looked at. */
const desk: Answer = (one) => {
  if (one.path === "/shortcuts")
    return {
      pinned: [shortcut(A, "Pump for Suzhou")],
      recent: [shortcut(A, "Pump for Suzhou"), shortcut(B, "Valves")],
    };
  if (one.path === "/search")
    return { hits: [{ noun: "opportunities", id: B, title: "Valves for Wuxi", snippet: "" }] };
  if (one.path === `/opportunities/${A}` && one.method === "GET")
    return envelopeOf(row, [
      { name: "win", allowed: true },
      { name: "reopen", allowed: false, refusal: { code: "x", detail: "It is open already" } },
    ]);
  if (one.path === `/opportunities/${A}/win`) return envelopeOf({ ...row, version: 4 });
  return undefined;
};

async function palette() {
  await screen.findByRole("button", { name: /Search and commands/ });
  fireEvent.keyDown(globalThis.document.body, { key: "k", ctrlKey: true });
  return screen.findByRole("combobox", { name: "Search and commands" });
}
const options = () => screen.getAllByRole("option").map((one) => one.textContent);

test("nothing typed: what is pinned, then what was looked at, each once", async () => {
  open("/opportunities", metaOf(deals), desk);
  await screen.findByRole("heading", { level: 1, name: "Opportunities" });
  await palette();
  const pinned = await screen.findByRole("group", { name: "Pinned" });
  within(pinned).getByRole("option", { name: /Pump for Suzhou/ });
  const recent = screen.getByRole("group", { name: "Recent" });
  expect(within(recent).getAllByRole("option").length).toBe(1);
  within(recent).getByRole("option", { name: /Valves/ });
});

test("Enter before the answer is there opens the first thing in the answer", async () => {
  const user = userEvent.setup();
  open("/opportunities", metaOf(deals), desk);
  await screen.findByRole("heading", { level: 1, name: "Opportunities" });
  await user.type(await palette(), "wuxi{Enter}");
  await waitFor(() => expect(screen.queryByRole("combobox", { name: "Search and commands" })).toBeNull());
});

test("the verbs of the open row are there, refused ones with their reason", async () => {
  const user = userEvent.setup();
  const asked = open(`/opportunities/${A}`, metaOf(deals), desk);
  await screen.findByRole("heading", { level: 1, name: "Pump for Suzhou" });
  const box = await palette();
  await user.type(box, "reopen");
  const refused = await screen.findByRole("option", { name: /Reopen/ });
  expect(refused.textContent).toContain("It is open already");
  expect(refused.getAttribute("aria-disabled")).toBe("true");
  await user.type(box, "{Enter}");
  expect(asked.some((one) => one.path.endsWith("/reopen"))).toBe(false);
  await user.clear(box);
  await user.type(box, "win");
  await waitFor(() => expect(options()[0]).toContain("Win"));
  await user.type(box, "{Enter}");
  await waitFor(() => expect(asked.some((one) => one.path === `/opportunities/${A}/win`)).toBe(true));
});

test("what I may not make is not offered", async () => {
  const user = userEvent.setup();
  const may = { ...deals.may, create: false };
  open("/opportunities", metaOf({ ...deals, may }), desk);
  await screen.findByRole("heading", { level: 1, name: "Opportunities" });
  await user.type(await palette(), "new opp");
  await screen.findByRole("option", { name: /Valves for Wuxi/ });
  expect(options().join()).not.toContain("New Opportunity");
});

test("a name is found by its letters, by another word for it, and by its sound", () => {
  const sound = (name: string, typed: string): [number, number] | false =>
    name === "商机" && ["sj", "shangji"].includes(typed) ? [0, 1] : false;
  expect(scoreOf("opp", "Opportunities")).toBeGreaterThan(0.5);
  expect(scoreOf("商机", "商机")).toBe(1);
  expect(scoreOf("leads", "线索", ["leads"])).toBeGreaterThan(0.5);
  expect(scoreOf("sj", "商机", [], sound)).toBeGreaterThan(0.5);
  expect(scoreOf("sj", "商机")).toBe(0);
});

test("the name of a list leads to the list, also where a row is called the same", async () => {
  const user = userEvent.setup();
  open("/numbers", metaOf(deals), (one) =>
    one.path === "/search"
      ? { hits: [{ noun: "opportunities", id: B, title: "Opportunities", snippet: "" }] }
      : desk(one),
  );
  await user.type(await palette(), "opportunities");
  await waitFor(() => expect(options().length).toBeGreaterThan(1));
  await screen.findByRole("group", { name: "Rows" }).catch(() => undefined);
  expect(
    screen.getAllByRole("group").map((one) => one.getAttribute("aria-labelledby")?.split("-of-")[1]),
  ).toEqual(expect.arrayContaining(["screens", "rows"]));
  const first = screen.getAllByRole("option")[0] as HTMLElement;
  expect(first.closest("[role=group]")?.getAttribute("aria-labelledby")).toContain("screens");
});
