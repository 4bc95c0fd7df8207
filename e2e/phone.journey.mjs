// A salesperson's day on a phone, with a line that comes and goes: what is entered arrives, once, and is nobody else's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser, watched } from "./browser.mjs";
import { startLine } from "./line.mjs";
import { startServer } from "./server.mjs";

/** One red dot. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

let server;
let line;
let browser;
let page;
let rep;
let account;

before(async () => {
  server = await startServer();
  line = await startLine(server.url);
  browser = await startBrowser();
  rep = await demoSignIn(server.url, "rep");
  page = await newPage(browser, line.url, { viewport: PHONE, offline: true });
  await signIn(page, rep, "/");
  [account] = await rowsOf(page, "accounts", {
    limit: 1,
    sort: "name",
    filter: JSON.stringify({ field: "address", op: "not_empty" }),
  });
});
after(async () => {
  await browser?.close();
  await line?.stop();
  await server?.stop();
});

const badge = () => page.getByRole("button", { name: /^Not sent yet: / });
const sheet = () => page.getByRole("dialog", { name: "Log a visit" });
const comment = () => page.getByRole("textbox", { name: "Write a comment" });
/** What is written about the account under this beginning, asked past the broken line. */
const written = async (text, on = page) => {
  const filter = JSON.stringify({ field: "title", op: "starts", value: text });
  return rowsOf(on, "activities", { filter, limit: 20 });
};
const about = async () => {
  await page.goto(`/accounts/${account.id}`);
  await page.getByRole("heading", { level: 1, name: account.name }).waitFor();
};
const arrived = () => badge().waitFor({ state: "detached" });
const fits = async () => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px too wide`);
};
const log = async (text) => {
  await page.getByRole("toolbar", { name: "Quick actions" }).getByRole("button", { name: "Log visit" }).tap();
  await sheet().getByRole("textbox", { name: "What happened" }).fill(text);
};
const save = () => sheet().getByRole("button", { name: "Save" }).tap();
/** The page keeps itself for later, once; nothing works without a connection before that. */
const ready = () => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

test("home begins with today, each thing with what one does about it on the way", async () => {
  await page.goto("/");
  const today = page.getByRole("region", { name: "Today" });
  const first = today
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: "Map" }) })
    .first();
  await first.getByRole("button", { name: "Log it" }).waitFor();
  // Whom to ring up comes in its own time, and its button is another one then.
  await page.waitForLoadState("networkidle");
  const heights = await first
    .locator("a,button")
    .filter({ hasText: /^(Call|Map|Log it|Done)$/ })
    .evaluateAll((controls) => controls.map((control) => control.getBoundingClientRect().height));
  assert.ok(heights.length >= 3, "to ring up, to go there, to write it down");
  for (const height of heights) assert.ok(height >= 44, `${height} px is too low for a thumb`);
  await fits();
  assert.deepEqual(await findings(page), []);
});

test("the app can be installed in both languages, and its page keeps itself", async () => {
  const manifest = await page.locator("link[rel=manifest]").getAttribute("href");
  assert.equal(manifest, "/en.webmanifest");
  for (const name of ["en", "zh"]) {
    const answer = await fetch(`${server.url}/${name}.webmanifest`);
    assert.equal(answer.headers.get("content-type"), "application/manifest+json");
    const { icons, shortcuts } = await answer.json();
    for (const { src } of icons) assert.equal((await fetch(server.url + src)).status, 200, src);
    assert.deepEqual(
      shortcuts.map((one) => one.url),
      ["/log", "/inbox"],
    );
  }
  const worker = await fetch(`${server.url}/worker.js`);
  assert.equal(worker.headers.get("cache-control"), "no-cache");
  assert.match(worker.headers.get("content-type"), /javascript/);
  await ready();
});

test("a visit with a photo and a next step is logged from the account", async () => {
  await about();
  await log("Looked at the second line");
  await sheet().getByRole("textbox", { name: "Outcome" }).fill("They want a sample");
  await sheet()
    .getByRole("group", { name: "Met" })
    .getByRole("button")
    .first()
    .or(sheet().getByRole("combobox", { name: "Met" }))
    .first()
    .waitFor();
  await sheet()
    .locator("input[type=file][multiple]")
    .setInputFiles({ name: "plate.png", mimeType: "image/png", buffer: PNG });
  await sheet().getByRole("img", { name: "Photo 1" }).waitFor();
  await sheet().getByRole("textbox", { name: "Next step" }).fill("Send the sample");
  await sheet().getByRole("button", { name: "In 3 days" }).tap();
  await fits();
  const button = await sheet().getByRole("button", { name: "Save" }).boundingBox();
  assert.ok(button.height >= 44 && button.y + button.height > PHONE.height - 100, "where the thumb is");
  assert.deepEqual(await findings(page), []);
  await save();
  await page.getByText("Logged").waitFor();
  const [visit] = await written("Looked at the second line");
  assert.deepEqual([visit.kind, visit.done, visit.outcome], ["visit", true, "They want a sample"]);
  const files = await rowsOf(page, "activities", {
    filter: JSON.stringify({ field: "comment_id", op: "eq", value: visit.id }),
  });
  assert.equal(files.length, 1);
  const [task] = await written("Send the sample");
  assert.equal(task.kind, "task");
  assert.ok(task.due_on > new Date().toISOString().slice(0, 10));
});

test("what is entered offline survives a closed tab and arrives exactly once", async () => {
  await about();
  await ready();
  await page.context().setOffline(true);
  await log("Entered in the basement");
  await save();
  await sheet().waitFor({ state: "detached" });
  await badge().waitFor();
  await comment().fill("And a word about it");
  await page.getByRole("button", { name: "Comment", exact: true }).tap();
  await page.getByRole("button", { name: "Not sent yet: 2" }).waitFor();

  const next = watched(await page.context().newPage());
  await page.close();
  page = next;
  // Without a connection the page opens all the same, with what was looked at last.
  await page.goto(`/accounts/${account.id}`);
  await page.getByRole("heading", { level: 1, name: account.name }).waitFor();
  await page.getByRole("button", { name: "Not sent yet: 2" }).tap();
  const tray = page.getByRole("dialog", { name: "Not sent yet" });
  await tray.getByText("Entered in the basement").waitFor();
  await fits();
  assert.deepEqual(await findings(page), []);
  await tray.getByRole("button", { name: "Close" }).tap();

  await page.context().setOffline(false);
  await arrived();
  assert.equal((await written("Entered in the basement")).length, 1);
  assert.equal((await written("And a word about it")).length, 1);
});

test("an answer that is lost after the write does not double it", async () => {
  await about();
  line.loseAnswers((request) => request.method === "POST" && request.url === "/api/v1/activities");
  await log("Written, and never heard of");
  await save();
  await badge().waitFor();
  for (let tries = 0; tries < 100 && line.lost() === 0; tries += 1) await page.waitForTimeout(100);
  assert.ok(line.lost() > 0, "it was written, and nobody heard of it");
  line.mend();
  await arrived();
  assert.equal((await written("Written, and never heard of")).length, 1);
});

test("a server that is down is no loss", async () => {
  await about();
  line.cut();
  await comment().fill("Said while the server was down");
  await page.getByRole("button", { name: "Comment", exact: true }).tap();
  await badge().waitFor();
  assert.equal(await comment().inputValue(), "", "the box is free for the next thing");
  line.mend();
  await arrived();
  assert.equal((await written("Said while the server was down")).length, 1);
});

test("two tabs send it once", async () => {
  await about();
  const other = await page.context().newPage();
  await other.goto(`/accounts/${account.id}`);
  await other.getByRole("heading", { level: 1, name: account.name }).waitFor();
  line.cut();
  await comment().fill("From one of two tabs");
  await page.getByRole("button", { name: "Comment", exact: true }).tap();
  await badge().waitFor();
  await other.getByRole("button", { name: /^Not sent yet: / }).waitFor();
  line.mend();
  await arrived();
  await other.getByRole("button", { name: /^Not sent yet: / }).waitFor({ state: "detached" });
  assert.equal((await written("From one of two tabs")).length, 1);
  await other.close();
});

test("another person on the same device neither sees nor sends it, and its author still does", async () => {
  await about();
  line.cut();
  await comment().fill("Mine alone");
  await page.getByRole("button", { name: "Comment", exact: true }).tap();
  await badge().waitFor();
  // The line is back for everything but what waits.
  line.loseAnswers(() => false);
  line.hold((request) => request.method === "POST" && request.url === "/api/v1/activities");
  await page.context().clearCookies();
  await signIn(page, await demoSignIn(server.url, "director"), "/accounts");
  await page.locator("[data-title]").first().waitFor();
  line.mend();
  await page.reload();
  await page.locator("[data-title]").first().waitFor();
  assert.equal(await badge().count(), 0);
  assert.equal((await written("Mine alone")).length, 0);
  await page
    .getByRole("button", { name: /^Menu of|^User menu|.*/ })
    .first()
    .waitFor();
  await page.context().clearCookies();
  await signIn(page, rep, `/accounts/${account.id}`);
  await page.getByRole("heading", { level: 1, name: account.name }).waitFor();
  await arrived();
  const [row, ...more] = await written("Mine alone");
  assert.equal(more.length, 0);
  const { user } = await api(page, "GET", "/session");
  assert.equal(row.owner_id, user.person_id, "in its author's name");
});

test("what the server refuses is kept with its reason, mended and sent", async () => {
  await about();
  const [contact] = await rowsOf(page, "contacts", {
    limit: 1,
    filter: JSON.stringify({ field: "account_id", op: "eq", value: account.id }),
  });
  assert.ok(contact);
  line.cut();
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  const form = page.getByRole("dialog").filter({ has: page.locator("form") });
  await form.getByRole("textbox", { name: "Website" }).fill("https://plant.example");
  await form.getByRole("spinbutton", { name: /^Founded/ }).fill("2990");
  await form.getByRole("button", { name: "Save" }).tap();
  await badge().waitFor();
  line.mend();
  await page.getByRole("button", { name: "Not sent yet: 1, to be looked at: 1" }).tap();
  const tray = page.getByRole("dialog", { name: "Not sent yet" });
  await tray.getByText("Not taken by the server").waitFor();
  await tray.getByRole("button", { name: "Mend" }).tap();
  const mend = page.getByRole("dialog", { name: /^Mend / });
  await mend.getByRole("spinbutton", { name: /^Founded/ }).fill("1990");
  await mend.getByRole("button", { name: "Send it like this" }).tap();
  await tray.getByText("Nothing waits on this device.").waitFor();
  const { row } = await api(page, "GET", `/accounts/${account.id}`);
  assert.deepEqual([row.founded, row.website], [1990, "https://plant.example"]);
});

test("an edit of a row that somebody else has changed shows both values and takes the chosen one", async () => {
  await about();
  line.cut();
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  const form = page.getByRole("dialog").filter({ has: page.locator("form") });
  await form.getByRole("textbox", { name: "Website" }).fill("https://mine.example");
  await form.getByRole("button", { name: "Save" }).tap();
  await badge().waitFor();
  const other = await newPage(browser, server.url);
  await signIn(other, await demoSignIn(server.url, "director"), "/accounts");
  const { row } = await api(other, "GET", `/accounts/${account.id}`);
  await api(other, "PATCH", `/accounts/${account.id}`, {
    website: "https://theirs.example",
    version: row.version,
  });
  await other.context().close();
  line.mend();
  await page.getByRole("button", { name: "Not sent yet: 1, to be looked at: 1" }).tap();
  const tray = page.getByRole("dialog", { name: "Not sent yet" });
  await tray.getByText("Somebody else has changed the row").waitFor();
  await tray.getByRole("button", { name: "Compare" }).tap();
  const both = page.getByRole("dialog").filter({ hasText: "theirs.example" });
  await both.getByText("mine.example").waitFor();
  await both.locator(".ant-modal-footer .ant-btn-primary").tap();
  await tray.getByText("Nothing waits on this device.").waitFor();
  assert.equal((await api(page, "GET", `/accounts/${account.id}`)).row.website, "https://mine.example");
});

test("after an update the new page is served at once, and the old one only while nobody answers", async () => {
  await page.goto("/accounts");
  await page.locator("[data-title]").first().waitFor();
  await ready();
  line.change((body, request) =>
    request.url.startsWith("/api")
      ? body
      : body.replace("<title>", '<meta name="release" content="next"><title>'),
  );
  await page.reload();
  assert.equal(await page.locator("meta[name=release]").count(), 1);
  line.cut();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Accounts" }).waitFor();
  line.mend();
});

test("dark and in Chinese it reads as well, and the icon's own way in leads to the sheet", async () => {
  const dark = await newPage(browser, server.url, {
    viewport: PHONE,
    locale: "zh",
    theme: "dark",
    offline: true,
  });
  await signIn(dark, rep, "/log");
  assert.equal(await dark.locator("link[rel=manifest]").getAttribute("href"), "/zh.webmanifest");
  const which = dark.getByRole("dialog", { name: "关于哪位客户或哪件事？" });
  await which.getByRole("listitem").first().getByRole("button").tap();
  const log = dark.getByRole("dialog", { name: "记录拜访" });
  await log.getByRole("textbox", { name: "情况" }).fill("看了第二条产线");
  await log.getByRole("button", { name: "明天" }).tap();
  assert.deepEqual(await findings(dark), []);
  await log.getByRole("button", { name: "保存" }).tap();
  await dark.getByText("已记录").waitFor();
  await dark.waitForURL((address) => address.pathname === "/");
  await dark.getByRole("region", { name: "今天" }).getByRole("listitem").first().waitFor();
  assert.deepEqual(await findings(dark), []);
  assert.deepEqual(dark.complaints, []);
  await dark.context().close();
});

test("whoever signs out leaves nothing to look at, and is asked about what is not sent", async () => {
  await page.goto("/accounts");
  await page.locator("[data-title]").first().waitFor();
  const kept = () =>
    page.evaluate(
      () =>
        new Promise((done, failed) => {
          const opening = indexedDB.open("quartermaster");
          opening.onerror = () => failed(opening.error);
          opening.onsuccess = () => {
            const count = opening.result.transaction("answers").objectStore("answers").count();
            count.onsuccess = () => (opening.result.close(), done(count.result));
          };
        }),
    );
  for (let tries = 0; tries < 50 && (await kept()) === 0; tries += 1) await page.waitForTimeout(200);
  assert.ok((await kept()) > 0, "something was kept to open without a connection");
  const leave = async () => {
    await page.getByRole("button", { name: /^Account: / }).tap();
    await page.getByRole("menuitem", { name: "Sign out", exact: true }).tap();
  };
  line.hold((request) => request.method === "POST" && request.url === "/api/v1/activities");
  await about();
  await comment().fill("Not sent before the door");
  await page.getByRole("button", { name: "Comment", exact: true }).tap();
  await badge().waitFor();
  await leave();
  const asked = page.getByRole("dialog", { name: "Sign out with entries that are not sent?" });
  await asked.getByRole("button", { name: "Stay" }).tap();
  await asked.waitFor({ state: "detached" });
  line.mend();
  await arrived();
  await leave();
  await page.waitForURL(/\/sign-in/);
  assert.equal(await kept(), 0);
  assert.deepEqual(page.complaints, []);
});
