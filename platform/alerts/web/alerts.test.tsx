import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { open, problem } from "@shell/testing/app";
import { formatFor } from "@shell/words/format";
import { sayIn } from "@shell/words/words";
import en from "./en.json";
import { rowsBehind } from "./rowsBehind";
import { alert, answers, meta } from "./sample";
import { fieldsOf, sentence, testText } from "./sentence";
import { heights, valueText } from "./values";
import { book } from "./words";
import zh from "./zh.json";

describe("words", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();

  it("says the same in both languages, with the same places to fill", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en)) {
      expect(holes(zh[key as keyof typeof zh]), key).toEqual(holes(text));
    }
  });

  it("makes a sentence of a rule", () => {
    const say = sayIn(book, "en");
    const of = { unit: "ratio" as const, currency: null };
    const told = (values: Record<string, string | number>) =>
      sentence(
        { per: "team", grain: "week", ...values },
        { label: "Win rate" },
        of,
        say,
        formatFor("en"),
        "East",
      );
    expect(told({ test: "running", limit: 0.8, periods: 3 })).toBe(
      "Warn when Win rate of a team, each week when it has closed, is below 80.0% 3 week closes running.",
    );
    expect(told({ test: "change", percent: 25, against: "year_before", window: "so_far" })).toBe(
      "Warn when Win rate of a team, every hour for the week so far, is more than 25% below the same period a year ago.",
    );
    expect(told({ test: "slide", side: "below", periods: 4, within_id: "east" })).toBe(
      "Warn when Win rate of a team in East, each week when it has closed, fell 4 week closes running.",
    );
    expect(testText({ test: "band", side: "either" }, of, say, formatFor("en"))).toBe(
      "leaves its usual range (2 standard deviations around the mean of 8 weeks)",
    );
  });

  it("asks for what the test needs and no more", () => {
    expect(fieldsOf({ test: "band" }).has("limit")).toBe(false);
    expect(fieldsOf({ test: "running" }).has("periods")).toBe(true);
    expect(fieldsOf({}).has("limit")).toBe(true);
  });
});

describe("numbers", () => {
  it("are told in their unit", () => {
    const format = formatFor("en");
    expect(valueText("1234.5", { unit: "money", currency: "CNY" }, format)).toContain("1,234.50");
    expect(valueText("0.8", { unit: "ratio", currency: null }, format)).toContain("80");
    expect(valueText(null, { unit: "count", currency: null }, format)).toBe("–");
    expect(heights(["5", null, "10", "-3"])).toEqual([50, 0, 100, 0]);
  });

  it("lead to their rows", () => {
    expect(rowsBehind(alert)).toEqual({
      metric: "leads",
      by: [],
      from: "2026-11-16",
      to: "2026-11-22",
      where: { unit: ["oak"] },
    });
  });
});

describe("a case", () => {
  it("says what happened, why that is a warning, and by when somebody acts", async () => {
    open("/alerts/a1", meta, answers);
    const why = await screen.findByRole("region", { name: "Why it warns" });
    expect(why.textContent).toContain("Leads of Oak, W47 2026: 1.");
    expect(why.textContent).toContain("It should have been 3.");
    expect(why.textContent).toContain("67% beyond");
    expect(screen.getByText(/^Somebody acts by/)).toBeTruthy();
    const course = await screen.findByRole("region", { name: "How it went" });
    expect(await within(course).findByText("W47 2026: 5, limit 3, first seen")).toBeTruthy();
  });

  it("tells no more of the number than the reader may see", async () => {
    open("/alerts/a1", meta, (asked) =>
      asked.path === "/alerts/a1/course" ? problem(404, { code: "not_found", title: "No" }) : answers(asked),
    );
    expect(await screen.findByText(/not yours to see/)).toBeTruthy();
  });

  it("is judged with one click", async () => {
    const asked = open("/alerts/a1", meta, answers);
    const judged = await screen.findByRole("group", { name: "Was the warning right?" });
    await userEvent.click(within(judged).getByRole("button", { name: "Wrong" }));
    expect(asked.find((one) => one.path === "/alerts/a1/judge")?.body).toMatchObject({ judgement: "wrong" });
  });
});

describe("a rule", () => {
  it("shows its sentence, its precision and what it would have said", async () => {
    open("/alert_rules/r1", meta, answers);
    expect(
      await screen.findByText("Warn when Leads of a team, each week when it has closed, is below 3."),
    ).toBeTruthy();
    expect(screen.getByText("75% right of 4 judged")).toBeTruthy();
    expect(await screen.findByText("Cases in 2 periods: 1 (0.5 a week)")).toBeTruthy();
    expect(screen.getByText("Oak: from W46 2026 until W47 2026")).toBeTruthy();
    expect(screen.getByText("Oak, W46 2026: 1, warns (limit 3)")).toBeTruthy();
  });

  it("is switched on with the mark of the back-test that was shown", async () => {
    const asked = open("/alert_rules/r1", meta, answers);
    await userEvent.click(await screen.findByRole("button", { name: "Switch on" }));
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByText("Cases in 2 periods: 1 (0.5 a week)");
    await userEvent.click(within(dialog).getByRole("button", { name: "Switch on" }));
    expect(asked.find((one) => one.path === "/alert_rules/r1/switch_on")?.body).toMatchObject({
      backtest: "m4rk",
    });
  });

  it("is made beside its back-test, and asks only for what its test needs", async () => {
    const asked = open("/early_warning/make", meta, answers);
    await userEvent.type(await screen.findByLabelText(/^Name/), "Leads");
    expect(
      screen.getByText("Say what is watched and how, and you see here what the rule would have said."),
    ).toBeTruthy();
    expect(screen.queryByLabelText(/^Deviations/)).toBeNull();
    expect(screen.getByLabelText(/^Value/)).toBeTruthy();
    expect(asked.some((one) => one.path === "/alert_rules/backtest")).toBe(false);
  });

  it("can begin with one of the library", async () => {
    const asked = open("/early_warning", meta, answers);
    const library = await screen.findByRole("region", { name: "Library" });
    await userEvent.click(within(library).getByRole("button", { name: "Take it" }));
    const made = asked.find((one) => one.path === "/alert_rules" && one.method === "POST");
    expect(made?.body).toMatchObject({ name: "Leads by habit" });
  });
});
