import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Row, TimelineEntry } from "../api/types";
import { type Answer, envelopeOf, metaOf, open } from "../testing/app";
import { field, opportunities } from "../testing/nouns";

const activities = {
  ...opportunities,
  name: "activities",
  label: "Activity",
  plural: "Activities",
  title: "title",
  fields: [field("title", "text"), field("body", "long_text")],
};
const people = { ...opportunities, name: "people", fields: [field("name", "text")] };
const row: Row = { id: "r1", version: 4, name: "Deal", custom: {} };

function said(id: string, body: string, may: boolean): TimelineEntry {
  return {
    id,
    at: "2026-01-01T00:00:00Z",
    who: { id: "p1", name: "Anna" },
    verb: "comment",
    text: "Comment",
    kind: "activity",
    changes: [],
    activity: {
      row: { id, version: 2, kind: "comment", title: body, body, done: true },
      mentions: may ? [{ id: "p2", name: "Bob Li" }] : [],
      files: [{ id: "f1", version: 1, name: "offer.pdf", size: 2_400_000 }],
      may: { edit: may, delete: may },
    },
  };
}

const page =
  (more: Answer): Answer =>
  (one) =>
    more(one) ??
    (one.path === "/opportunities/r1"
      ? envelopeOf(row)
      : one.path.endsWith("/timeline")
        ? { entries: [said("a1", "Ask @Bob Li", true), said("a2", "Not mine", false)], next: null }
        : undefined);

test("a comment names people as links and offers what its writer may do, and nobody else", async () => {
  open(
    "/opportunities/r1",
    metaOf(opportunities, activities, people),
    page(() => undefined),
  );
  const link = await screen.findByRole("link", { name: "@Bob Li" });
  expect(link.getAttribute("href")).toBe("/people/p2");
  const [mine, theirs] = screen.getAllByRole("listitem").filter((one) => one.dataset.kind === "activity");
  within(mine as HTMLElement).getByRole("button", { name: "Edit comment" });
  within(mine as HTMLElement).getByText("2.4 MB");
  expect(within(theirs as HTMLElement).queryByRole("button", { name: "Edit comment" })).toBeNull();
  expect(within(theirs as HTMLElement).queryByRole("button", { name: "Delete" })).toBeNull();
});

test("a part of the story is asked for", async () => {
  const user = userEvent.setup();
  const asked = open(
    "/opportunities/r1",
    metaOf(opportunities, activities, people),
    page(() => undefined),
  );
  await screen.findByRole("link", { name: "@Bob Li" });
  await user.click(screen.getByRole("button", { name: "Comments" }));
  expect(
    asked
      .filter((one) => one.path.endsWith("/timeline"))
      .at(-1)
      ?.query.get("kinds"),
  ).toBe("comments");
});

test("what is written is kept when the page is left, and sent as a comment", async () => {
  const user = userEvent.setup();
  const asked = open(
    "/opportunities/r1",
    metaOf(opportunities, activities, people),
    page((one) => (one.method === "POST" ? envelopeOf({ id: "a9", version: 1 }) : undefined)),
  );
  await user.type(await screen.findByRole("textbox", { name: "Write a comment" }), "Call them");
  expect(
    Object.entries(localStorage).some(
      ([key, text]) => key.includes("opportunities.r1") && String(text).includes("Call them"),
    ),
  ).toBe(true);
  await user.click(screen.getByRole("button", { name: "Comment" }));
  await vi.waitFor(() =>
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Write a comment" }).value).toBe(""),
  );
  const sent = asked.find((one) => one.method === "POST" && one.path === "/activities");
  expect(sent?.body).toMatchObject({ kind: "comment", body: "Call them", mentions: [], subject_id: "r1" });
  expect(Object.keys(localStorage).some((key) => key.includes("opportunities.r1"))).toBe(false);
});
