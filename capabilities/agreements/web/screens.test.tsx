import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Noun } from "@shell/api/types";
import { envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import { line, month, whole } from "./samples";
import type { Comparison, Paper, ToSign, Whole } from "./types";

const nothing = { create: false, edit: false, delete: false, import: false, export: false };
const noun = (name: string, label: string): Noun =>
  ({
    name,
    label,
    plural: `${label}s`,
    title: "name",
    group: "plan",
    fields: [{ name: "name", label: "Name", kind: "text" }],
    verbs: [],
    may: nothing,
  }) as unknown as Noun;
const meta = metaOf(noun("agreements", "Target agreement"));

const answers =
  (told: Whole) =>
  ({ path, method }: { path: string; method: string }) => {
    if (path === "/agreements/a1/whole") return told;
    if (path === "/agreements/a1") return envelopeOf({ id: "a1", version: 3, name: told.name });
    if (method === "POST") return envelopeOf({ id: "a1", version: 4, name: told.name });
    return undefined;
  };

describe("an agreement", () => {
  it("is read with its targets, rules and duties, and is late", async () => {
    open("/agreements/a1", meta, answers(whole()));
    expect(await screen.findByText("Bob should have signed by 10 Nov 2026.")).toBeTruthy();
    expect(screen.getAllByText("¥1,200.00").length).toBeGreaterThan(0);
    const kpis = screen.getByRole("region", { name: "KPIs and scoring" });
    expect(kpis.textContent).toContain("100% gives 80 points");
    const titles = screen.getAllByRole("heading", { level: 2 }).map((one) => one.textContent);
    expect(titles.indexOf("Rights of the party")).toBeLessThan(titles.indexOf("Duties of the party"));
    expect(screen.getByText("ab".repeat(32))).toBeTruthy();
  });

  it("is accepted by its party after one more question", async () => {
    const asked = open("/agreements/a1", meta, answers(whole()));
    await userEvent.click(await screen.findByRole("button", { name: "Accept and sign" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Nobody can do this for you");
    await userEvent.click(within(dialog).getByRole("button", { name: "Accept and sign" }));
    expect(await screen.findByText("Signed. It goes to your superior.")).toBeTruthy();
    expect(asked.some((one) => one.method === "POST" && one.path === "/agreements/a1/accept")).toBe(true);
  });

  it("is accepted with a reservation only with words", async () => {
    const asked = open("/agreements/a1", meta, answers(whole()));
    await userEvent.click(await screen.findByRole("button", { name: "With reservation" }));
    const dialog = await screen.findByRole("dialog");
    const sign = within(dialog).getByRole("button", { name: "With reservation" });
    expect((sign as HTMLButtonElement).disabled).toBe(true);
    await userEvent.type(within(dialog).getByLabelText("Your reservation"), "Demo units in March");
    await userEvent.click(sign);
    expect(await screen.findByText("Signed with a reservation. It goes to your superior.")).toBeTruthy();
    const sent = asked.find((one) => one.path === "/agreements/a1/accept_with_reservation");
    expect(JSON.stringify(sent)).toContain("Demo units in March");
  });

  it("shows its superior the reservation to answer, and what the server refuses", async () => {
    const told = whole({
      state: "reserved",
      state_label: "Accepted with reservation",
      role: "superior",
      reservation: "Demo units in March",
      answered_at: "2026-11-12T02:00:00Z",
    });
    open("/agreements/a1", meta, (request) =>
      request.path.endsWith("/countersign")
        ? problem(409, { code: "agreements.no_reply", title: "Refused", detail: "Say what you answer." })
        : answers(told)(request),
    );
    await userEvent.click(await screen.findByRole("button", { name: "Countersign" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Demo units in March");
    await userEvent.type(within(dialog).getByLabelText(/Your reply/), "They come.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Countersign" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("Say what you answer.");
  });

  it("offers nothing to sign to anybody else", async () => {
    open("/agreements/a1", meta, answers(whole({ role: null })));
    await screen.findByRole("heading", { level: 1, name: "Year of Bob" });
    expect(screen.queryByRole("button", { name: /Accept|Countersign/ })).toBeNull();
  });

  it("says of a draft what is missing before it is issued", async () => {
    open("/agreements/a1", meta, answers(whole({ state: "draft", weights: 80, kpis: [], may_edit: true })));
    expect(await screen.findByText(/The weights come to 80%/)).toBeTruthy();
    expect(screen.getByText(/No KPI yet/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Add a KPI" })).toBeTruthy();
  });

  it("says who countersigns in whose place, and when its party has moved", async () => {
    const moved = whole({
      state: "accepted",
      moved_out: true,
      unit: { id: "oak", name: "Oak" },
      superior: { id: "una", name: "Una" },
      named_superior: { id: "ann", name: "Ann" },
    });
    open("/agreements/a1", meta, answers(moved));
    expect(await screen.findByText(/Bob does not belong to Oak any longer/)).toBeTruthy();
    const signatures = screen.getByRole("region", { name: "Signatures" });
    expect(signatures.textContent).toContain("Una");
    expect(signatures.textContent).toContain("in the place of Ann");
  });

  it("is previewed as a document in both languages while it is a draft, and not afterwards", async () => {
    const asked = open("/agreements/a1", meta, answers(whole({ state: "draft", documents: [] })));
    const preview = await screen.findByRole("region", { name: "Preview" });
    expect(preview.textContent).toContain("It is not kept.");
    await userEvent.click(within(preview).getByRole("button", { name: "PDF Draft (Chinese)" }));
    await waitFor(() => expect(asked.some((one) => one.path === "/agreements/a1/preview")).toBe(true));
  });

  it("that was issued has documents and no preview", async () => {
    open("/agreements/a1", meta, answers(whole()));
    await screen.findByRole("region", { name: "Documents" });
    expect(screen.queryByRole("region", { name: "Preview" })).toBeNull();
  });

  it("in force shows its latest month", async () => {
    open("/agreements/a1", meta, answers(whole({ state: "in_force", scores: [month()] })));
    const card = await screen.findByRole("region", { name: "Score card" });
    expect(card.textContent).toContain("95");
    expect(card.textContent).toContain("to date 93.5");
  });
});

describe("what is to be signed", () => {
  const verbs = ["accept", "accept_with_reservation", "dispute", "remind"].map((name) => ({
    name,
    label: name === "accept" ? "Accept and sign" : name,
    fields: [],
  }));
  const verbal = metaOf({ ...noun("agreements", "Target agreement"), verbs } as unknown as Noun);

  it("has its buttons once, at the foot", async () => {
    open("/agreements/a1", verbal, (request) =>
      request.path === "/agreements/a1"
        ? envelopeOf(
            { id: "a1", version: 3, name: "Year of Bob" },
            verbs.map(({ name }) => ({ name, allowed: true })),
          )
        : answers(whole())(request),
    );
    const bar = await screen.findByRole("group", { name: "Please read it and sign" });
    expect(within(bar).getByRole("button", { name: "Accept and sign" })).toBeTruthy();
    expect(screen.getAllByRole("button", { name: "Accept and sign" }).length).toBe(1);
    expect(screen.getByRole("button", { name: "remind" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "dispute" })).toBeNull();
  });

  const paper: Paper = {
    id: "a1",
    name: "Year of Bob",
    edition: 2,
    state: "accepted",
    state_label: "Accepted",
    step: "countersign",
    party: { id: "bob", name: "Bob" },
    superior: { id: "ann", name: "Ann" },
    unit: null,
    from: "2026-01-01",
    to: "2026-12-31",
    base: 1200,
    measure: "money",
    news: "1,200 instead of 1,500",
    due_on: "2026-11-20",
    reminders: 1,
  };
  const told: ToSign = {
    open: [paper],
    waiting: [
      {
        ...paper,
        id: "a2",
        name: "Year of Cid",
        step: "sign",
        due_on: "2026-12-01",
        reminders: 0,
        news: null,
      },
    ],
    currency: "CNY",
    today: "2026-11-23",
  };
  const page =
    (body: unknown) =>
    ({ path }: { path: string }) =>
      path === "/agreements/to_sign" ? body : undefined;

  it("is listed with its deadline, and what others have not signed yet", async () => {
    open("/to_sign", meta, page(told));
    const link = await screen.findByRole("link", { name: /Year of Bob.*overdue since 20 Nov 2026/ });
    expect(link.getAttribute("href")).toBe("/agreements/a1");
    expect(link.textContent).toContain("Bob has signed; countersign it");
    expect(link.textContent).toContain("¥1,200.00");
    const waiting = screen.getByRole("region", { name: "Others have not signed yet" });
    expect(waiting.textContent).toContain("by 1 Dec 2026");
    expect(waiting.textContent).toContain("Waits for Bob");
  });

  it("may be nothing", async () => {
    open("/to_sign", meta, page({ ...told, open: [], waiting: [] }));
    expect(await screen.findByText("Nothing is left to sign")).toBeTruthy();
  });

  it("is asked for once more where it could not be asked", async () => {
    open("/to_sign", meta, page(problem(503, { code: "busy", title: "Busy" })));
    expect(await screen.findByRole("button", { name: /Try again/ })).toBeTruthy();
  });
});

describe("the score card", () => {
  it("opens each number to its rows, and says what decided", async () => {
    open("/agreements/a1/scores", meta, answers(whole({ state: "in_force", scores: [month()] })));
    const reached = await screen.findByRole("link", { name: "¥330.00" });
    expect(reached.getAttribute("href")).toContain("won_amount");
    expect(screen.getByText("above the target")).toBeTruthy();
    expect(screen.getByText("110%")).toBeTruthy();
  });

  it("lets whom the agreement names judge", async () => {
    const judged = line({ id: "l2", title: "Monthly report", how: "judged", points: null, judges: true });
    const told = whole({
      state: "in_force",
      scores: [month({ state: "open", lines: [judged], missing: 1 })],
    });
    const asked = open("/agreements/a1/scores", meta, answers(told));
    await userEvent.click(await screen.findByRole("button", { name: "Judge Monthly report" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.type(within(dialog).getByLabelText("Points"), "15");
    await userEvent.click(within(dialog).getByRole("button", { name: "Judge" }));
    expect(await screen.findByText("Judged.")).toBeTruthy();
    expect(asked.some((one) => one.path === "/agreement_score_lines/l2/judge")).toBe(true);
  });

  it("without months says so", async () => {
    open("/agreements/a1/scores", meta, answers(whole({ state: "in_force" })));
    expect(await screen.findByText("No month was scored yet.")).toBeTruthy();
  });
});

describe("two editions", () => {
  it("are compared by what was and what is", async () => {
    const told: Comparison = {
      from: whole().editions[1] as Comparison["from"],
      to: whole().editions[0] as Comparison["to"],
      lines: [
        { part: "kpis", title: "Won", was: "CNY 1,200", is: "CNY 1,000", same: false },
        { part: "terms", title: "Scope", was: "Shanghai", is: "Shanghai", same: true },
      ],
    };
    open("/agreements/a1/compare/a0", meta, ({ path }) =>
      path === "/agreements/a1/compare" ? told : undefined,
    );
    expect((await screen.findByText("CNY 1,200")).tagName).toBe("DEL");
    expect(screen.getByText("CNY 1,000").tagName).toBe("INS");
    expect(screen.queryByText("Shanghai")).toBeNull();
    await userEvent.click(screen.getByRole("switch"));
    expect(screen.getByText("Shanghai")).toBeTruthy();
  });
});
