import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { api, demoSignIn, newPage, openList, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { readCsv, readXlsx } from "./table.mjs";

let server;
let browser;
let page;
let colleague;

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

const titles = () => page.locator("[data-title]");
const shown = () => titles().allTextContents();
const count = async () => Number((await page.locator("h1 + span").textContent()).replace(/\D/g, ""));
const address = () => new URL(page.url());
const open = (noun, state) => openList(page, noun, state);
const OPEN = { field: "outcome", op: "in", value: ["open"] };

test("a list that says no order is newest first, and says how many rows it has", async () => {
  await open("opportunities");
  const [newest] = await rowsOf(page, "opportunities", { sort: "-id", limit: 1 });
  assert.equal((await shown())[0], newest.name);
  const { total } = await api(page, "GET", "/opportunities?limit=1&total=true");
  assert.equal(await count(), total);
});

test("a column's edge drags, and the width stands in the address", async () => {
  const head = page.getByRole("columnheader", { name: "Account", exact: true });
  const before = (await head.boundingBox()).width;
  const edge = await head.locator("[data-edge]").boundingBox();
  await page.mouse.move(edge.x + 4, edge.y + 10);
  await page.mouse.down();
  await page.mouse.move(edge.x + 64, edge.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/widths=/);
  assert.equal(Math.round((await head.boundingBox()).width - before), 60);
  await page.reload();
  await titles().first().waitFor();
  assert.equal(Math.round((await head.boundingBox()).width - before), 60);
});

test("keys go through the rows, open one, find and make", async () => {
  await open("opportunities");
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  const second = (await shown())[1];
  await page.waitForFunction((text) => document.activeElement?.textContent === text, second);
  await page.keyboard.press("x");
  await page.getByRole("region", { name: "Selected rows" }).getByText("1 selected").waitFor();
  await page.keyboard.press("x");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: second }).waitFor();
  await page.goBack();
  await titles().first().waitFor();
  await page.keyboard.press("/");
  await page.waitForFunction(() => document.activeElement?.hasAttribute("data-find"));
  await page.keyboard.type("n?j");
  assert.equal(await page.getByRole("dialog").count(), 0, "what is typed is text");
  await page.locator("input[data-find]").fill("");
  await page.locator("h1").click();
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor({ state: "hidden" });
  await page.keyboard.press("n");
  await page.getByRole("dialog", { name: "New Opportunity" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "New Opportunity" }).waitFor({ state: "hidden" });
});

// --- views ---------------------------------------------------------------------------------------------------------

const viewsButton = () => page.getByRole("toolbar", { name: "List tools" }).getByRole("button").first();
const chooseView = async (name) => {
  await viewsButton().click();
  await page.getByRole("menuitem", { name, exact: true }).click();
};
const saveView = async (name, forAll) => {
  await chooseView("Save as view…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  if (forAll) await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.waitForURL(/view=/);
};

test("a view keeps filter, order, columns and widths, and an address opens it", async () => {
  await open("opportunities", {
    filter: OPEN,
    sort: "-amount",
    columns: ["name", "amount", "next_step"],
    widths: { name: 350 },
  });
  const before = await shown();
  await saveView("Big and open", false);
  const id = address().searchParams.get("view");
  await page.goto("/opportunities");
  await titles().first().waitFor();
  await chooseView("Big and open");
  await page.waitForURL(/sort=-amount/);
  await page.waitForFunction(
    (first) => document.querySelector("[data-title]")?.textContent === first,
    before[0],
  );
  assert.deepEqual((await shown()).slice(0, 5), before.slice(0, 5));
  assert.deepEqual((await page.getByRole("columnheader").allTextContents()).filter(Boolean), [
    "Name",
    "Amount",
    "Next step",
  ]);

  // The short address alone brings the whole view.
  await page.goto(`/opportunities?view=${id}`);
  await page.waitForURL(/sort=-amount/);
  await page.waitForFunction(
    (first) => document.querySelector("[data-title]")?.textContent === first,
    before[0],
  );
});

test("a private view is nobody else's, a shared one everybody's, and only mine to change", async () => {
  await open("opportunities", { filter: OPEN, sort: "expected_close_on" });
  await saveView("Closing soon", true);
  const shared = address().searchParams.get("view");
  colleague = await newPage(browser, server.url);
  await signIn(colleague, await demoSignIn(server.url, "rep"));
  const tools = colleague.getByRole("toolbar", { name: "List tools" });
  await tools.getByRole("button").first().click();
  await colleague.getByRole("menuitem", { name: "Closing soon" }).waitFor();
  assert.equal(await colleague.getByRole("menuitem", { name: "Big and open" }).count(), 0);
  await colleague.getByRole("menuitem", { name: "Closing soon" }).click();
  await colleague.waitForURL(/sort=expected_close_on/);
  await tools.getByRole("button", { name: "Closing soon" }).click();
  await colleague.getByRole("menuitem", { name: "Save as view…" }).waitFor();
  assert.equal(await colleague.getByRole("menuitem", { name: "Delete “Closing soon”" }).count(), 0);
  const [row] = await rowsOf(page, "views", {
    filter: JSON.stringify({ field: "name", op: "eq", value: "Closing soon" }),
  });
  assert.equal(row.id, shared);
  await assert.rejects(api(colleague, "DELETE", `/views/${shared}?version=${row.version}`), /40[34]/);
});

test("a view is renamed, brought up to date and deleted", async () => {
  await open("opportunities");
  await chooseView("Big and open");
  await page.waitForURL(/view=/);
  await chooseView("Rename “Big and open”…");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Large and open");
  await dialog.getByRole("button", { name: "Save" }).click();
  await viewsButton().getByText("Large and open").waitFor();

  await page
    .getByRole("columnheader", { name: "Name" })
    .getByRole("button", { name: "Name", exact: true })
    .click();
  await page.waitForURL(/sort=name/);
  await viewsButton().getByText("Large and open *").waitFor();
  await chooseView("Update “Large and open”");
  await viewsButton().getByText("Large and open", { exact: true }).waitFor();

  await chooseView("Delete “Large and open”");
  await viewsButton().getByText("All Opportunities").waitFor();
  await viewsButton().click();
  await page.getByRole("menuitem", { name: "Closing soon" }).waitFor();
  assert.equal(await page.getByRole("menuitem", { name: "Large and open" }).count(), 0);
  await page.keyboard.press("Escape");
});

// --- export --------------------------------------------------------------------------------------------------------

const exported = async (word) => {
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: word }).click(),
  ]);
  return readFile(await download.path());
};

