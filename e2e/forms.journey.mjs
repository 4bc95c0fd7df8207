// Forms: what may be there already, fields that depend on each other, drafts, and many rows out of a spreadsheet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let page;
let accounts;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "admin"));
  accounts = await rowsOf(page, "accounts", { limit: 2, sort: "name" });
  for (const account of accounts) {
    await api(page, "POST", "/contacts", { name: `Contact of ${account.name}`, account_id: account.id });
  }
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const form = () => page.getByRole("dialog");
/** Looks a row up by what one types. */
const choose = async (label, name) => {
  const box = form().getByRole("combobox", { name: label, exact: true });
  await box.click();
  await box.fill(name);
  await page
    .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
    .getByTitle(name, { exact: true })
    .first()
    .click();
};
const begin = async (noun, label) => {
  await page.goto(`/${noun}`);
  await page
    .getByRole("button", { name: `New ${label}` })
    .first()
    .click();
  await form().waitFor();
};

test("an account that may be there already is shown while its name is typed", async () => {
  await begin("accounts", "Account");
  await form().getByLabel("Name", { exact: true }).fill(`${accounts[0].name} Ltd.`);
  const there = form().getByRole("link", { name: `Open “${accounts[0].name}” instead` });
  await there.waitFor();
  assert.deepEqual(await findings(page), []);
  await there.click();
  await page.getByRole("heading", { level: 1, name: accounts[0].name, exact: true }).waitFor();
});

test("what was typed and not saved is offered again, and goes when it is discarded", async () => {
  await begin("leads", "Lead");
  await form().getByLabel("Company", { exact: true }).fill("Seaside Works");
  await page.waitForFunction(() =>
    Object.keys(localStorage).some(
      (key) => key.includes("form.leads") && localStorage[key].includes("Seaside"),
    ),
  );
  await begin("leads", "Lead");
  await form().getByRole("button", { name: "Restore" }).click();
  assert.equal(await form().getByLabel("Company", { exact: true }).inputValue(), "Seaside Works");
  await form().getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await form().first().waitFor({ state: "hidden" });
  await begin("leads", "Lead");
  assert.equal(await form().getByRole("button", { name: "Restore" }).count(), 0);
});

test("a deal offers the contacts of its account, and another account takes the contact out", async () => {
  await begin("opportunities", "Opportunity");
  await choose("Account", accounts[0].name);
  await form().getByRole("combobox", { name: "Contact" }).click();
  const open = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  await open.getByTitle(`Contact of ${accounts[0].name}`, { exact: true }).waitFor();
  assert.equal(await open.getByTitle(`Contact of ${accounts[1].name}`, { exact: true }).count(), 0);
  await open.getByTitle(`Contact of ${accounts[0].name}`, { exact: true }).click();
  await choose("Account", accounts[1].name);
  await form().getByTitle(`Contact of ${accounts[0].name}`, { exact: true }).waitFor({ state: "hidden" });
});

test("rows out of a spreadsheet are mended, checked and made together", async () => {
  await page.goto("/imports/paste?noun=accounts");
  await page.getByRole("textbox", { name: /Paste here/ }).focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData(
      "text/plain",
      "名称\tWebsite\r\nPasted One\thttps://one.example\r\nPasted Twoo\thttps://two.example\r\n",
    );
    document.activeElement.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await page.getByText("2 rows", { exact: true }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.getByRole("textbox", { name: "名称, row 2" }).fill("Pasted Two");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page
    .getByRole("button", { name: /^(Import|Start the import|Run)/ })
    .first()
    .click();
  const pasted = { filter: JSON.stringify({ field: "name", op: "starts", value: "Pasted" }), sort: "name" };
  let made = [];
  for (let tries = 0; made.length < 2 && tries < 120; tries += 1) {
    await page.waitForTimeout(250);
    made = await rowsOf(page, "accounts", pasted);
  }
  assert.deepEqual(
    made.map((row) => [row.name, row.website]),
    [
      ["Pasted One", "https://one.example"],
      ["Pasted Two", "https://two.example"],
    ],
  );
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(page.complaints, []);
});
