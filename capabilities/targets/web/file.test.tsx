import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { open, envelopeOf, metaOf, problem } from "@shell/testing/app";
import { sample } from "./samples";
import type { Took } from "./types";

const noun = (rights: object) => ({
  name: "target_plans",
  label: "Target plan",
  plural: "Target plans",
  group: "plan",
  title: "name",
  fields: [{ name: "name", label: "Name", kind: "text" as const }],
  verbs: [],
  may: { read: true, create: true, edit: true, delete: true, ...rights },
});
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
const took = (more: Partial<Took> = {}): Took => ({
  rows: 7,
  edits: 2,
  ignored: ["Target"],
  changes: 4,
  values: [],
  undo: [{ node: "li", lock: null }],
  ...more,
});

/** What the server answers to the file; the file itself is no JSON, so that its way is caught before the others. */
function show(answer: () => Response, rights: object = { import: true, export: true }) {
  const asked = open("/target_plans/p1", metaOf(noun(rights) as never), ({ path, method }) => {
    if (path === "/target_plans/p1") return envelopeOf(row);
    if (path.endsWith("/edits") && method === "POST") return { changes: 5, values: [], undo: [] };
    if (path.endsWith("/grid")) return sample();
    return undefined;
  });
  const others = globalThis.fetch;
  vi.stubGlobal("fetch", (given: Request | string) =>
    given instanceof Request && given.method === "POST" && given.url.endsWith("/target_plans/p1/grid")
      ? Promise.resolve(answer())
      : others(given as Request),
  );
  return asked;
}
const json = (body: unknown) =>
  new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });

const dialog = async () => {
  await userEvent.click(await screen.findByRole("button", { name: "File" }));
  await userEvent.click(await screen.findByText("Import a file"));
  const box = await screen.findByRole("dialog");
  const input = box.querySelector<HTMLInputElement>("input[type=file]")!;
  await userEvent.upload(input, new File(["Name,Locked at\nLi,500.00\n"], "plan.csv", { type: "text/csv" }));
  return box;
};

describe("a plan as a file", () => {
  beforeEach(() => localStorage.clear());

  it("is brought back, and taken back when it was the wrong one", async () => {
    const asked = show(() => json(took()));
    const box = await dialog();
    await userEvent.click(within(box).getByRole("button", { name: "Import" }));
    await within(box).findByText("7 rows were read; 2 changes were made.");
    expect(within(box).getByText("Not read in: Target")).toBeTruthy();
    await userEvent.click(within(box).getByRole("button", { name: "Take it back" }));
    await waitFor(() => {
      const sent = asked.find((one) => one.path.endsWith("/edits"));
      expect(sent?.body).toEqual({ changes: 4, edits: [{ node: "li", lock: null }] });
    });
  });

  it("tells what cannot be taken by row and column", async () => {
    const detail = "row 2, column “Locked at”: “a lot” is not an amount";
    const errors = [{ field: "Locked at", code: "target_plans.sheet_cell", detail, row: 1 }];
    show(() => problem(422, { code: "invalid", detail: "…", errors }));
    const box = await dialog();
    await userEvent.click(within(box).getByRole("button", { name: "Import" }));
    await within(box).findByText(detail);
    expect(within(box).getByText(/Nothing was changed/)).toBeTruthy();
  });

  it("is not offered to whoever may neither export nor import", async () => {
    show(() => json(took()), { import: false, export: false });
    await screen.findByRole("treegrid");
    expect(screen.queryByRole("button", { name: "File" })).toBeNull();
  });
});
