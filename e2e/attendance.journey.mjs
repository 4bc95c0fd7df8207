// A regional manager asks for leave on a phone; the director hears of it, looks at who else is away and agrees; the month
// counts the days; and what was planned otherwise is withdrawn.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let asker;
let superior;
let me;
/** Two working days, one after the other, on which the askerresentative is there. */
let days;

const monthOf = (page, month) => api(page, "GET", `/attendance?month=${month}-01`);
const my = (month) => month.people.find((one) => one.id === me.person_id);

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  asker = await newPage(browser, server.url, { viewport: PHONE });
  superior = await newPage(browser, server.url);
  await signIn(asker, await demoSignIn(server.url, "east"), "/attendance");
  await signIn(superior, await demoSignIn(server.url, "director"), "/attendance");
  me = (await api(asker, "GET", "/session")).user;
  const { today } = await api(asker, "GET", "/attendance");
  const later = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  later.setUTCMonth(later.getUTCMonth() + 2);
  const month = await monthOf(asker, later.toISOString().slice(0, 7));
  const free = my(month).days.map((day) => day.worked && day.absent === 0 && day.asked === 0);
  const first = free.findIndex((is, at) => is && free[at + 1]);
  days = [month.days[first].day, month.days[first + 1].day];
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const form = () => asker.getByRole("dialog");
const dateBox = (label) => form().getByRole("textbox", { name: new RegExp(`^\\* ${label}\\b`) });
const askFrom = async (from, to) => {
  await asker.goto(`/attendance?month=${from.slice(0, 7)}`);
  await asker.getByRole("button", { name: "Ask for leave" }).click();
  await pick(asker, form().getByRole("combobox", { name: "Kind" }), "Annual leave");
  for (const [label, day] of [
    ["From", from],
    ["To", to],
  ]) {
    await dateBox(label).fill(day);
    await dateBox(label).press("Tab");
  }
};
const absence = async () =>
  (
    await rowsOf(asker, "absences", {
      filter: JSON.stringify({
        and: [
          { field: "person_id", op: "eq", value: me.person_id },
          { field: "from", op: "eq", value: days[0] },
        ],
      }),
    })
  ).at(0);

test("leave is asked for on a phone, and stands in the month as asked for", async () => {
  await askFrom(...days);
  assert.deepEqual(await findings(asker), []);
  await form().getByRole("button", { name: "Create", exact: true }).click();
  await form().waitFor({ state: "hidden" });
  await asker.getByRole("link", { name: /^Annual leave, .*: Requested$/ }).waitFor();
  assert.equal((await absence()).state, "requested");
  const month = await monthOf(asker, days[0].slice(0, 7));
  assert.equal(my(month).available, my(month).agreed - my(month).absent);
});

test("who is away already is not away a second time: the form says so and keeps what was typed", async () => {
  await askFrom(days[1], days[1]);
  await form().getByRole("button", { name: "Create", exact: true }).click();
  await form()
    .getByText(/away|absen/i)
    .first()
    .waitFor();
  assert.notEqual(await dateBox("From").inputValue(), "");
  await form().getByRole("button", { name: "Cancel" }).click();
  await asker.getByRole("button", { name: "Discard", exact: true }).click();
});

test("the superior hears of it, opens it from the inbox and agrees", async () => {
  await superior.goto("/inbox");
  await superior
    .getByRole("listitem")
    .filter({ hasText: (await absence()).name })
    .first()
    .getByRole("button")
    .first()
    .click();
  await superior.waitForURL(/\/absences\/[0-9a-f-]{36}$/);
  assert.deepEqual(await findings(superior), []);
  await superior.getByRole("button", { name: "Approve" }).click();
  const dialog = superior.getByRole("dialog");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.equal((await absence()).state, "approved");
});

test("the days are taken off the month, and on withdrawal they are back", async () => {
  const month = days[0].slice(0, 7);
  const there = my(await monthOf(superior, month));
  const taken = days.filter((day) => day.startsWith(month)).length;
  await superior.goto(`/attendance?month=${month}`);
  const strip = superior.getByRole("listitem").filter({ hasText: there.name });
  await strip.getByText(`${there.available} of ${there.working_days} days`).waitFor();
  assert.deepEqual(await findings(superior), []);
  await asker.goto(`/absences/${(await absence()).id}`);
  await asker.getByRole("button", { name: "Withdraw" }).click();
  await asker.getByText("Withdrawn", { exact: true }).first().waitFor();
  assert.equal(my(await monthOf(superior, month)).available, there.available + taken);
});

test("nothing went wrong unseen", () => {
  assert.deepEqual([...asker.complaints, ...superior.complaints], []);
});
