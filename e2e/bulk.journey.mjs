import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { api, demoSignIn, newPage, openList, PHONE, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { readCsv } from "./table.mjs";

let server;
let browser;
let page;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "director"));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (noun, state) => openList(page, noun, state);
const OPEN = { field: "outcome", op: "in", value: ["open"] };
const mark = async (n) => {
  for (let at = 0; at < n; at += 1) {
    await page.locator(`[data-index="${at}"]`).getByRole("checkbox").check();
  }
};
const bar = () => page.getByRole("region", { name: "Selected rows" });

test("one field of many rows is changed by a job that says how far it is", async () => {
  await open("opportunities", { filter: OPEN, sort: "-amount" });
  await mark(5);
  await bar().getByText("5 selected").waitFor();
  await bar().getByRole("button", { name: "Edit a field" }).click();
  const dialog = page.getByRole("dialog");
  await pick(page, dialog.getByRole("combobox", { name: "Field" }), "Campaign");
  await dialog.getByRole("textbox", { name: "Campaign" }).fill("Autumn 2026");
  await dialog.getByRole("button", { name: "Save" }).click();
  await bar().getByText("Done: 5").waitFor();
  await bar().getByRole("button", { name: "Clear selection" }).click();
  const changed = await rowsOf(page, "opportunities", {
    filter: JSON.stringify({ field: "campaign", op: "eq", value: "Autumn 2026" }),
  });
  assert.equal(changed.length, 5);
});

test("what a job could not do stands in a file, row by row, with the reason; the rest is done", async () => {
  const lost = { field: "outcome", op: "in", value: ["lost"] };
  const [gone] = await rowsOf(page, "opportunities", { filter: JSON.stringify(lost), limit: 1, sort: "-id" });
  const [alive] = await rowsOf(page, "opportunities", {
    filter: JSON.stringify({ and: [OPEN, { field: "campaign", op: "eq", value: "Autumn 2026" }] }),
    limit: 1,
  });
  await open("opportunities", { filter: { field: "code", op: "in", value: [gone.code, alive.code] } });
  await page.getByRole("checkbox", { name: "Select all rows shown" }).check();
  await bar().getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Lost", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Reason" }).click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option").first().click();
  await dialog.getByRole("button", { name: "Lost", exact: true }).click();
  await bar().getByText("1 with errors").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    bar().getByRole("link", { name: "Error file" }).click(),
  ]);
  const rows = readCsv((await readFile(await download.path())).toString());
  assert.equal(rows.length, 2, "a head and the one row");
  assert.ok(rows[1].includes(gone.id), JSON.stringify(rows));
  assert.ok(
    rows[1].some((cell) => cell.length > 12),
    "the reason is a sentence",
  );
  const after = await api(page, "GET", `/opportunities/${alive.id}`);
  assert.equal(after.row.outcome, "lost");
});

test("everything that a list shows is marked at once, less what is unmarked, and changed to its last row", async () => {
  const [one] = await rowsOf(page, "accounts", { limit: 1 });
  const word = one.name.slice(0, 1);
  const fits = async () =>
    (await api(page, "GET", `/accounts?q=${encodeURIComponent(word)}&total=true&limit=1`)).total;
  const all = await fits();
  assert.ok(all > 2, "a word that many have");
  await open("accounts", { q: word });
  await page.keyboard.press("Shift+A");
  await bar().getByText(`${all} selected`).waitFor();
  const first = page.getByRole("checkbox", { name: /^Select / }).nth(1);
  const left = (await first.getAttribute("aria-label")).replace("Select ", "");
  await first.uncheck();
  await bar()
    .getByText(`${all - 1} selected`)
    .waitFor();
  await bar().getByRole("button", { name: "Edit a field" }).click();
  const dialog = page.getByRole("dialog", { name: `Edit ${all - 1} rows` });
  // Further down than what is drawn of the choices.
  await dialog.getByRole("combobox", { name: "Field" }).fill("Employees");
  await page.keyboard.press("Enter");
  const input = dialog.getByRole("spinbutton", { name: /^Employees/ });
  await input.fill("-7");
  await dialog.getByText("At least 0").waitFor();
  await input.fill("77");
  await dialog.getByRole("button", { name: "Save" }).click();
  await bar()
    .getByText(`Done: ${all - 1}`)
    .waitFor();
  const filter = JSON.stringify({ field: "employees", op: "eq", value: 77 });
  const changed = await rowsOf(page, "accounts", { filter, q: word, limit: 500 });
  assert.equal(changed.length, all - 1);
  assert.ok(!changed.some((row) => row.name === left));
});

test("on a phone a tap beside the box marks the row, too, and does not open it", async () => {
  const phone = await newPage(browser, server.url, { viewport: PHONE });
  await signIn(phone, await demoSignIn(server.url, "director"));
  await openList(phone, "accounts");
  const address = phone.url();
  await phone.getByRole("button", { name: "Select rows" }).tap();
  const boxes = phone.getByRole("checkbox", { name: /^Select / });
  for (const at of [0, 1]) {
    const { x, y } = await boxes.nth(at).boundingBox();
    await phone.touchscreen.tap(x - 10, y - 12);
    assert.ok(await boxes.nth(at).isChecked());
  }
  await phone.getByRole("region", { name: "Selected rows" }).getByText("2 selected").waitFor();
  assert.equal(phone.url(), address);
  assert.deepEqual(phone.complaints, []);
  await phone.context().close();
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(page.complaints, []);
});
