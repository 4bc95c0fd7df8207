import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Row } from "@shell/api/types";
import { type Answer, open } from "@shell/testing/app";
import { sayIn } from "@shell/words/words";
import { kpiOf, place } from "./places";
import { answers, meta, page } from "./sample";
import { moved, SECTIONS, sectionsOf, sentence } from "./sentence";
import { byPeriod, filterOf } from "./shelf";
import { book } from "./words";
import en from "./en.json";
import zh from "./zh.json";

describe("words of reports", () => {
  it("are the same in both languages, with the same places to fill in", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();
    for (const [key, text] of Object.entries(en))
      expect([key, places(zh[key as keyof typeof zh])]).toEqual([key, places(text)]);
  });

  it("make a sentence of a template", () => {
    const say = sayIn(book, "en");
    expect(sentence({ rhythm: "week", hour: 7 }, say)).toBe(
      "Each week is written at 07:00 of the first working day after it, of every unit that somebody leads.",
    );
    const more = { rhythm: "month", hour: 18, kinds: ["team", "region"], own_pages: true, grace: 60 };
    expect(sentence(more, say, "North")).toBe(
      "Each month is written at 18:00 of the first working day after it, of regions, teams that somebody leads. " +
        "Only in North. Everybody else gets a page about their own work. It waits 1 h for a remark before it goes out.",
    );
    expect(sentence({ rhythm: "week", hour: 7, own_pages: true }, sayIn(book, "zh"))).toBe(
      "每周的报告在其后第一个工作日 07:00 生成，关于每个有负责人的单位。其他每个人有一页关于自己的工作。",
    );
  });
});

describe("the parts of a template", () => {
  it("are all of them where nothing is said, and stand in its order", () => {
    expect(sectionsOf({})).toEqual([...SECTIONS]);
    expect(sectionsOf({ sections: ["next", "weather", "slips"] })).toEqual(["next", "slips"]);
    expect(moved(["next", "slips", "pace"], "slips", -1)).toEqual(["slips", "next", "pace"]);
    expect(moved(["next", "slips"], "slips", 1)).toEqual(["next", "slips"]);
  });
});

describe("numbers of a report", () => {
  it("lead to their rows, and their bars end at the target", () => {
    const [number] = page.parts[0]?.numbers ?? [];
    expect(number?.open && kpiOf(number.open)).toEqual({
      metric: "credited_amount",
      by: [],
      from: "2026-11-01",
      to: "2026-11-22",
      where: { unit: ["oak"] },
    });
    expect([place(0.785), place(1.4), place(-1)]).toEqual(["78.5%", "100%", "0%"]);
  });
});

describe("the shelf", () => {
  it("asks for what is the reader's own, and puts those of a period together", () => {
    expect(filterOf("mine", "week", "ann")).toContain('"leader_id"');
    expect(filterOf("units", undefined, "ann")).toContain("not_empty");
    expect(filterOf("all")).not.toContain("whose_id");
    const row = (id: string, period: string) => ({ id, version: 1, period }) as unknown as Row;
    const periods = byPeriod([row("a", "2026-W47"), row("b", "2026-W46"), row("c", "2026-W47")]);
    expect(periods.map(([name, rows]) => [name, rows.map((one) => one.id)])).toEqual([
      ["2026-W47", ["a", "c"]],
      ["2026-W46", ["b"]],
    ]);
  });

  it("leads to a report", async () => {
    open("/my_reports", meta, answers);
    const week = await screen.findByRole("region", { name: "W47 2026" });
    const link = within(week).getByRole("link", { name: /^Oak/ });
    expect(link.getAttribute("href")).toContain("/reports/r1");
  });
});