test("a CSV file holds exactly the rows, columns and order that are shown", async () => {
  const filter = { and: [OPEN, { field: "amount", op: "gte", value: "200000" }] };
  await open("opportunities", {
    filter,
    sort: "-amount",
    columns: ["name", "owner_id", "amount", "outcome"],
  });
  const [head, ...rows] = readCsv((await exported("CSV, all rows")).toString());
  assert.deepEqual(head, ["Name", "Owner", "Amount", "Outcome"]);
  assert.equal(rows.length, await count());
  const names = await shown();
  assert.deepEqual(
    rows.slice(0, names.length).map((row) => row[0]),
    names,
  );
  const amounts = rows.map((row) => Number(row[2]));
  assert.deepEqual(
    amounts,
    [...amounts].sort((a, b) => b - a),
  );
  assert.ok(amounts.every((amount) => amount >= 200_000));
  assert.deepEqual(new Set(rows.map((row) => row[3])), new Set(["Open"]));
});

test("an Excel file holds the same, numbers as numbers", async () => {
  const csv = readCsv((await exported("CSV, all rows")).toString());
  const xlsx = readXlsx(await exported("Excel, all rows"));
  assert.deepEqual(xlsx[0], csv[0]);
  assert.equal(xlsx.length, csv.length);
  assert.deepEqual(
    xlsx.slice(1).map((row) => [row[0], Number(row[2])]),
    csv.slice(1).map((row) => [row[0], Number(row[2])]),
  );
});

test("a file speaks the language of the page, not of the browser", async () => {
  await page.evaluate(() => localStorage.setItem("qm.locale", "zh"));
  await page.reload();
  await titles().first().waitFor();
  await page.getByRole("button", { name: "导出" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /CSV/ }).click(),
  ]);
  const [head, first] = readCsv((await readFile(await download.path())).toString());
  assert.deepEqual(head, ["名称", "负责人", "金额", "结局"]);
  assert.equal(first[3], "进行中");
  await page.evaluate(() => localStorage.setItem("qm.locale", "en"));
});

// --- the past ------------------------------------------------------------------------------------------------------

test("a list as of a past moment shows and exports what was recorded then", async () => {
  await open("accounts", { sort: "name" });
  const [first] = await rowsOf(page, "accounts", { sort: "name", limit: 1 });
  await page.waitForTimeout(1100);
  const then = await page.evaluate(() => new Date().toISOString());
  await page.waitForTimeout(1100);
  await api(page, "PATCH", `/accounts/${first.id}`, { name: "000 Renamed today", version: first.version });
  await page.goto(`/accounts?sort=name`);
  await titles().first().waitFor();
  assert.equal((await shown())[0], "000 Renamed today");

  await page.goto(`/accounts?sort=name&as_of=${encodeURIComponent(JSON.stringify(then))}`);
  await page.getByText("The list as it was at").waitFor();
  await page.waitForFunction(
    (name) => document.querySelector("[data-title]")?.textContent === name,
    first.name,
  );
  assert.equal(await page.getByRole("button", { name: "New Account" }).count(), 0, "nobody writes the past");
  const rows = readCsv((await exported("CSV, all rows")).toString());
  assert.equal(rows[1][0], first.name);

  await api(page, "POST", "/accounts", { name: "Made today", industry: "Only of today" });
  const group = (name) => page.locator("th[scope=rowgroup]").filter({ hasText: name });
  await page.goto("/accounts?group=industry");
  await group("Only of today").waitFor();
  await page.goto(`/accounts?group=industry&as_of=${encodeURIComponent(JSON.stringify(then))}`);
  await page.getByText("The list as it was at").waitFor();
  await group(first.industry).waitFor();
  assert.equal(await group("Only of today").count(), 0, "groups are those of then");

  await page.goto(`/accounts?sort=name&as_of=${encodeURIComponent(JSON.stringify(then))}`);
  await titles().first().click();
  await page.getByText("The row as it was at").waitFor();
  await page.getByRole("heading", { level: 1, name: first.name }).waitFor();
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.getByRole("heading", { level: 1, name: "000 Renamed today" }).waitFor();
});

test("the moment is asked in the company's time, whatever the reader's clock says", async () => {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "As of a past moment" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("China Standard Time").waitFor();
  const input = dialog.getByRole("textbox");
  await input.fill("2026-01-31 08:00");
  await input.press("Enter");
  await dialog.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/as_of/);
  assert.match(address().searchParams.get("as_of"), /2026-01-31T00:00:00/);
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(
    [page, colleague].flatMap((one) => one.complaints),
    [],
  );
});
