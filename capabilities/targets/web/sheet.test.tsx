import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import { sample } from "./samples";
import type { Done, Edit, Grid } from "./types";

const PLAN = "target_plans";
const noun = {
  name: PLAN,
  label: "Target plan",
  plural: "Target plans",
  group: "plan",
  title: "name",
  fields: [
    { name: "name", label: "Name", kind: "text" as const },
    {
      name: "state",
      label: "State",
      kind: "choice" as const,
      options: [{ value: "working", label: "Working" }],
    },
  ],
  verbs: [],
  may: { read: true, create: true, edit: true, delete: true },
};
const row = {
  id: "p1",
  version: 1,
  name: "Year 2026",
  state: "working",
  unit_id: "u",
  from: "2026-01-01",
  to: "2026-12-31",
  grain: "month",
  changes: 3,
} as never;

type Answers = (edits: Edit[], changes: number) => unknown;

/** What a server would answer that moves nothing else: the locks that were, as what takes it back. */
const plainly =
  (grid: Grid): Answers =>
  (edits, changes): Done => ({
    changes: changes + 1,
    values: edits.flatMap((edit) => {
      const line = grid.rows.find((one) => one.node === edit.node)!;
      return "lock" in edit
        ? [
            {
              node: edit.node,
              value: edit.lock === null ? line.value : Number(edit.lock) * 100,
              periods: line.periods,
            },
          ]
        : [];
    }),
    undo: edits.map((edit) => ({ node: edit.node, lock: null })),
  });

function show(grid: Grid = sample(), answers: Answers = plainly(grid)) {
  const sent: Edit[][] = [];
  const asked = open("/target_plans/p1", metaOf(noun as never), ({ path, method, body }) => {
    if (path === "/target_plans/p1") return envelopeOf(row);
    if (path.endsWith("/grid")) return grid;
    if (path.endsWith("/why")) return [{ step: "total", total: 120_000, amount: 120_000 }];
    if (path.endsWith("/edits") && method === "POST") {
      sent.push(body!.edits as Edit[]);
      return answers(body!.edits as Edit[], body!.changes as number);
    }
    return undefined;
  });
  return { sent, asked };
}

const table = () => screen.findByRole("treegrid");
/** Cells of a line that is in sight, the name first. */
const line = async (name: string) => {
  await table();
  const head = (await screen.findAllByRole("rowheader")).find((one) => one.textContent?.startsWith(name));
  if (!head?.parentElement) throw new Error(`${name} is not in sight`);
  return [...head.parentElement.children] as HTMLElement[];
};
const target = async (name: string) => (await line(name))[1]!;
const onto = async (name: string) => {
  fireEvent.pointerDown(await target(name), { button: 0 });
  (await table()).focus();
};
const paste = async (text: string) =>
  fireEvent.paste(await table(), { clipboardData: { getData: () => text } });

beforeEach(() =>
  localStorage.setItem("qm.targets.view", JSON.stringify({ unit: "one", width: "none", groups: ["bounds"] })),
);

