import { expect, test } from "vitest";
import type { Row, Session } from "../api/types";
import { differs, mayChange, sorted } from "./views";

const session = (edit: string): Session => ({
  user: { id: "u", login: "anna", name: "Anna", person_id: "anna" },
  roles: [],
  csrf: "",
  may: { views: { edit } },
});
const view = (id: string, owner_id: string | null, shared: boolean, state: unknown = {}): Row => ({
  id,
  version: 1,
  owner_id,
  shared,
  state: state as Row["state"],
});

test("another's private view is not offered, whoever may see it", () => {
  const views = [view("mine", "anna", false), view("theirs", "bert", false), view("all", "bert", true)];
  const { own, shared } = sorted(views, session("all"));
  expect(own.map((one) => one.id)).toEqual(["mine"]);
  expect(shared.map((one) => one.id)).toEqual(["all"]);
});

test("a shared view is changed by its maker or by whoever may change all", () => {
  expect(mayChange(view("a", "anna", true), session("own"))).toBe(true);
  expect(mayChange(view("b", "bert", true), session("own"))).toBe(false);
  expect(mayChange(view("b", "bert", true), session("all"))).toBe(true);
});

test("the order in which things were said makes no difference", () => {
  const kept = view("a", "anna", false, { sort: "-amount", columns: ["name"] });
  expect(differs(kept, { columns: ["name"], sort: "-amount", view: "a" })).toBe(false);
  expect(differs(kept, { columns: ["name"], sort: "amount", view: "a" })).toBe(true);
});