describe("a report", () => {
  it("is read from top to bottom: in short, its parts, what the reader does not see", async () => {
    open("/reports/r1", meta, answers);
    expect(await screen.findByText("This month: 78.0% of target, pace 92.0%")).toBeTruthy();
    expect(screen.getByText(/^It goes out at/)).toBeTruthy();
    const attainment = screen.getByRole("region", { name: "Attainment and pace" });
    expect(within(attainment).getByRole("link", { name: "78.0%" }).getAttribute("href")).toContain(
      "/numbers",
    );
    const slips = screen.getByRole("region", { name: "Largest slips" });
    expect(within(slips).getByRole("link", { name: "Racks" })).toBeTruthy();
    expect(within(slips).getByText("(removed)").closest("a")).toBeNull();
    expect(within(slips).getByText("3 more · 1 outside your reach")).toBeTruthy();
    expect(screen.getByText("Nothing is due.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "PDF" }).getAttribute("href")).toBe(
      "/api/v1/reports/r1/file?form=pdf&locale=en",
    );
  });

  it("takes a remark before it goes out", async () => {
    const asked = open("/reports/r1", meta, answers);
    await userEvent.click(await screen.findByRole("button", { name: "Add a remark" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByLabelText(/^Remark/), "Two deals move to January");
    await userEvent.click(within(dialog).getByRole("button", { name: "Add a remark" }));
    await waitFor(() =>
      expect(asked.find((one) => one.path === "/reports/r1/remark")?.body).toMatchObject({
        remark: "Two deals move to January",
      }),
    );
  });

  it("says that data came in later, and with what difference", async () => {
    const late: Answer = (one) =>
      one.path === "/reports/r1/late"
        ? { numbers: [{ metric: "won_amount", label: "Won amount", was: "CNY 300.00", is: "CNY 350.00" }] }
        : answers(one);
    open("/reports/r1", meta, late);
    expect(await screen.findByText("Won amount: it was CNY 300.00, it is CNY 350.00")).toBeTruthy();
  });

  it("leads from an edition that was replaced to the newer one", async () => {
    const old: Answer = (one) => {
      if (one.path === "/reports/r1/page") return { ...page, state: "replaced", replaced_by: "r2" };
      return answers(one);
    };
    const asked = open("/reports/r1", meta, old);
    const newer = await screen.findByRole("link", { name: "Read the newer one" });
    expect(newer.getAttribute("href")).toContain("/reports/r2");
    expect(asked.some((one) => one.path === "/reports/r1/late")).toBe(false);
  });
});

describe("subscriptions", () => {
  it("are kept with one press, and take other units", async () => {
    const asked = open("/my_reports/subscriptions", meta, (one) =>
      one.path === "/session"
        ? {
            user: { id: "u", login: "anna", name: "Anna", person_id: "ann" },
            roles: ["manager"],
            csrf: "token-1",
          }
        : answers(one),
    );
    await userEvent.click(await screen.findByRole("switch", { name: "Week" }));
    await waitFor(() =>
      expect(
        asked.find((one) => one.path === "/report_subscriptions" && one.method === "POST")?.body,
      ).toMatchObject({ template_id: "t1", wanted: false }),
    );
    expect(screen.getByRole("combobox", { name: "Also of a unit: Week" })).toBeTruthy();
  });
});

describe("templates", () => {
  it("are begun with one of the library", async () => {
    const asked = open("/report_settings", meta, answers);
    const library = await screen.findByRole("region", { name: "Library" });
    await userEvent.click(within(library).getByRole("button", { name: "Take it" }));
    const made = asked.find((one) => one.path === "/report_templates" && one.method === "POST");
    expect(made?.body).toMatchObject({ name: "Weekly sales review" });
  });

  it("say for which unit alone they are", async () => {
    open("/report_settings/change/t1", meta, answers);
    expect(await screen.findByText(/^Each week .* Only in Pine\. Everybody else gets/)).toBeTruthy();
  });

  it("are made with their sentence beside them, and with parts in an order", async () => {
    const asked = open("/report_settings/make", meta, answers);
    await userEvent.type(await screen.findByRole("textbox", { name: /^Name$/ }), "Short week");
    await userEvent.click(screen.getByRole("button", { name: "Next actions: further up" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Alerts" }));
    expect(screen.getByText(/^Each week is written at 07:00/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => {
      const made = asked.find((one) => one.path === "/report_templates" && one.method === "POST");
      expect(made?.body).toMatchObject({
        name: "Short week",
        sections: ["attainment", "numbers", "changes", "pace", "slips", "next", "initiatives"],
      });
    });
  });
});
