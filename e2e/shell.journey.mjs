// The shell around every screen: palette, search, what is pinned, help, and what happens when the server is away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function signedIn(login, options) {
  const page = await newPage(browser, server.url, options);
  await signIn(page, await demoSignIn(server.url, login));
  await page.locator("[data-title]").first().waitFor();
  return page;
}

/** Opens the palette and types; nothing but the keyboard. */
async function say(page, text) {
  await page.keyboard.press("Control+k");
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  await page.keyboard.type(text);
}
const palette = (page) => page.getByRole("combobox", { name: /^(Search and commands|搜索与命令)$/ });
const chosen = (page, name) => page.getByRole("option", { name, selected: true });
const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const pinned = (page) => page.getByRole("list", { name: /^(Pinned|已固定)$/ }).getByRole("link");

test("by keyboard alone: to a row, a verb of it, a new row, a screen", async () => {
  const page = await signedIn("rep");
  const deal = (await rowsOf(page, "opportunities", { filter: open(), sort: "-amount" }))[1];
  // A server that has just been started still reads its rows into the index.
  await page.waitForFunction(async (name) => {
    const { hits } = await (await fetch(`/api/v1/search?q=${encodeURIComponent(name)}`)).json();
    return hits.some((hit) => hit.title === name);
  }, deal.name);

  await say(page, deal.name);
  await chosen(page, new RegExp(escape(deal.name))).waitFor();
  await page.keyboard.press("Enter");
  await heading(page, deal.name).waitFor();

  // What the row refuses says why and does nothing.
  await say(page, "reopen");
  const refused = chosen(page, /Reopen/);
  await refused.waitFor();
  assert.equal(await refused.getAttribute("aria-disabled"), "true");
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "detached" });

  await say(page, "lost");
  await chosen(page, /^Lost/).waitFor();
  await page.keyboard.press("Enter");
  const asking = page.getByRole("dialog", { name: /^Lost: / });
  await asking.waitFor();
  await page.keyboard.press("Escape");
  await asking.waitFor({ state: "hidden" });

  await say(page, "new account");
  await chosen(page, /New Account/).waitFor();
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog", { name: "New Account" });
  await form.waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("[role=dialog] form input"));
  await page.keyboard.type("Kestrel Pumps");
  await page.keyboard.press("Control+Enter");
  await heading(page, "Kestrel Pumps").waitFor();

  await say(page, "numb");
  await chosen(page, /Numbers/).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/numbers/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("Chinese and English words find rows, and a Chinese list is found by its sound", async () => {
  const page = await signedIn("rep", { locale: "zh" });
  await api(page, "POST", "/accounts", { name: "苏州精工阀门有限公司" });
  const found = page.getByRole("option", { name: /苏州精工阀门有限公司/ });
  await say(page, "阀门");
  await found.waitFor();
  await page.keyboard.press("Escape");
  const english = (await rowsOf(page, "accounts", { sort: "name" })).find((one) => LATIN.test(one.name));
  await palette(page).waitFor({ state: "detached" });
  await say(page, LATIN.exec(english.name)[0]);
  await page
    .getByRole("option", { name: new RegExp(escape(english.name)) })
    .first()
    .waitFor();
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "detached" });
  for (const sound of ["shangji", "sj"]) {
    await say(page, sound);
    await page.getByRole("group", { name: "前往" }).getByRole("option", { name: /^商机/ }).waitFor();
    await page.keyboard.press("Escape");
    await palette(page).waitFor({ state: "detached" });
  }
  // From a key to what it finds, in the browser: a pause between keys is about 200 ms.
  const took = await page.evaluate(async () => {
    const times = [];
    for (const q of ["阀", "阀门", "p", "pu", "pum", "val", "苏州", "s"]) {
      const start = performance.now();
      await (await fetch(`/api/v1/search?limit=12&q=${encodeURIComponent(q)}`)).json();
      times.push(performance.now() - start);
    }
    return times.sort((one, other) => one - other)[4];
  });
  assert.ok(took < 200, `a search takes ${took.toFixed(0)} ms`);
  await page.context().close();
});

