import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Shortcut } from "../api/types";
import { type Answer, metaOf, open } from "../testing/app";
import { opportunities } from "../testing/nouns";
import { placeOf, wayTo } from "./shortcuts";

const ID = "01900000-0000-7000-8000-00000000000a";
const screenAt = (address: string): Shortcut => ({ address, noun: null, id: null, title: null, list: null });

test("rows, views and screens are places; what else stands in an address is not", () => {
  expect(placeOf(`/accounts/${ID}`)).toBe(`accounts/${ID}`);
  expect(placeOf("/accounts", { view: ID })).toBe(`views/${ID}`);
  expect(placeOf("/accounts", { view: "mine" })).toBe("accounts");
  expect(placeOf("/numbers")).toBe("numbers");
  expect(placeOf("/")).toBeUndefined();
  expect(placeOf("/accounts/none")).toBeUndefined();
  expect(wayTo({ ...screenAt(`views/${ID}`), noun: "views", id: ID, list: "accounts" })).toBe(
    `/accounts?view=${ID}`,
  );
});

test("what is pinned leads the navigation and is moved by keyboard; what this reader has no screen for is left out", async () => {
  const row: Shortcut = {
    address: `opportunities/${ID}`,
    noun: "opportunities",
    id: ID,
    title: "Pump",
    list: null,
  };
  const view: Shortcut = {
    ...row,
    address: `views/${ID}`,
    noun: "views",
    title: "Big ones",
    list: "opportunities",
  };
  let pinned = [screenAt("opportunities"), row, screenAt("weather"), view];
  pinned = pinned.map((one) => (one.address === "opportunities" ? { ...one, noun: "opportunities" } : one));
  const answer: Answer = (one) => {
    if (!one.path.startsWith("/shortcuts")) return undefined;
    if (one.method === "PUT") {
      const { address, place } = one.body as { address: string; place: number };
      const moved = pinned.filter((other) => other.address === address);
      pinned = pinned.filter((other) => other.address !== address);
      pinned.splice(place, 0, ...moved);
    }
    return { pinned, recent: [] };
  };
  const asked = open("/opportunities", metaOf(opportunities), answer);
  const list = await screen.findByRole("list", { name: "Pinned" });
  const names = () =>
    within(list)
      .getAllByRole("link")
      .map((one) => one.textContent);
  expect(names()).toEqual(["Opportunities", "Pump", "Big ones"]);
  const address = within(list).getByRole("link", { name: "Big ones" }).getAttribute("href");
  expect(address).toMatch(`/opportunities?view=`);
  expect(address).toContain(ID);
  fireEvent.keyDown(within(list).getByRole("link", { name: "Pump" }), { key: "ArrowUp", altKey: true });
  await waitFor(() => expect(names()).toEqual(["Pump", "Opportunities", "Big ones"]));
  const put = asked.find((one) => one.method === "PUT");
  expect(put?.body).toEqual({ address: `opportunities/${ID}`, place: 0 });
  screen.getByText("Pump is now number 1");
});
