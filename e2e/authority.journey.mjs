// A representative asks what they may, human resources look at the matrix and give a team lead more, and the answer changes; the
// sheet of the position says the same, on screen and in the document.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let rep;
let hr;
let position;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  rep = await newPage(browser, server.url);
  await signIn(rep, await demoSignIn(server.url, "rep"), "/my_authority");
  hr = await newPage(browser, server.url);
  await signIn(hr, await demoSignIn(server.url, "people"), "/authority");
  const filter = JSON.stringify({ field: "code", op: "eq", value: "sales_manager" });
  [position] = await rowsOf(hr, "positions", { filter, limit: 1 });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Asks on the page that is open, and waits for the answer. */
async function ask(page, values) {
  const panel = page.getByRole("region", { name: "Ask" });
  for (const [label, value] of Object.entries(values)) await panel.getByLabel(label).fill(value);
  await panel.getByRole("button", { name: "Ask", exact: true }).click();
  await panel.getByRole("heading", { name: /^(Yes|No), / }).waitFor();
  return panel;
}

test("a representative sees what they may decide and by what, and nothing to change", async () => {
  await rep.getByRole("heading", { name: /^Authority: / }).waitFor();
  const row = rep.getByRole("row").filter({ hasText: "Carry out" }).filter({ hasText: "Discount" });
  await row.getByText("up to 3%").waitFor();
  await row.getByRole("link", { name: /Sales representative/ }).waitFor();
  assert.deepEqual(await findings(rep), []);
});

test("who may not is told why, and who may, the nearest first", async () => {
  const panel = await ask(rep, { "Per cent": "12", "Amount (CNY)": "80000", "Margin left, %": "30" });
  await panel.getByText("Who may").waitFor();
  const holders = panel.locator("ul").last().getByRole("link");
  const name = await holders.first().textContent();
  const filter = JSON.stringify({ field: "name", op: "eq", value: name });
  const [regional] = await rowsOf(rep, "people", { filter, limit: 1 });
  assert.match(regional.title, /Regional manager/, "12 % is beyond the team lead");
  assert.deepEqual(await findings(rep), []);
});

test("the team lead may 10 %, and not 12 %", async () => {
  await rep.goto("/my_authority");
  const above = rep.locator("dd").getByRole("link");
  await above.first().waitFor();
  // The unit is the first link, the nearest superior the second.
  const name = await above.nth(1).textContent();
  await above.nth(1).click();
  await rep.getByRole("heading", { name: `Authority: ${name}` }).waitFor();
  const said = { "Per cent": "10", "Amount (CNY)": "80000", "Margin left, %": "30" };
  const panel = await ask(rep, said);
  await panel.getByRole("heading", { name: /^Yes, / }).waitFor();
  await ask(rep, { "Per cent": "12" });
  await panel.getByText("2 points above the limit of 10 %").waitFor();
});

test("human resources revise the right from the matrix, and the answer changes", async () => {
  const row = hr.getByRole("row").filter({ hasText: position.name });
  await row.waitFor();
  assert.deepEqual(await findings(hr), []);
  await row.getByRole("button", { name: /^Approve .*, Discount, / }).click();
  const drawer = hr.getByRole("dialog").filter({ hasText: "Discount" });
  await drawer.getByRole("button", { name: "Revise" }).click();
  const form = hr.getByRole("dialog").filter({ has: hr.locator("form") });
  await form.getByLabel("Up to per cent").fill("12");
  await form.getByRole("button", { name: "Revise" }).click();
  await row.getByRole("button", { name: /^Approve .*, Discount, .*up to 12%/ }).waitFor();
  const panel = rep.getByRole("region", { name: "Ask" });
  await panel.getByRole("button", { name: "Ask", exact: true }).click();
  await panel.getByRole("heading", { name: /^Yes, / }).waitFor();
  const filter = JSON.stringify({
    and: [
      { field: "position_id", op: "eq", value: position.id },
      { field: "kind", op: "eq", value: "discount" },
      { field: "act", op: "eq", value: "approve" },
    ],
  });
  const kept = await rowsOf(hr, "rights", { filter, sort: "from" });
  const span = kept.map((one) => [one.percentage, one.amount?.amount ?? one.amount]);
  assert.ok(
    span.every(([, amount]) => Number(amount) === 500000),
    `a limit that nobody named stays: ${JSON.stringify(span)}`,
  );
  assert.deepEqual(span.map(([percentage]) => percentage).sort(), [10, 12], "what was before is kept");
});

test("a right is added from a cell of the matrix, for its holder and kind", async () => {
  const row = hr.getByRole("row").filter({ hasText: position.name });
  await row.hover();
  const cell = row.getByRole("button", { name: /^Add a right: .*Reorganization$/ });
  await cell.focus();
  await cell.click();
  const form = hr.getByRole("dialog").filter({ has: hr.locator("form") });
  await form.getByLabel("Act", { exact: true }).click();
  await hr.getByRole("option", { name: "Be told" }).or(hr.getByTitle("Be told")).last().click();
  await form
    .getByRole("button", { name: /^(Save|Create)/ })
    .first()
    .click();
  await row.getByRole("button", { name: /^Be told, Reorganization, / }).waitFor();
});

test("the sheet of the position shows its rights beside the text", async () => {
  const filter = JSON.stringify({ field: "position_id", op: "eq", value: position.id });
  const [sheet] = await rowsOf(hr, "position_sheets", { filter, limit: 1 });
  await hr.goto(`/position_sheets/${sheet.id}/print`);
  await hr.getByRole("heading", { name: "May decide" }).waitFor();
  const line = hr.getByRole("row").filter({ hasText: "Discount" }).filter({ hasText: "Approve" });
  await line.getByText("≤ 12%").waitFor();
  assert.deepEqual(await findings(hr), []);
  const whole = await api(hr, "GET", `/position_sheets/${sheet.id}/whole`);
  assert.ok(whole.rights.length >= 11, "the library's and the one that was added");
});
