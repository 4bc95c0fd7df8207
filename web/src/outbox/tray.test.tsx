import "fake-indexeddb/auto";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test } from "vitest";
import { type Answer, envelopeOf, metaOf, open, problem } from "../testing/app";
import { opportunities } from "../testing/nouns";
import * as outbox from "./outbox";
import * as store from "./store";

afterEach(async () => {
  outbox.sendFor(undefined);
  await store.close();
  globalThis.indexedDB = new IDBFactory();
});

const racks = { id: "r1", version: 4, name: "Racks", forecast: "pipeline" };
const change: outbox.NewEntry = {
  user: "u",
  kind: "edit",
  about: { noun: "opportunities", id: "r1", title: "Racks" },
  title: "Racks of two",
  steps: [
    {
      method: "PATCH",
      path: "/opportunities/r1",
      noun: "opportunities",
      body: { name: "Racks of two", version: 3 },
    },
  ],
};
const made: outbox.NewEntry = {
  ...change,
  kind: "create",
  about: { noun: "opportunities", title: "Opportunity" },
  title: "Lamps",
  steps: [{ path: "/opportunities", noun: "opportunities", body: { name: "Lamps", mail: "lamps" } }],
};

/** The list, with what waited on this device when it was opened, and its tray open once something in it is stuck. */
async function opened(entry: outbox.NewEntry, answer: Answer) {
  await outbox.keep(entry);
  const asked = open("/opportunities", metaOf(opportunities), answer);
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText("Not sent yet: 1, to be looked at: 1"));
  const tray = await dialogOf("Not sent yet");
  const line = await within(tray).findByLabelText(entry.title);
  const writes = () =>
    asked
      .filter((one) => one.method !== "GET")
      .map((one) => ({
        method: one.method,
        path: one.path,
        body: one.body,
        key: one.headers.get("Idempotency-Key"),
      }));
  return { user, tray, line, writes };
}
const dialogOf = async (text: string) => {
  const [title] = await screen.findAllByText(text);
  return title?.closest<HTMLElement>("[role=dialog]") as HTMLElement;
};
// By its attribute: to ask for roles again and again, over a whole page, takes the time that the sending needs.
const isEmpty = () =>
  waitFor(() => expect(document.querySelector("[aria-label^='Not sent yet']")).toBeNull());

test("what the server refused says why, is mended beside the reason, and goes under a new key", async () => {
  const { user, line, writes } = await opened(made, ({ method, body }) => {
    if (method !== "POST") return undefined;
    return body?.mail === "lamps@clearsea.cn"
      ? envelopeOf({ id: "r2", version: 1, name: "Lamps" })
      : problem(422, {
          code: "invalid",
          detail: "one field is wrong",
          errors: [{ field: "mail", code: "fields.not_email", detail: "this is not a mail address" }],
        });
  });
  within(line).getByText("Not taken by the server");
  within(line).getByText("Mail: this is not a mail address");
  await user.click(within(line).getByText("Mend"));
  const dialog = await dialogOf("Mend “Lamps”");
  within(dialog).getByText("this is not a mail address");
  expect(within(dialog).getByLabelText<HTMLInputElement>("Name").value).toBe("Lamps");
  const mail = within(dialog).getByLabelText("Mail");
  await user.clear(mail);
  await user.type(mail, "lamps@clearsea.cn");
  await user.click(within(dialog).getByText("Send it like this"));
  await isEmpty();
  const [first, second] = writes();
  expect(second?.body).toEqual({ name: "Lamps", mail: "lamps@clearsea.cn" });
  expect(second?.key).toBeTruthy();
  expect(second?.key).not.toBe(first?.key);
});

test("where somebody else was quicker, both values are shown, and what is chosen goes on from theirs", async () => {
  const { user, line, writes } = await opened(change, ({ method, body }) => {
    if (method !== "PATCH") return undefined;
    return body?.version === 4
      ? envelopeOf({ ...racks, version: 5, name: "Racks of two" })
      : problem(409, { code: "conflict", conflict: { current: racks, yours: body } });
  });
  within(line).getByText("Somebody else has changed the row");
  await user.click(within(line).getByText("Compare"));
  const dialog = await dialogOf("Yours");
  within(dialog).getByText("Racks");
  within(dialog).getByText("Racks of two");
  await user.click(within(dialog).getByText("Save the choice"));
  await isEmpty();
  expect(writes().map((one) => one.body)).toEqual([
    { name: "Racks of two", version: 3 },
    { name: "Racks of two", version: 4 },
  ]);
});

test("an entry is thrown away after a question only, and nothing of it is sent any more", async () => {
  const refuse: Answer = ({ method }) =>
    method === "POST" ? problem(422, { code: "invalid", detail: "no" }) : undefined;
  const { user, line, writes } = await opened(made, refuse);
  await user.click(within(line).getByText("Throw away"));
  const asks = await dialogOf("Throw “Lamps” away?");
  await user.click(within(asks).getByText("Keep it"));
  within(line).getByText("no");
  await waitFor(() => expect(screen.queryByText("Throw “Lamps” away?")).toBeNull());
  await user.click(within(line).getByText("Throw away"));
  const again = await dialogOf("Throw “Lamps” away?");
  await user.click(within(again).getByText("Throw away"));
  await isEmpty();
  await screen.findByText("Nothing waits on this device.");
  expect(writes()).toHaveLength(1);
});
