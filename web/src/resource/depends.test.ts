import { expect, test } from "vitest";
import { metaOf } from "../testing/app";
import { field, opportunities } from "../testing/nouns";
import { parentsOf } from "./depends";

const contacts = {
  ...opportunities,
  name: "contacts",
  fields: [field("name", "text"), field("account_id", "ref", { ref: "accounts", required: true })],
};
const accounts = {
  ...opportunities,
  name: "accounts",
  fields: [field("name", "text"), field("owner_id", "ref", { ref: "people" })],
};

test("a choice is narrowed by the field that its rows carry, too", () => {
  const fields = [
    field("account_id", "ref", { ref: "accounts" }),
    field("contact_id", "ref", { ref: "contacts" }),
    field("owner_id", "ref", { ref: "people" }),
    field("subject_id", "ref", { ref: "*" }),
  ];
  const parents = parentsOf(fields, metaOf(contacts, accounts));
  expect([...parents].map(([name, parent]) => [name, parent.name])).toEqual([["contact_id", "account_id"]]);
});
