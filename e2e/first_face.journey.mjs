import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoSignIn, newPage, PHONE, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let page;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const table = () => page.getByRole("table").first();
const titles = () => page.locator("[data-title]");

test("a manager signs in and stands before their opportunities", async () => {
  await signIn(page, await demoSignIn(server.url, "director"));
  await page.getByRole("heading", { level: 1, name: "Opportunities" }).waitFor();
  await titles().first().waitFor();
  assert.equal(new URL(page.url()).pathname, "/opportunities");
});

test("whoever is signed in and comes to the door again goes on to where they wanted to go", async () => {
  await page.goto(`/sign-in?to=${encodeURIComponent("/leads?sort=name")}`);
  await page.getByRole("heading", { level: 1, name: "Leads" }).waitFor();
  assert.equal(new URL(page.url()).search, "?sort=name");
  for (const door of ["/sign-in", "/start"]) {
    await page.goto(door);
    await page.getByRole("heading", { level: 1, name: "The whole picture" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/", door);
  }
  await page.goto("/opportunities");
  await titles().first().waitFor();
});

test("sorting by amount stands in the address and orders the rows", async () => {
  const head = page.getByRole("columnheader", { name: /Amount|value/i }).first();
  await head.getByRole("button").first().click();
  await head.getByRole("button").first().click();
  await page.waitForURL(/sort=-/);
  assert.equal(await head.getAttribute("aria-sort"), "descending");
});

test("a filter becomes a chip, narrows the list and is gone with one click", async () => {
  const count = page.locator("h1 + span");
  const all = await count.textContent();
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Field" }).click();
  await page.keyboard.type("Name");
  await page.keyboard.press("Enter");
  await dialog.getByRole("textbox", { name: "Name" }).fill("no such name anywhere");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await page.getByText("No row fits").waitFor();
  assert.match(page.url(), /filter=/);
  await page.getByRole("button", { name: /^Remove filter/ }).click();
  await titles().first().waitFor();
  await page.waitForFunction((before) => document.querySelector("h1 + span")?.textContent === before, all);
});

let title;

test("a row opens, is changed where it stands, and its history says so", async () => {
  title = await titles().nth(1).textContent();
  await titles().nth(1).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.getByRole("button", { name: "Edit Name", exact: true }).click();
  const input = page.getByRole("textbox", { name: "Name", exact: true });
  await input.fill(`${title} (changed)`);
  await input.press("Enter");
  await page.getByRole("heading", { level: 1, name: `${title} (changed)` }).waitFor();
  const story = page.getByRole("region", { name: "History" });
  await story.getByText(`${title} (changed)`).first().waitFor();
});

test("undo puts the old value back, and the history tells that too", async () => {
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
});

test("a number opens to the rows behind it", async () => {
  await page.getByRole("link", { name: "Numbers", exact: true }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.goto(`/numbers?metric=win_rate&by=${encodeURIComponent('["region"]')}`);
  await page.locator("canvas").waitFor();
  const figure = page.getByRole("button", { name: /Show the rows/ }).first();
  assert.match((await figure.textContent()) ?? "", /^\d+(\.\d)?%$/);
  await figure.click();
  const drawer = page.getByRole("dialog");
  await drawer.locator("[data-title]").first().waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
});

test("in Chinese the whole page speaks Chinese, what comes from the server too", async () => {
  await page.goto("/opportunities");
  await titles().first().waitFor();
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "中文" }).click();
  await page.getByRole("heading", { level: 1, name: "商机" }).waitFor();
  await page.waitForFunction(() => document.documentElement.lang === "zh-CN");
  await titles().first().waitFor();
  assert.ok(
    (await table().getByRole("columnheader").allTextContents()).some((text) => /[\u4e00-\u9fff]/.test(text)),
  );
});

test("dark is dark", async () => {
  await page.getByRole("button", { name: /^账户/ }).click();
  await page.getByRole("menuitem", { name: "深色" }).click();
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = ground.match(/\d+/g).reduce((sum, part) => sum + Number(part), 0);
  assert.ok(light < 150, `the ground is ${ground}`);
});

test("at phone width nothing is wider than the phone, and the navigation is a drawer", async () => {
  await page.setViewportSize(PHONE);
  await titles().first().waitFor();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wider <= 0, `the page is ${wider} pixels wider than the phone`);
  await page.getByRole("button", { name: "更多", exact: true }).click();
  await page.getByRole("dialog").getByRole("link", { name: "客户", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "客户" }).waitFor();
});

test("signing out ends the session on the server", async () => {
  await page.getByRole("button", { name: /^账户/ }).click();
  await page.getByRole("menuitem", { name: "退出登录", exact: true }).click();
  await page.waitForURL(/sign-in/);
  const status = await page.evaluate(() => fetch("/api/v1/session").then((answer) => answer.status));
  assert.equal(status, 401);
  await page.goto("/opportunities");
  await page.waitForURL(/sign-in\?to=/);
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(page.complaints, []);
});
