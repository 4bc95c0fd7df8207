import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { metaOf, open, problem } from "@shell/testing/app";
import type { Day, Month, Person } from "./types";

const plain: Day = { worked: true, absent: 0, asked: 0, presence: null };
const days = Array.from({ length: 30 }, (_, at) => ({
  day: `2026-11-${String(at + 1).padStart(2, "0")}`,
  worked: at % 7 !== 0,
  name: null,
}));

const bob: Person = {
  id: "bob",
  name: "Bob",
  unit: { id: "oak", name: "Oak" },
  days: days.map((day) => ({ ...plain, worked: day.worked })),
  absences: [
    { id: "a1", from: "2026-11-05", to: "2026-11-06", state: "approved", kind: "annual" },
    { id: "a2", from: "2026-11-20", to: "2026-12-02", state: "requested", kind: null },
  ],
  working_days: 22,
  agreed: 22,
  absent: 7.5,
  available: 14.5,
  share: 65.9,
};

const november = (people: Person[], more = false): Month => ({
  month: "2026-11-01",
  today: "2026-11-23",
  days,
  people,
  more,
});

describe("attendance", () => {
  it("tells who is away, which of it is decided, and what is left of the month", async () => {
    open("/attendance", metaOf(), ({ path }) => (path === "/attendance" ? november([bob]) : undefined));
    const row = (await screen.findByRole("link", { name: "Bob" })).closest("li") as HTMLElement;
    expect(row.textContent).toContain("14.5 of 22 days");
    expect(row.textContent).toContain("66%");
    expect(within(row).getByRole("link", { name: /^annual, 5\s–\s6\sNov: approved$/ })).toBeTruthy();
    expect(within(row).getByRole("link", { name: /^Away, 20\sNov\s–\s2\sDec: requested$/ })).toBeTruthy();
  });

  it("keeps the month in the address and asks for it", async () => {
    const asked = open("/attendance?month=2026-11", metaOf(), ({ path }) =>
      path === "/attendance" ? november([bob]) : undefined,
    );
    await userEvent.click(await screen.findByRole("button", { name: "The month after" }));
    await screen.findByRole("link", { name: "Bob" });
    const months = asked.filter((one) => one.path === "/attendance").map((one) => one.query.get("month"));
    expect(months).toEqual(["2026-11-01", "2026-12-01"]);
  });

  it("says that nobody was here", async () => {
    open("/attendance", metaOf(), ({ path }) => (path === "/attendance" ? november([]) : undefined));
    expect(await screen.findByText("Nobody whose attendance you may see was here then")).toBeTruthy();
  });

  it("offers to try again where it could not be asked", async () => {
    open("/attendance", metaOf(), ({ path }) =>
      path === "/attendance" ? problem(503, { code: "busy", title: "Busy" }) : undefined,
    );
    expect(await screen.findByRole("button", { name: /Try again/ })).toBeTruthy();
  });
});