describe("the table of a plan", () => {
  it("is gone through by arrows, and opened and shut on the names", async () => {
    const user = userEvent.setup();
    show();
    expect(await target("Company")).toHaveProperty("textContent", "1,200.00");
    expect(screen.queryByText("Li")).toBeNull();
    await onto("East");
    await user.keyboard("{ArrowLeft}{ArrowRight}");
    expect((await line("Li"))[1]!.textContent).toBe("360.00");
    await user.keyboard("{ArrowDown}{ArrowRight}");
    const here = document.querySelector("[data-row][data-here]");
    expect(here).toBe(await target("Li"));
    expect((await table()).getAttribute("aria-activedescendant")).toBe(here?.id);
  });

  it("locks what is typed and goes down with Enter", async () => {
    const user = userEvent.setup();
    const { sent } = show();
    await onto("East");
    await user.keyboard("800{Enter}");
    expect(sent).toEqual([[{ node: "east", lock: "800" }]]);
    const cell = await target("East");
    await waitFor(() => expect(cell.textContent).toBe("800.00"));
    expect(within(cell).getByLabelText("Locked")).toBeTruthy();
    expect(document.querySelector("[data-row][data-here]")).toBe(await target("West"));
    // The keys are the table's again.
    expect(document.activeElement).toBe(await table());
  });

  it("goes on to the right with Tab, and Enter returns below where Tab began", async () => {
    const user = userEvent.setup();
    const { sent } = show();
    await onto("East");
    await user.keyboard("800{Tab}100{Enter}");
    await waitFor(() =>
      expect(sent).toEqual([[{ node: "east", lock: "800" }], [{ node: "east", min: "100" }]]),
    );
    expect(document.querySelector("[data-row][data-here]")).toBe(await target("West"));
  });

  it("leaves a cell as it was with Escape, and with F2 and Enter", async () => {
    const user = userEvent.setup();
    const { sent } = show();
    await onto("East");
    await user.keyboard("9{Escape}");
    expect((await target("East")).textContent).toBe("720.00");
    await user.keyboard("{F2}");
    expect(screen.getByRole("textbox", { name: "Target of East" })).toHaveProperty("value", "720");
    await user.keyboard("{Enter}");
    expect(sent).toEqual([]);
  });

  it("says that a text is no amount, and keeps it", async () => {
    const user = userEvent.setup();
    const { sent } = show();
    await onto("East");
    await user.keyboard("12x{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("not an amount");
    expect(screen.getByRole("textbox", { name: "Target of East" })).toHaveProperty("value", "12x");
    expect(sent).toEqual([]);
  });

  it("takes more and less in percent", async () => {
    const user = userEvent.setup();
    const { sent } = show();
    await onto("East");
    await user.keyboard("+5%{Enter}");
    expect(sent).toEqual([[{ node: "east", lock: "756" }]]);
  });

  it("marks with Shift, adds up below, and locks what is marked with a key", async () => {
    const user = userEvent.setup();
    const { sent } = show();
    await onto("East");
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(screen.getByText("Sum").textContent).toBe("Sum 1,200.00");
    await user.keyboard("l");
    expect(sent).toEqual([
      [
        { node: "east", lock: "720" },
        { node: "west", lock: "480" },
      ],
    ]);
    await user.keyboard("{Delete}");
    await waitFor(() =>
      expect(sent[1]).toEqual([
        { node: "east", lock: null },
        { node: "west", lock: null },
      ]),
    );
  });

  it("takes a block from a spreadsheet at once, and gives one", async () => {
    const { sent } = show();
    await onto("East");
    await paste("1,000\t500\n0.02万\t\n");
    await waitFor(() =>
      expect(sent).toEqual([
        [
          { node: "east", lock: "1000" },
          { node: "east", min: "500" },
          { node: "west", lock: "200" },
        ],
      ]),
    );
    await waitFor(async () => expect((await target("West")).textContent).toBe("200.00"));
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    let given = "";
    fireEvent.copy(await table(), {
      clipboardData: { setData: (_: string, text: string) => (given = text) },
    });
    expect(given).toBe("1000\n200");
  });

  it("takes nothing of a block with something wrong in it, and says what", async () => {
    const { sent } = show();
    await onto("East");
    await paste("12\nabc");
    expect((await screen.findByRole("alert")).textContent).toContain("“abc”");
    expect(sent).toEqual([]);
  });

  it("undoes and does again", async () => {
    const user = userEvent.setup();
    const { sent } = show();
    await onto("East");
    await user.keyboard("800{Enter}");
    await waitFor(async () => expect((await target("East")).textContent).toBe("800.00"));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(async () => expect((await target("East")).textContent).toBe("720.00"));
    await user.keyboard("{Control>}y{/Control}");
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(sent[1]).toEqual([{ node: "east", lock: null }]);
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent).toHaveLength(4));
  });

  it("sends one change after the other, each on the state before it", async () => {
    const { asked } = show();
    await onto("East");
    await userEvent.keyboard("800{Enter}300{Enter}");
    const edits = () => asked.filter((one) => one.path.endsWith("/edits"));
    await waitFor(() => expect(edits()).toHaveLength(2));
    expect(edits().map((one) => one.body?.changes)).toEqual([3, 4]);
  });

  it("marks those that cannot all be kept, and offers to let the others go", async () => {
    const grid = sample();
    grid.rows[4] = { ...grid.rows[4]!, lock: 48_000 };
    let first = true;
    const { sent } = show(grid, (edits, changes) => {
      if (!first) return plainly(grid)(edits, changes);
      first = false;
      return problem(409, {
        code: "targets.locks_conflict",
        detail: "these cannot all be kept: East, West",
        nodes: ["east", "west"],
        conflicts: [{ at: null, least: 128_000, most: null, from: 120_000, to: 120_000, nodes: [] }],
      });
    });
    await onto("East");
    await userEvent.keyboard("800{Enter}");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain(
      "What is fixed below The total needs at least 1,280.00; it has 1,200.00.",
    );
    expect((await target("East")).textContent).toBe("720.00");
    expect((await target("East")).closest("[data-conflict]")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Let go of the other 1, keep mine" }));
    await waitFor(() =>
      expect(sent[1]).toEqual([
        { node: "west", lock: null },
        { node: "east", lock: "800" },
      ]),
    );
  });

  it("is only looked at where nobody may plan, and still copied", async () => {
    const { sent } = show(sample({ may: { plan: false, draw: false } }));
    await onto("East");
    await userEvent.keyboard("800{Enter}{Delete}l");
    await paste("5");
    expect(sent).toEqual([]);
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });

  it("says why, in words, on W", async () => {
    show();
    await onto("East");
    await userEvent.keyboard("w");
    expect(await screen.findByText(/^The company has .*1,200.00 to divide\.$/)).toBeTruthy();
  });

  it("finds a place and opens the way to it", async () => {
    show();
    await table();
    await userEvent.type(screen.getByRole("searchbox", { name: "Find a place" }), "zha{Enter}");
    await waitFor(async () =>
      expect(document.querySelector("[data-row][data-here]")).toBe(await target("Zhao")),
    );
  });

  it("lets go of the keyboard after Escape and Tab", async () => {
    show();
    await onto("East");
    await userEvent.keyboard("{Tab}");
    expect(document.activeElement).toBe(await table());
    await userEvent.keyboard("{Escape}{Tab}");
    expect(document.activeElement).not.toBe(await table());
  });

  it("holds only the rows in sight, of however many", async () => {
    const grid = sample();
    const many = Array.from({ length: 20_000 }, (_, at) => ({
      ...grid.rows[2]!,
      node: `n${at}`,
      name: `Person ${at}`,
    }));
    grid.rows = [grid.rows[0]!, grid.rows[1]!, ...many];
    show(grid);
    await onto("East");
    await userEvent.keyboard("{ArrowLeft}{ArrowRight}");
    await screen.findByText("Person 3");
    expect((await table()).getAttribute("aria-rowcount")).toBe("20003");
    expect(screen.getAllByRole("row").length).toBeLessThan(80);
  });
});

it("offers to draw up a plan that nobody is in", async () => {
  const asked = open("/target_plans/p1", metaOf(noun as never), ({ path }) => {
    if (path === "/target_plans/p1") return envelopeOf(row);
    if (path.endsWith("/grid")) return problem(409, { code: "target_plans.not_drawn", detail: "nobody" });
    return undefined;
  });
  await userEvent.click(await screen.findByRole("button", { name: "Draw up from the organization" }));
  await waitFor(() => expect(asked.some((one) => one.path.endsWith("/draw"))).toBe(true));
});

it("shows their part of a plan to whoever does not see the plan", async () => {
  open("/target_plans/p1", metaOf(noun as never), ({ path }) => {
    if (path === "/target_plans/p1") return problem(403, { code: "forbidden", detail: "not yours" });
    if (path.endsWith("/grid"))
      return sample({ name: "Year 2026", may: { plan: false, draw: false }, whole: false });
    return undefined;
  });
  expect(await screen.findByRole("heading", { name: "Year 2026" })).toBeTruthy();
  expect(await target("East")).toBeTruthy();
});
