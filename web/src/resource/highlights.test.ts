import { expect, test } from "vitest";
import { opportunities } from "../testing/nouns";
import { highlightsOf } from "./Highlights";

const names = (named?: string[]) => highlightsOf(opportunities, named).map((field) => field.name);

test("how it stands comes first, then what it is worth; the title stands above already", () => {
  expect(names()).toEqual(["forecast", "amount", "account_id"]);
});

test("a capability names its own, and one that the reader may not see is left out", () => {
  expect(names(["closed_on", "gone", "amount"])).toEqual(["closed_on", "amount"]);
});
