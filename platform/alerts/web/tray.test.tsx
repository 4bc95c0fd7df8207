import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Row } from "@shell/api/types";
import { type Answer, envelopeOf, open } from "@shell/testing/app";
import { alert, answers, may, meta } from "./sample";
import { daysBetween, filterOf, sorted } from "./tray";

// A screen on which the case has room beside its list.
vi.hoisted(() => {
  globalThis.matchMedia = (query: string) =>
    ({
      matches: query.startsWith("(min-width"),
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
});

const elm = { ...alert, id: "a2", title: "Too few leads: Elm", severity: "info" } as Row;
const two: Answer = (asked) => {
  if (asked.path === "/alerts") return { rows: [alert, elm], next: null };
  if (asked.path === "/alerts/a2") return envelopeOf(elm, may("take", "explain"));
  if (asked.path === "/alerts/a2/course") return answers({ ...asked, path: "/alerts/a1/course" });
  return answers(asked);
};

describe("the tray", () => {
  it("begins with the worst and the oldest", () => {
    const row = (id: string, severity: string, first_seen_on: string) => ({
      id,
      version: 1,
      severity,
      first_seen_on,
    });
    const rows = [
      row("late", "critical", "2026-11-20"),
      row("info", "info", "2026-01-01"),
      row("old", "critical", "2026-11-01"),
    ];
    expect(sorted(rows).map((one) => one.id)).toEqual(["old", "late", "info"]);
    expect(daysBetween("2026-11-20", "2026-11-23")).toBe(3);
    expect(filterOf("mine", "ann")).toContain("assignee_id");
    expect(filterOf("mine", null)).not.toContain("assignee_id");
    expect(filterOf("told", "ann")).toContain("told_id");
    expect(filterOf("ended", "ann")).toContain("recovered");
  });

  it("shows the first case beside the list, and the next one by key", async () => {
    open("/my_alerts", meta, two);
    const beside = await screen.findByRole("region", { name: "The case" });
    expect(await within(beside).findByRole("heading", { name: "Too few leads: Oak" })).toBeTruthy();
    await userEvent.keyboard("jj");
    expect(document.activeElement?.textContent).toContain("Too few leads: Elm");
    const next = screen.getByRole("region", { name: "The case" });
    expect(await within(next).findByRole("heading", { name: "Too few leads: Elm" })).toBeTruthy();
  });

  it("takes and explains the case that is shown by key", async () => {
    const asked = open("/my_alerts", meta, two);
    await screen.findByRole("button", { name: "Take" });
    await userEvent.keyboard("t");
    await waitFor(() => expect(asked.some((one) => one.path === "/alerts/a1/take")).toBe(true));
    await userEvent.keyboard("e");
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByLabelText(/^Explanation/)).toBeTruthy();
  });

  it("takes those that are marked, all at once", async () => {
    const asked = open("/my_alerts", meta, two);
    await screen.findByRole("button", { name: "Take" });
    await userEvent.keyboard("jxjx");
    expect(screen.getByRole("checkbox", { name: "Mark Too few leads: Elm" })).toHaveProperty("checked", true);
    await userEvent.click(screen.getByRole("button", { name: "Take: 2" }));
    const sent = asked.find((one) => one.path === "/alerts/bulk");
    expect(sent?.body).toMatchObject({ verb: "take", ids: ["a1", "a2"] });
    expect(asked.some((one) => one.path === "/alerts/a1/take")).toBe(false);
  });

  it("closes what has ended, with what came of it", async () => {
    const ended = { ...alert, state: "recovered", act_by: null } as unknown as Row;
    const asked = open("/my_alerts", meta, (one) =>
      one.path === "/alerts" ? { rows: [ended], next: null } : two(one),
    );
    await userEvent.click(await screen.findByText("To be closed"));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Mark Too few leads: Oak" }));
    await userEvent.click(screen.getByRole("button", { name: "Close: 1" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByLabelText(/^Result/), "More leads are bought");
    // The cross of the dialog is called the same.
    await userEvent.click(within(dialog).getAllByRole("button", { name: "Close" }).at(-1) as HTMLElement);
    await waitFor(() =>
      expect(asked.find((one) => one.path === "/alerts/bulk")?.body).toMatchObject({
        verb: "close",
        form: { result: "More leads are bought" },
      }),
    );
  });

  it("says that there is nothing to do", async () => {
    open("/my_alerts", meta, () => undefined);
    expect(await screen.findByText("Nothing is in your charge")).toBeTruthy();
  });
});
