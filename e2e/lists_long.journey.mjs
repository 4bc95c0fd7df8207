import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let page;
let phone;
let total;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "director"));
  total = (await api(page, "GET", "/opportunities?limit=1&total=true")).total;
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const LIST = "sort=-amount";
const at = (place, limit = 1) => api(page, "GET", `/opportunities?${LIST}&at=${place}&limit=${limit}`);
const titleAt = (place, where = page) => where.locator(`[data-index="${place}"] a[data-title]`);
const open = async () => {
  await page.goto(`/opportunities?${LIST}`);
  await titleAt(0).waitFor();
};
const panel = (where = page) => where.getByRole("complementary", { name: /Preview/ });
const focused = (text) => page.waitForFunction((text) => document.activeElement?.textContent === text, text);

test("the thumb goes anywhere, and the rows there are those of the server's order", async () => {
  await open();
  await page.locator("[data-scroller]").evaluate((scroller) => {
    scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) / 2;
  });
  await page.waitForFunction(() => Number(document.querySelector("[data-index]")?.dataset.index) > 1000);
  const first = await page.locator("[data-index]").first().getAttribute("data-index");
  const place = Number(first) + 12;
  await titleAt(place).waitFor();
  const { rows } = await at(place);
  assert.equal(await titleAt(place).textContent(), rows[0].name);
});

test("the keys go to both ends and a view at a time", async () => {
  await open();
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("End");
  const last = (await at(total - 1)).rows[0].name;
  await focused(last);
  assert.equal(
    await page.evaluate(() => document.activeElement.closest("[data-index]").dataset.index),
    String(total - 1),
  );
  await page.keyboard.press("PageUp");
  await page.waitForFunction(
    (last) => Number(document.activeElement?.closest("[data-index]")?.dataset.index ?? last) < last - 5,
    total - 1,
  );
  await page.keyboard.press("Home");
  await focused((await at(0)).rows[0].name);
});

test("a row's page says its place in the list, and goes to its neighbours", async () => {
  await open();
  const { rows } = await at(0, 4);
  await titleAt(2).click();
  await page.getByText(`3 of ${total.toLocaleString("en")}`).waitFor();
  await page.keyboard.press("j");
  await page.getByRole("heading", { level: 1, name: rows[3].name, exact: true }).waitFor();
  await page.getByText(`4 of ${total.toLocaleString("en")}`).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Previous" }).click();
  await page.getByRole("heading", { level: 1, name: rows[2].name, exact: true }).waitFor();
  await page.goBack();
  await titleAt(0).waitFor();
});

test("a row is looked at beside its list, and the focus comes back to it", async () => {
  await open();
  const { rows } = await at(0, 3);
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("ArrowDown");
  await focused(rows[0].name);
  await page.keyboard.press("Space");
  await panel().getByRole("heading", { name: rows[0].name, exact: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  await panel().getByRole("heading", { name: rows[1].name, exact: true }).waitFor();
  await panel().locator("ol li").first().waitFor();
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press("Escape");
  await panel().waitFor({ state: "detached" });
  await focused(rows[1].name);
});

test("a column is frozen from its head, stays while others go, and the address knows it", async () => {
  await page.goto(
    `/opportunities?${LIST}&widths=${encodeURIComponent(JSON.stringify({ account_id: 900, owner_id: 900 }))}`,
  );
  await titleAt(0).waitFor();
  const head = page.getByRole("columnheader", { name: "Amount" });
  await head.hover();
  await page.getByRole("button", { name: "Column Amount" }).click();
  await page.getByRole("menuitem", { name: "Freeze" }).click();
  await page.waitForURL(/frozen=/);
  const before = (await head.boundingBox()).x;
  await page.locator("[data-scroller]").evaluate((scroller) => {
    scroller.scrollLeft = 400;
  });
  await page.waitForFunction(() => document.querySelector("[data-scroller][data-sideways]"));
  assert.equal((await head.boundingBox()).x, before);
  await page.reload();
  await titleAt(0).waitFor();
  const names = await page.getByRole("columnheader").allTextContents();
  assert.match(names[2], /Amount/);
});

test("a value is changed where it stands, what is wrong is said beside it, and it is undone", async () => {
  await open();
  const { rows } = await at(1);
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await focused(rows[0].name);
  await page.keyboard.press("F2");
  const editor = page.locator('[data-index="1"] [data-editing] input');
  await editor.fill("");
  await editor.press("Enter");
  await page.locator('[data-index="1"] [data-editing]').getByRole("alert").waitFor();
  await editor.fill("Renamed in the list");
  await editor.press("Enter");
  await titleAt(1).getByText("Renamed in the list").waitFor();
  assert.equal((await at(1)).rows[0].name, "Renamed in the list");
  await page.getByRole("button", { name: "Undo" }).click();
  await titleAt(1).getByText(rows[0].name, { exact: true }).waitFor();
  assert.equal((await at(1)).rows[0].name, rows[0].name);
});

test("on a phone the preview is a sheet over the list", async () => {
  phone = await newPage(browser, server.url, { viewport: PHONE });
  await signIn(phone, await demoSignIn(server.url, "rep"));
  await phone.goto(`/opportunities?${LIST}`);
  await titleAt(0, phone).waitFor();
  await phone
    .getByRole("button", { name: /^Preview / })
    .first()
    .click();
  await panel(phone).waitFor();
  const box = await panel(phone).boundingBox();
  assert.deepEqual([box.x, box.width], [0, 390]);
  assert.deepEqual(await findings(phone), []);
  await phone.getByRole("button", { name: "Close preview" }).click();
  await panel(phone).waitFor({ state: "detached" });
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(
    [page, phone].flatMap((one) => one.complaints),
    [],
  );
});
