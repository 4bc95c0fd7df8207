import { expect, test } from "vitest";
import { opportunities } from "../testing/nouns";
import { formatFor } from "../words/format";
import { shellIn } from "../words/languages";
import { describe } from "./describe";
import type { Filter } from "./filter";

const voice = (locale: "en" | "zh") => ({
  say: shellIn(locale),
  format: formatFor(locale),
  labels: { a1: "Acme" },
});

const filter: Filter = {
  and: [
    { field: "account_id", op: "in", value: ["a1"] },
    {
      or: [
        { field: "closed_on", op: "within", value: "last_45_days" },
        { field: "amount", op: "empty" },
      ],
    },
    { not: { field: "forecast", op: "in", value: ["commit", "pipeline"] } },
  ],
};

test("a filter reads like a sentence", () => {
  expect(describe(filter, opportunities, voice("en"))).toBe(
    "Account is Acme and (Closed on within last 45 days or Amount is empty) and (not (Forecast is Commit, Pipeline))",
  );
});

test("in Chinese too", () => {
  expect(
    describe({ field: "closed_on", op: "within", value: "this_month" }, opportunities, voice("zh")),
  ).toBe("Closed on 在 本月");
});
