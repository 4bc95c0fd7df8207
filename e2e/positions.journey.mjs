// Human resources take a sheet from the library, put it in force, appoint somebody, see the vacancy fall, look at how they
// fit, and take the sheet along.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let page;
let position;
let sheet;
let person;
let unit;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "people"), "/positions");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const vacancy = async () => {
  const board = await api(page, "GET", "/headcount");
  return board.cells.find((cell) => cell.unit_id === unit.id && cell.position_id === position)?.vacant;
};

test("a sheet is found in the library, read in both languages and taken over", async () => {
  await page.goto("/position_library");
  await page.getByRole("searchbox", { name: "Search positions" }).fill("retail");
  const shelf = page.getByRole("navigation", { name: "Positions of the library" });
  await shelf.getByRole("button", { name: /Retail sales specialist/ }).click();
  await page.getByRole("article", { name: "Retail sales specialist" }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByText("中文", { exact: true }).click();
  await page.getByRole("searchbox", { name: "Search positions" }).fill("零售");
  await page.getByRole("article", { name: "零售销售专员" }).waitFor();
  await page.getByText("English", { exact: true }).click();
  await page.getByRole("article", { name: "Retail sales specialist" }).waitFor();
  await page.getByRole("button", { name: "Take over" }).click();
  await page.waitForURL(/\/position_sheets\/[0-9a-f-]{36}$/);
  sheet = new URL(page.url()).pathname.split("/").pop();
  position = (await api(page, "GET", `/position_sheets/${sheet}`)).row.position_id;
});

test("it is put in force from its page", async () => {
  await page.getByRole("button", { name: "Put in force" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Put in force" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("In force", { exact: true }).first().waitFor();
  assert.equal((await api(page, "GET", `/position_sheets/${sheet}`)).row.state, "in_force");
});

test("somebody is appointed, and the vacancy falls", async () => {
  [person] = await rowsOf(page, "people", {
    filter: JSON.stringify({ field: "active", op: "eq", value: true }),
    limit: 1,
  });
  [unit] = await rowsOf(page, "units", {
    filter: JSON.stringify({ field: "kind", op: "eq", value: "team" }),
    limit: 1,
  });
  const month = new Date().toISOString().slice(0, 7);
  await api(page, "POST", "/headcount_plans", {
    unit_id: unit.id,
    position_id: position,
    month: `${month}-01`,
    planned: 2,
  });
  assert.equal(await vacancy(), 2);
  await page.goto("/headcount");
  await page.getByRole("link", { name: "Retail sales specialist", exact: true }).waitFor();
  assert.deepEqual(await findings(page), []);
  await api(page, "POST", `/positions/${position}/appoint`, {
    person_id: person.id,
    unit_id: unit.id,
    over_full_time: true,
  });
  assert.equal(await vacancy(), 1);
  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "Retail sales specialist" });
  await row.waitFor();
  assert.deepEqual(await row.getByRole("cell").allTextContents(), ["2", "1", "1", "–"]);
  await row.getByRole("link", { name: /Appointments of/ }).click();
  await page.waitForURL(/\/appointments\?/);
  await page.locator("[data-title]").first().waitFor();
});

test("how they fit is opened from the position's page", async () => {
  await page.goto(`/positions/${position}`);
  await page.getByRole("link", { name: "Fit", exact: true }).click();
  await page.waitForURL(`**/positions/${position}/fit`);
  const card = page.getByRole("region", { name: person.name });
  await card.getByRole("img").first().waitFor();
  assert.equal(await card.getByRole("img").count(), 5, "one bar for each competency");
  assert.deepEqual(await findings(page), []);
});

test("the sheet is read, printed as PDF and taken along as a document", async () => {
  await page.goto(`/position_sheets/${sheet}`);
  await page.getByRole("link", { name: "Read and print" }).click();
  await page.getByRole("article", { name: "Retail sales specialist" }).waitFor();
  assert.deepEqual(await findings(page), []);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Word document" }).click();
  const file = await readFile(await (await download).path());
  assert.equal(file.subarray(0, 2).toString(), "PK");
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button", { name: "Word document" }).isVisible(), false);
  assert.equal(await page.getByText("Holder of the position, date").isVisible(), true);
  await page.emulateMedia({ media: "screen" });
});
