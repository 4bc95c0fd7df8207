import { expect, test } from "vitest";
import { fieldFor, isPlain, keyed, mapped } from "./mapping";
import type { Profile } from "./types";

const profile: Profile = {
  name: "deals.csv",
  files: { rows: { names: ["deals.csv"] } },
  make: [
    {
      noun: "opportunities",
      from: "rows",
      key: ["name"],
      fields: { name: { column: "Deal" }, product_id: { column: "Product", find: "products" } },
    },
  ],
};
const make = (one: Profile) => one.make[0] as Profile["make"][number];

test("a column fills one field and a field has one column", () => {
  const moved = mapped(profile, "Title", "name");
  expect(fieldFor(make(moved), "Title")).toBe("name");
  expect(fieldFor(make(moved), "Deal")).toBeUndefined();
});

test("a reference is looked up among the rows it points to", () => {
  expect(make(mapped(profile, "Who", "owner_id", "people")).fields.owner_id).toEqual({
    column: "Who",
    find: "people",
  });
});

test("a field that nothing fills any more is no key", () => {
  expect(make(mapped(profile, "Deal", undefined)).key).toEqual([]);
  expect(make(keyed(profile, "product_id", true)).key).toEqual(["name", "product_id"]);
});

test("a profile of several nouns is shown, not edited", () => {
  expect(isPlain(profile)).toBe(true);
  expect(isPlain({ ...profile, make: [...profile.make, ...profile.make] })).toBe(false);
});
