// What somebody should know: from a comment of one person to the inbox of another, and what they do with it there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let manager;
let rep;
let me;
let account;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  manager = await newPage(browser, server.url);
  rep = await newPage(browser, server.url);
  await signIn(manager, await demoSignIn(server.url, "director"));
  await signIn(rep, await demoSignIn(server.url, "rep"));
  me = (await api(rep, "GET", "/session")).user;
  const filter = JSON.stringify({ field: "owner_id", op: "eq", value: me.person_id });
  [account] = await rowsOf(rep, "accounts", { filter, limit: 1 });
  await api(rep, "PATCH", "/inbox", { ids: null, read: true });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const bell = (page) => page.getByRole("button", { name: /^Inbox/ });

test("a person is mentioned by keyboard alone, and the comment stands in the story with a link", async () => {
  await manager.goto(`/accounts/${account.id}`);
  const box = manager.getByRole("textbox", { name: "Write a comment" });
  await box.click();
  await manager.keyboard.type(`Please call them, @${me.name.split(" ").at(-1).toLowerCase()}`);
  const offered = manager.locator(".ant-mentions-dropdown").getByText(me.name, { exact: true });
  await offered.first().waitFor();
  await manager.keyboard.press("Enter");
  await manager.waitForFunction(
    (name) => document.querySelector("textarea")?.value.includes(`@${name}`),
    me.name,
  );
  await manager.keyboard.press("Control+Enter");
  const story = manager.getByRole("region", { name: "History" });
  await story.getByRole("link", { name: `@${me.name}` }).waitFor();
  assert.equal(await box.inputValue(), "", "the box is empty again");
});

test("the bell and the title of the tab count it, and the panel leads to the row", async () => {
  await rep.goto("/accounts");
  await rep.getByRole("button", { name: "Inbox, 1 unread" }).waitFor();
  await rep.waitForFunction(() => document.title.startsWith("(1) "));
  await bell(rep).focus();
  await rep.keyboard.press("Enter");
  const panel = rep.getByRole("region", { name: "Inbox" });
  const entry = panel.getByRole("button", { name: /mentioned you/ });
  await entry.waitFor();
  assert.deepEqual(await findings(rep), []);
  await entry.click();
  await rep.waitForURL(`**/accounts/${account.id}`);
  await bell(rep)
    .and(rep.getByRole("button", { name: "Inbox", exact: true }))
    .waitFor();
  await rep.waitForFunction(() => !document.title.startsWith("("));
});

test("entries are put away, brought back, put off and found again", async () => {
  const subject = { subject_noun: "accounts", subject_id: account.id, kind: "comment" };
  await api(manager, "POST", "/activities", { ...subject, body: "The plant is closed in May" });
  await rep.goto("/inbox");
  const entry = rep.getByRole("listitem").filter({ hasText: "The plant is closed in May" });
  await entry.waitFor();
  assert.deepEqual(await findings(rep), []);
  await entry.getByRole("button", { name: "Put away" }).click();
  await entry.waitFor({ state: "hidden" });
  await rep.getByRole("button", { name: "Undo" }).click();
  await entry.waitFor();
  await entry.getByRole("button", { name: "Remind me later" }).click();
  await rep.getByRole("menuitem", { name: /Tomorrow morning/ }).click();
  await entry.waitFor({ state: "hidden" });
  await rep.getByText("Later", { exact: true }).click();
  await entry.waitFor();
  await entry.getByText(/Comes back/).waitFor();
});

test("what one does not want to hear does not come", async () => {
  await rep.goto("/inbox");
  const wanted = rep.getByRole("switch", { name: "Comments and files on my rows" });
  await wanted.click();
  await rep.waitForFunction(() =>
    [...document.querySelectorAll("[role=switch]")].some(
      (one) => one.getAttribute("aria-checked") === "false",
    ),
  );
  const { unread } = await api(rep, "GET", "/inbox/count");
  const subject = { subject_noun: "accounts", subject_id: account.id, kind: "comment" };
  await api(manager, "POST", "/activities", { ...subject, body: "Not for the inbox" });
  assert.equal((await api(rep, "GET", "/inbox/count")).unread, unread);
});

test("on a phone the bar at the foot leads to the page, in Chinese too", async () => {
  const phone = await newPage(browser, server.url, { viewport: PHONE, locale: "zh" });
  await signIn(phone, await demoSignIn(server.url, "rep"));
  await phone
    .getByRole("navigation", { name: "主导航" })
    .getByRole("link", { name: /收件箱/ })
    .click();
  await phone.waitForURL("**/inbox");
  await phone.getByRole("heading", { level: 1, name: "收件箱" }).waitFor();
  assert.deepEqual(await findings(phone), []);
  assert.equal(
    await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    true,
    "nothing hangs over the edge",
  );
  await phone.context().close();
});

test("nothing went wrong unseen", () => {
  assert.deepEqual([...manager.complaints, ...rep.complaints], []);
});
