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

const mail = {
  sends: true,
  address: "anna@clearsea.example",
  hour: 8,
  quiet: true,
  kinds: [
    { kind: "approval", label: "Approvals that wait for me", mail: "now" },
    { kind: "mention", label: "Mentions of me", mail: "never" },
  ],
};

test("an entry says who did what to which row, is marked and put away", async () => {
  const user = userEvent.setup();
  const asked = open("/inbox", metaOf(opportunities), (one) => {
    if (one.path === "/inbox/count") return { unread: 1 };
    if (one.path === "/inbox/preferences")
      return [{ kind: "mention", label: "Mentions of me", wanted: true }];
    if (one.path === "/notices/preferences") return mail;
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
    if (one.path === "/notices/preferences") return mail;
    return one.path === "/inbox" ? { entries: [], next: null, unread: 0 } : undefined;
  });
  await screen.findByText("Nothing new");
  const button = screen.getByRole<HTMLButtonElement>("button", { name: "Mark all read" });
  await waitFor(() => expect(button.disabled).toBe(true));
});

test("one says which kinds come by mail as well, and when", async () => {
  const user = userEvent.setup();
  let kept = mail;
  const asked = open("/inbox", metaOf(opportunities), (one) => {
    if (one.path === "/inbox/count") return { unread: 0 };
    if (one.path === "/inbox/preferences")
      return mail.kinds.map(({ kind, label }) => ({ kind, label, wanted: kind === "mention" }));
    if (one.path === "/notices/preferences") {
      const { kind, mail: way, hour } = one.body ?? {};
      if (typeof hour === "number") kept = { ...kept, hour };
      if (typeof way === "string")
        kept = { ...kept, kinds: kept.kinds.map((of) => (of.kind === kind ? { ...of, mail: way } : of)) };
      return kept;
    }
    return one.path === "/inbox" ? { entries: [], next: null, unread: 0 } : undefined;
  });
  await screen.findByText("Mail goes to anna@clearsea.example.");
  const refused = screen.getByRole<HTMLInputElement>("combobox", {
    name: "By mail: Approvals that wait for me",
  });
  expect(refused.disabled).toBe(true);
  expect(screen.queryByRole("combobox", { name: "The daily summary comes at" })).toBeNull();
  await user.click(screen.getByRole("combobox", { name: "By mail: Mentions of me" }));
  await user.click(await screen.findByTitle("Once a day"));
  await user.click(await screen.findByRole("combobox", { name: "The daily summary comes at" }));
  await user.click(await screen.findByTitle("09:00"));
  const sent = asked.filter((one) => one.method === "PUT").map((one) => one.body);
  expect(sent).toEqual([{ kind: "mention", mail: "daily" }, { hour: 9 }]);
});

test("where no mail is sent the page says so", async () => {
  open("/inbox", metaOf(opportunities), (one) => {
    if (one.path === "/inbox/count") return { unread: 0 };
    if (one.path === "/inbox/preferences")
      return [{ kind: "mention", label: "Mentions of me", wanted: true }];
    if (one.path === "/notices/preferences") return { ...mail, sends: false, address: null };
    return one.path === "/inbox" ? { entries: [], next: null, unread: 0 } : undefined;
  });
  await screen.findByText("This installation sends no mail. Your choices hold as soon as it does.");
});
