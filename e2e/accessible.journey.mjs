import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { arrow, demoSignIn, newPage, PHONE, signIn, startBrowser } from "./browser.mjs";
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

const SCREENS = [
  ["the list", "/opportunities", "[data-title]"],
  ["a list in groups", "/leads?group=status", "tbody button"],
  ["the board", "/opportunities?show=board", "[data-card]"],
  ["a board in lanes", "/opportunities?show=board&group=owner_id", "[data-card]"],
  ["the KPI page", `/numbers?metric=win_rate&by=${encodeURIComponent('["region"]')}`, "canvas"],
  ["home", "/", "[data-card] svg"],
  ["the imports", "/imports", "h1"],
];
const LOOKS = [
  ["light, wide, English", { theme: "light", locale: "en" }],
  ["dark, phone, Chinese", { theme: "dark", locale: "zh", viewport: PHONE }],
];

for (const [look, options] of LOOKS) {
  test(`axe finds nothing serious: ${look}`, async (t) => {
    const page = await newPage(browser, server.url, options);
    await page.goto("/sign-in");
    await page.locator("form").waitFor();
    await t.test("sign-in", async () => assert.deepEqual(await findings(page), []));
    await signIn(page, await demoSignIn(server.url, "director"));
    for (const [name, address, sign] of SCREENS) {
      await t.test(name, async () => {
        await page.goto(address);
        await page.locator(sign).first().waitFor();
        assert.deepEqual(await findings(page), []);
      });
    }
    await t.test("a row and its form", async () => {
      await page.goto("/opportunities");
      await page.locator("[data-title]").first().click();
      await page.locator("dl").first().waitFor();
      assert.deepEqual(await findings(page), []);
      const edit = page.getByRole("button", { name: /^(Edit|编辑)$/ });
      if ((await edit.count()) > 0) {
        await edit.click();
        await page.getByRole("dialog").locator("form").waitFor();
        assert.deepEqual(await findings(page), []);
      }
    });
    await page.context().close();
  });
}

test("the whole way to a row is possible by keyboard", async () => {
  const page = await newPage(browser, server.url);
  const who = await demoSignIn(server.url, "director");
  await page.goto("/sign-in?to=%2Fopportunities");
  await page.locator("form").waitFor();
  await page.keyboard.type(who.login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(who.password);
  await page.keyboard.press("Enter");
  await page.locator("[data-title]").first().waitFor();
  // The first stop of the page leads past the navigation.
  await page.evaluate(() => document.body.focus());
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#content");
  await page.locator("[data-title]").first().focus();
  await page.keyboard.press("ArrowDown");
  const second = await page.locator("[data-title]").nth(1).textContent();
  await page.waitForFunction((text) => document.activeElement?.textContent === text, second);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: second }).waitFor();
  await page.keyboard.press("Control+k");
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  await page.keyboard.type("accounts");
  await page
    .getByRole("option", { name: /Accounts/ })
    .first()
    .waitFor();
  await page.context().close();
});

test("the arrow keys go through a whole menu, past the headings in it", async () => {
  const page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "director"));
  await page.locator("[data-title]").first().waitFor();
  await page.getByRole("button", { name: /^Account:/ }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest("[role=menu]"));
  const seen = [await page.evaluate(() => document.activeElement?.textContent)];
  for (let step = 0; step < 12; step += 1) seen.push(await arrow(page, "ArrowDown"));
  for (const entry of ["English", "中文", "Light", "Dark", "Compact", "My account", "Sign out"])
    assert.ok(seen.includes(entry), `${entry} is not among ${seen.join(", ")}`);
  assert.ok(!seen.includes("Language"));
  await page.context().close();
});
