// A manager reads the weekly report of the demo on the phone, follows a number to its rows and takes the PDF along; operations make a template
// with its sentence beside it and have a report written of the days so far; a manager adds a remark, sends it, and the superior finds it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { demoSignIn, newPage, PHONE, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let operations;
let manager;

const NAME = "Short week";

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  [operations, manager] = await Promise.all([
    newPage(browser, server.url),
    newPage(browser, server.url, { viewport: PHONE }),
  ]);
  await signIn(operations, await demoSignIn(server.url, "operations"), "/report_settings");
  await signIn(manager, await demoSignIn(server.url, "east"), "/my_reports");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the week's report is read on the phone, and its numbers lead to their rows", async () => {
  await manager
    .getByRole("link", { name: /Weekly sales review/ })
    .first()
    .click();
  await manager.getByRole("region", { name: "In short" }).waitFor();
  assert.equal(await manager.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  for (const part of ["What changed", "Largest slips", "Next actions"]) {
    await manager.getByRole("region", { name: part }).waitFor();
  }
  assert.deepEqual(await findings(manager), []);
  const numbers = manager.getByRole("region", { name: "Numbers" });
  await numbers.getByRole("link").first().click();
  await manager.waitForURL(/\/numbers\?/);
  await manager.goBack();
  await manager.getByRole("region", { name: "In short" }).waitFor();
});

test("it is taken along as a PDF", async () => {
  const [download] = await Promise.all([
    manager.waitForEvent("download"),
    manager.getByRole("link", { name: "PDF" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.pdf$/);
  const file = await readFile(await download.path());
  assert.equal(file.subarray(0, 5).toString(), "%PDF-");
});

test("a template is made with its sentence beside it", async () => {
  await operations.getByRole("link", { name: "New template" }).click();
  const form = operations.locator("main form");
  await form.getByRole("textbox", { name: /Name$/ }).fill(NAME);
  await form.getByLabel(/^Time for a remark/).fill("600");
  await form.getByRole("combobox", { name: /^Only in/ }).fill("华东");
  await operations.locator(".ant-select-item-option", { hasText: "华东" }).first().click();
  await pick(operations, form.getByRole("combobox", { name: /^Kinds of units/ }), "regions");
  await operations
    .getByText(/of regions that somebody leads\..* It waits 10 h for a remark before it goes out\.$/)
    .waitFor();
  await operations.getByRole("button", { name: "Next actions: further up" }).click();
  assert.deepEqual(await findings(operations), []);
  await operations.getByRole("button", { name: "Save" }).click();
  await operations.getByRole("heading", { level: 1, name: NAME }).waitFor();
});

test("a report is written of the days so far", async () => {
  await operations.getByRole("button", { name: "Write now" }).click();
  const dialog = operations.getByRole("dialog");
  await dialog.getByRole("button", { name: "Write now" }).click();
  const filter = JSON.stringify({ field: "name", op: "contains", value: NAME });
  let found = [];
  for (let tries = 0; tries < 120 && found.length === 0; tries += 1) {
    await operations.waitForTimeout(500);
    found = await rowsOf(operations, "reports", { filter });
  }
  assert.equal(found.length, 1);
  assert.equal(found[0].state, "waiting");
});

test("whoever it is about adds a remark and sends it, and the superior reads it", async () => {
  await manager.goto("/my_reports");
  await manager.getByRole("link", { name: new RegExp(NAME) }).click();
  await manager.getByText(/^It goes out at/).waitFor();
  await manager.getByRole("button", { name: "Add a remark" }).click();
  const dialog = manager.getByRole("dialog");
  await dialog.getByLabel(/^Remark/).fill("Two deals move to January.");
  await dialog.getByRole("button", { name: "Add a remark" }).click();
  await manager.getByText("Two deals move to January.").first().waitFor();
  await manager.getByRole("button", { name: "Send now" }).click();
  await manager.getByRole("button", { name: "Send again" }).waitFor();
  assert.equal(await manager.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  const director = await newPage(browser, server.url);
  await signIn(director, await demoSignIn(server.url, "director"), "/my_reports");
  await director.getByRole("main").getByText("Units", { exact: true }).click();
  await director.getByRole("link", { name: new RegExp(NAME) }).click();
  await director.getByText("Two deals move to January.").first().waitFor();
  assert.deepEqual(await findings(director), []);
});

test("whoever wants no report says so with one press", async () => {
  await manager.goto("/my_reports/subscriptions");
  const weekly = manager.getByRole("switch", { name: /Weekly sales review/ });
  assert.equal(await weekly.getAttribute("aria-checked"), "true");
  await weekly.click();
  await manager.locator('[role="switch"][aria-checked="false"]').first().waitFor();
  const rows = await rowsOf(manager, "report_subscriptions", {});
  assert.equal(rows.length, 1);
  assert.equal(rows[0].wanted, false);
  assert.deepEqual(await findings(manager), []);
});
