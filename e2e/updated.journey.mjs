// A page that was opened before the server was updated asks for parts that are gone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoSignIn, newPage, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let page;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const titles = () => page.locator("[data-title]");

/** A browser on a list; from then on the chunks named are gone, as after an update, until the page is loaded anew. */
async function stale(gone, { newer = true } = {}) {
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "rep"));
  await titles().first().waitFor();
  await page.waitForLoadState("networkidle");
  let updated = true;
  let loads = 0;
  await page.route(gone, (route) => (updated ? route.fulfill({ status: 404, body: "" }) : route.continue()));
  await page.route(/^[^?]*\/\/[^/]*\/$/, async (route) => {
    if (route.request().isNavigationRequest() || !newer) return route.continue();
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/assets\/index-[\w-]+\.js/, "assets/index-NEWER.js");
    return route.fulfill({ response: answer, body });
  });
  page.on("request", (request) => {
    if (!request.isNavigationRequest()) return;
    loads += 1;
    updated = false;
  });
  return () => loads;
}

test("a screen that is gone is loaded anew without a word, at the address one went to", async () => {
  const loads = await stale("**/assets/RowScreen-*.js");
  const title = await titles().first().textContent();
  await titles().first().click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  assert.match(new URL(page.url()).pathname, /^\/opportunities\/.+/);
  assert.equal(loads(), 1);
  await page.context().close();
});

test("a dialog that is gone takes nothing away: what was typed stays, and the reader reloads when ready", async () => {
  const loads = await stale("**/assets/{FormDrawer,VerbDialog}-*.js");
  await titles().first().click();
  const comment = page.getByRole("textbox", { name: "Write a comment" });
  await comment.fill("They want the offer by Friday");
  await page.getByRole("button", { name: "Log an activity" }).click();
  const told = page.getByRole("alert").filter({ hasText: "A newer version is running" });
  await told.waitFor();
  assert.equal(await comment.inputValue(), "They want the offer by Friday");
  assert.equal(loads(), 0, "nobody reloads over what was typed");

  // What was typed can be saved first.
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await page.getByText("They want the offer by Friday").first().waitFor();
  await told.getByRole("button", { name: "Reload" }).click();
  await page.getByRole("button", { name: "Log an activity" }).click();
  await page.getByRole("dialog").locator("form").waitFor();
  assert.equal(loads(), 1);
  await page.context().close();
});

test("a screen that stays away is no blank page: it says so, and can be tried again", async () => {
  const loads = await stale("**/assets/RowScreen-*.js", { newer: false });
  await titles().first().click();
  await page.getByText("A part of the page could not be loaded").waitFor();
  await page.getByRole("button", { name: "Reload" }).waitFor();
  assert.equal(loads(), 0, "the server has no other version: a reload would not help by itself");
  await page.unroute("**/assets/RowScreen-*.js");
  await page.getByRole("link", { name: "Leads", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Leads" }).waitFor();
  await titles().first().click();
  await page.locator("dl").first().waitFor();
  await page.context().close();
});

test("an entry that is gone is asked for once more, and then the page says so", async () => {
  page = await newPage(browser, server.url);
  let tries = 0;
  await page.route("**/assets/index-*.js", (route) => {
    tries += 1;
    return route.fulfill({ status: 404, body: "" });
  });
  await page.goto("/");
  await page.getByRole("heading", { name: "The page could not be loaded" }).waitFor();
  assert.equal(tries, 2);
  await page.unroute("**/assets/index-*.js");
  await page.getByRole("button", { name: "Reload" }).click();
  await page.locator("form").waitFor();
  await page.context().close();
});
