import { expect, test } from "vitest";
import type { KpiCatalogue, Meta, Session } from "../api/types";
import { moved, put, resized, stepped, without } from "./draft";
import { offered, readCards } from "./offered";
import type { Card, Dashboard } from "./spec";

const card = (id: string): Card => ({ id, kind: "number", metric: "won", width: 1, height: 1 });
const cards = [card("a"), card("b"), card("c")];
const ids = (all: Card[]) => all.map((one) => one.id).join("");

test("a card is moved, resized within the page, replaced and removed", () => {
  expect(ids(moved(cards, 0, 2))).toBe("bca");
  expect(ids(moved(cards, 2, -1))).toBe("cab");
  expect(resized(cards, "a", 9, 1)[0]).toMatchObject({ width: 4, height: 2 });
  expect(resized(cards, "a", -1, -1)[0]).toMatchObject({ width: 1, height: 1 });
  expect(ids(put(cards, card("d")))).toBe("abcd");
  expect(put(cards, { ...card("b"), metric: "lost" })[1]?.metric).toBe("lost");
  expect(ids(without(cards, "b"))).toBe("ac");
});

test("every step is taken back and made again; a new one ends what could be made again", () => {
  let steps = stepped({ past: [], now: cards, future: [] }, { to: without(cards, "a") });
  steps = stepped(steps, { to: without(steps.now, "b") });
  expect(ids(steps.now)).toBe("c");
  steps = stepped(steps, "undo");
  expect(ids(steps.now)).toBe("bc");
  expect(ids(stepped(steps, "redo").now)).toBe("c");
  steps = stepped(steps, { to: moved(steps.now, 0, 1) });
  expect(ids(stepped(steps, "redo").now)).toBe("cb");
  expect(ids(stepped(stepped(steps, "undo"), "undo").now)).toBe("abc");
});

const session = (roles: string[], read: string): Session => ({
  user: { id: "u", login: "u", name: "U" },
  roles,
  csrf: "",
  may: { opportunities: { read } },
});
const catalogue: KpiCatalogue = {
  metrics: [{ name: "won", label: "Won", unit: "count", noun: "opportunities" }],
  dimensions: [],
};
const meta = { nouns: [], metrics: [], dimensions: [], company: {} } as unknown as Meta;
const board = (name: string, roles: string[], least?: "team" | "all"): Dashboard => ({
  name,
  label: name,
  roles,
  reach: least && { noun: "opportunities", least },
  period: "this_month",
  cards: [card("a")],
});
const shipped = [
  board("rep", ["rep"]),
  board("team", ["manager"], "team"),
  board("all", ["director"], "all"),
];

test("everybody begins with the dashboard of their role and is offered what their reach gives sense to", () => {
  const names = (roles: string[], read: string) => {
    const found = offered(shipped, [], meta, catalogue, session(roles, read));
    return [found.home?.name, found.shipped.map((one) => one.name).join()];
  };
  expect(names(["rep"], "own")).toEqual(["rep", "rep"]);
  expect(names(["manager"], "subtree")).toEqual(["team", "team"]);
  expect(names(["director"], "all")).toEqual(["all", "team,all"]);
  expect(names(["helper"], "own")).toEqual([undefined, ""]);
});

test("what the company chose for a role goes before what came with the release", () => {
  const row = { id: "x", version: 1, name: "Ours", home_of: "rep", state: { cards: [card("a")] } };
  expect(offered(shipped, [row], meta, catalogue, session(["rep"], "own")).home?.name).toBe("x");
});

test("a dashboard of which nothing may be seen is not offered", () => {
  expect(
    offered(shipped, [], meta, { metrics: [], dimensions: [] }, session(["rep"], "own")).shipped,
  ).toEqual([]);
});

test("cards of another release are read as far as they make sense", () => {
  const raw = [{ kind: "number", metric: "won", width: 9 }, { kind: "hologram" }, { kind: "rows" }, 3];
  expect(readCards(raw)).toEqual([{ kind: "number", metric: "won", id: "card-0", width: 2, height: 2 }]);
  expect(readCards("x")).toEqual([]);
});