test("what is pinned is there after a reload and in another browser, in its order, until it is gone", async () => {
  const page = await signedIn("rep");
  const { row } = await api(page, "POST", "/accounts", { name: "Pinned Pipes" });
  await page.goto(`/accounts/${row.id}`);
  await heading(page, "Pinned Pipes").waitFor();
  await page.getByRole("button", { name: "Pin", exact: true }).click();
  await pinned(page).filter({ hasText: "Pinned Pipes" }).waitFor();

  await page.goto("/leads");
  await page.getByRole("button", { name: /All Leads/ }).click();
  await page.getByRole("menuitem", { name: "Pin “Leads”" }).click();
  await pinned(page).filter({ hasText: "Leads" }).waitFor();

  await say(page, "numb");
  await chosen(page, /Numbers/).waitFor();
  await page.keyboard.press("Control+d");
  await pinned(page).filter({ hasText: "Numbers" }).waitFor();
  await page.keyboard.press("Escape");
  await palette(page).waitFor({ state: "detached" });

  await pinned(page).filter({ hasText: "Numbers" }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  const order = ["Pinned Pipes", "Numbers", "Leads"];
  await page.waitForFunction(
    (order) =>
      [...document.querySelectorAll("[aria-label=Pinned] a")].map((one) => one.textContent).join() === order,
    order.join(),
  );
  await pinned(page).filter({ hasText: "Leads" }).dragTo(pinned(page).first());
  await page.reload();
  await pinned(page).first().waitFor();
  assert.deepEqual(await pinned(page).allTextContents(), ["Leads", "Pinned Pipes", "Numbers"]);

  const other = await signedIn("rep");
  assert.deepEqual(await pinned(other).allTextContents(), ["Leads", "Pinned Pipes", "Numbers"]);
  const admin = await signedIn("admin");
  await api(admin, "DELETE", `/accounts/${row.id}?version=${row.version}`);
  await admin.context().close();
  await other.reload();
  await pinned(other).first().waitFor();
  assert.deepEqual(await pinned(other).allTextContents(), ["Leads", "Numbers"]);
  await other.context().close();
  await page.context().close();
});

test("what was looked at stands first in the palette, on another device too", async () => {
  const page = await signedIn("manager");
  const [deal] = await rowsOf(page, "opportunities", { sort: "name" });
  await page.goto(`/opportunities/${deal.id}`);
  const kept = page.waitForResponse((one) => one.url().endsWith("/shortcuts/recent"));
  await heading(page, deal.name).waitFor();
  await kept;
  const other = await signedIn("manager", { viewport: PHONE });
  await other.getByRole("button", { name: /Search and commands/ }).click();
  await other
    .getByRole("group", { name: "Recent" })
    .getByRole("option", { name: new RegExp(escape(deal.name)) })
    .click();
  await heading(other, deal.name).waitFor();
  await other.context().close();
  await page.context().close();
});

test("help stands beside the work, follows it, and speaks the reader's language", async () => {
  const page = await signedIn("director");
  await page.keyboard.press("h");
  const help = page.getByRole("complementary", { name: "Help on this screen" });
  await help.getByRole("heading", { name: "Opportunities" }).waitFor();
  await help.getByText("Pipeline", { exact: true }).waitFor();
  // The work goes on beside it.
  await page.getByRole("link", { name: "Leads", exact: true }).click();
  await help.getByRole("heading", { name: "Leads" }).waitFor();
  await say(page, "chinese");
  await chosen(page, /中文/).waitFor();
  await page.keyboard.press("Enter");
  const chinese = page.getByRole("complementary", { name: "本页帮助" });
  await chinese.getByRole("heading", { name: "线索" }).waitFor();
  await chinese.getByText("首次接触", { exact: true }).waitFor();
  await chinese.getByRole("button", { name: "关闭帮助" }).click();
  await chinese.waitFor({ state: "detached" });
  await api(page, "PATCH", "/session", { locale: null });
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("density is kept with the user", async () => {
  const page = await signedIn("operations");
  const height = () =>
    page
      .locator("[data-title]")
      .first()
      .evaluate((one) => one.closest("[role=row]").offsetHeight);
  const before = await height();
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "Compact" }).click();
  await page.waitForFunction(() => localStorage.getItem("qm.density") === "compact");
  assert.ok((await height()) < before);
  const other = await signedIn("operations");
  assert.ok(
    (await other
      .locator("[data-title]")
      .first()
      .evaluate((one) => one.closest("[role=row]").offsetHeight)) < before,
  );
  await other.context().close();
  await page.context().close();
});

test("without a connection a quiet bar says so and goes by itself; what was typed stays; then a newer version is told of", async () => {
  const page = await signedIn("rep");
  await page.getByRole("button", { name: "New Opportunity" }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name", { exact: true }).fill("Half a deal");
  await page.route(/^[^?]*\/\/[^/]*\/$/, async (route) => {
    if (route.request().isNavigationRequest()) return route.continue();
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/assets\/index-[\w-]+\.js/, "assets/index-NEWER.js");
    return route.fulfill({ response: answer, body });
  });
  await page.context().setOffline(true);
  const told = page.getByRole("status").filter({ hasText: "No connection to the server." });
  await told.waitFor();
  await page.context().setOffline(false);
  await page.getByText("Connected again").waitFor();
  await page.getByText("A newer version is running").waitFor();
  assert.equal(await form.getByLabel("Name", { exact: true }).inputValue(), "Half a deal");
  await page.getByRole("button", { name: "Not now" }).click();
  await page.getByText("A newer version is running").waitFor({ state: "hidden" });
  await page.context().close();
});

test("a session that ends keeps a half-written form", async () => {
  const page = await signedIn("rep");
  const who = await demoSignIn(server.url, "rep");
  await page.goto("/accounts");
  await page.getByRole("button", { name: "New Account" }).first().click();
  const form = page.getByRole("dialog", { name: "New Account" });
  await form.getByLabel("Name", { exact: true }).fill("Half an account");
  await page.evaluate(async () => {
    const { csrf } = await (await fetch("/api/v1/session")).json();
    await fetch("/api/v1/session", { method: "DELETE", headers: { "X-CSRF-Token": csrf } });
  });
  await form.getByRole("button", { name: "Create" }).click();
  const door = page.getByRole("dialog", { name: "Please sign in again" });
  await door.waitFor();
  await door.locator("input[autocomplete=current-password]").fill(who.password);
  await page.keyboard.press("Enter");
  await door.waitFor({ state: "hidden" });
  assert.equal(await form.getByLabel("Name", { exact: true }).inputValue(), "Half an account");
  await form.getByRole("button", { name: "Create" }).click();
  await heading(page, "Half an account").waitFor();
  await page.context().close();
});

for (const [look, options] of [
  ["light, wide, English", {}],
  ["dark, phone, Chinese", { theme: "dark", locale: "zh", viewport: PHONE }],
]) {
  test(`axe finds nothing serious in palette, help and keyboard map: ${look}`, async () => {
    const page = await signedIn("director", options);
    await page.getByRole("button", { name: /Search and commands|搜索与命令/ }).click();
    await page.getByRole("option").first().waitFor();
    assert.deepEqual(await findings(page), []);
    await page.keyboard.type("o");
    await page.getByRole("option").first().waitFor();
    assert.deepEqual(await findings(page), []);
    await page.keyboard.press("Escape");
    await palette(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: /Help on this screen|本页帮助/ }).click();
    await page.getByRole("article").waitFor();
    assert.deepEqual(await findings(page), []);
    await page.getByRole("button", { name: /Close help|关闭帮助/ }).click();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await findings(page), []);
    await page.context().close();
  });
}

const LATIN = /[a-z]{5,}/i;
const open = () => JSON.stringify({ field: "outcome", op: "eq", value: "open" });
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
