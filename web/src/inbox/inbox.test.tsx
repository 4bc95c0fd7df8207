import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { InboxEntry } from "../api/types";
import { metaOf, open } from "../testing/app";
import { opportunities } from "../testing/nouns";

const entry: InboxEntry = {
  id: "e1",
  kind: "mention",
  at: "2026-01-01T00:00:00Z",
  until: null,
  read: false,
  who: { id: "p1", name: "Anna" },
  text: "mentioned you",
  count: 1,
  to: "opportunities/r1",
  noun: "opportunities",
  noun_label: "Opportunity",
  row: "r1",
  title: "Line 4",
  excerpt: "Look at this",
  due_on: null,
  owner_field: null,
};

test("an entry says who did what to which row, is marked and put away", async () => {
  const user = userEvent.setup();
  const asked = open("/inbox", metaOf(opportunities), (one) => {
    if (one.path === "/inbox/count") return { unread: 1 };
    if (one.path === "/inbox/preferences")
      return [{ kind: "mention", label: "Mentions of me", wanted: true }];
    if (one.path === "/inbox")
      return one.method === "PATCH" ? { unread: 0 } : { entries: [entry], next: null, unread: 1 };
    return undefined;
  });
  const line = (await screen.findByText("Look at this")).closest("button");
  expect(line?.textContent).toContain("Unread: Anna mentioned you");
  expect(line?.textContent).toContain("Opportunity · Line 4");
  await screen.findByRole("button", { name: "Inbox, 1 unread" });
  expect(document.title).toBe("(1) Inbox · Quartermaster");
  await user.click(screen.getByRole("button", { name: "Mark as read" }));
  const marked = () => asked.filter((one) => one.method === "PATCH").map((one) => one.body);
  expect(marked()).toEqual([{ ids: ["e1"], read: true }]);
  await user.click(screen.getByRole("button", { name: "Put away" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(marked().slice(1)).toEqual([
    { ids: ["e1"], put_away: true },
    { ids: ["e1"], put_away: false },
  ]);
});

test("where nothing is unread there is nothing to mark", async () => {
  open("/inbox", metaOf(opportunities), (one) => {
    if (one.path === "/inbox/count") return { unread: 0 };
    if (one.path === "/inbox/preferences") return [];
    return one.path === "/inbox" ? { entries: [], next: null, unread: 0 } : undefined;
  });
  await screen.findByText("Nothing new");
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Mark all read" });
  await waitFor(() => expect(button.disabled).toBe(true));
});
