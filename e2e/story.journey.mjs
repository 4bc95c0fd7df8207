// What people say about a row: comments with files, edited, deleted and taken back; the story told in parts; and what
// somebody else changes meanwhile.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

/** One red dot. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** The smallest file that says it is a PDF and has a page. */
const PDF = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
`);

let server;
let browser;
let page;
let account;
let folder;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "director"));
  [account] = await rowsOf(page, "accounts", { limit: 1, sort: "name" });
  folder = await mkdtemp(join(tmpdir(), "quartermaster-files-"));
  await writeFile(join(folder, "photo.png"), PNG);
  await writeFile(join(folder, "offer.pdf"), PDF);
  await writeFile(join(folder, "large.bin"), Buffer.alloc(25 * 1024 * 1024 + 1));
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const story = () => page.getByRole("region", { name: "History" });
const box = () => page.getByRole("textbox", { name: "Write a comment" });
const entry = (text) => story().getByRole("listitem").filter({ hasText: text }).first();

test("a comment that is begun is there after the page is loaded anew", async () => {
  await page.goto(`/accounts/${account.id}`);
  await page.waitForFunction(() => document.title.endsWith("Account · Quartermaster"));
  await box().fill("They want a sample");
  await page.reload();
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "They want a sample");
});

test("several files go with it; one that is too large is refused by name", async () => {
  await page
    .locator("input[type=file]")
    .setInputFiles(["photo.png", "offer.pdf", "large.bin"].map((name) => join(folder, name)));
  await page.getByText("Larger than 25 MB; it will not be sent.").waitFor();
  await page.getByRole("button", { name: "Take out large.bin" }).click();
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  const said = entry("They want a sample");
  await said.getByRole("img", { name: "photo.png" }).waitFor();
  await page.waitForFunction(() => document.querySelector("img[alt='photo.png']")?.naturalWidth > 0);
  await said.getByRole("link", { name: "offer.pdf", exact: true }).waitFor();
  await said.getByRole("button", { name: "Look at offer.pdf" }).click();
  const looked = page.getByRole("dialog", { name: "offer.pdf" });
  await looked.getByRole("img", { name: "Page 1 of 1" }).waitFor();
  await page.keyboard.press("Escape");
  await looked.waitFor({ state: "hidden" });
  assert.deepEqual(await findings(page), []);
});

test("what was dropped without a word is filed by itself", async () => {
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["a,b"], "list.csv", { type: "text/csv" }));
    return data;
  });
  const target = page.getByRole("region", { name: "Comment" });
  await target.dispatchEvent("dragover", { dataTransfer: data });
  await target.dispatchEvent("drop", { dataTransfer: data });
  await page.getByRole("button", { name: "Add files" }).click();
  await entry("added a file").getByRole("link", { name: "list.csv", exact: true }).waitFor();
});

test("one's own comment is edited and deleted, and both are taken back", async () => {
  await entry("They want a sample").getByRole("button", { name: "Edit comment" }).click();
  const edit = page.getByRole("textbox", { name: "Edit comment" });
  await edit.fill("They want two samples");
  await edit.press("Control+Enter");
  await entry("They want two samples").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await entry("They want a sample").waitFor();

  await entry("They want a sample").getByRole("button", { name: "Delete" }).click();
  await entry("They want a sample").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Undo" }).last().click();
  await entry("They want a sample").getByRole("link", { name: "offer.pdf", exact: true }).waitFor();

  await entry("list.csv").getByRole("button", { name: "Delete" }).click();
  // Whoever leaves the page has decided.
  await page.goto("/accounts");
  await page.goto(`/accounts/${account.id}`);
  await entry("They want a sample").waitFor();
  assert.equal(await story().getByText("list.csv").count(), 0);
});

test("the story is told in parts, and as far back as it goes", async () => {
  await api(page, "POST", "/activities", {
    subject_noun: "accounts",
    subject_id: account.id,
    kind: "visit",
    title: "A visit long ago",
    at: "2016-02-03T04:05:06Z",
  });
  await page.reload();
  await story().getByRole("button", { name: "Calls, visits, meetings" }).click();
  await entry("A visit long ago").waitFor();
  await entry("They want a sample").waitFor({ state: "hidden" });
  await story().getByRole("button", { name: "Calls, visits, meetings" }).click();
  await story().getByRole("button", { name: "Comments" }).click();
  await entry("They want a sample").waitFor();
  await entry("A visit long ago").waitFor({ state: "hidden" });
  await story().getByRole("button", { name: "All", exact: true }).click();
  while (await story().getByRole("button", { name: "Show more" }).count()) {
    const shown = await story().getByRole("listitem").count();
    await story().getByRole("button", { name: "Show more" }).click();
    await page.waitForFunction(
      (shown) => document.querySelectorAll("section[aria-label=History] > ol > li").length > shown,
      shown,
    );
  }
  await entry("A visit long ago").waitFor();
});

test("what somebody else changes is told, and shown when one asks, without losing what one types", async () => {
  const other = await page.context().newPage();
  await other.goto("/accounts");
  await page.goto(`/accounts/${account.id}`);
  await page.getByRole("heading", { level: 1, name: account.name }).waitFor();
  await box().fill("Half a sentence");
  const { row } = await api(other, "GET", `/accounts/${account.id}`);
  await api(other, "PATCH", `/accounts/${account.id}`, { address: "1 New Street", version: row.version });
  // It looks by itself every few seconds, and whenever its reader comes back to it.
  const show = page.getByRole("button", { name: "Show it" });
  await show.waitFor({ timeout: 60_000 });
  await page.getByRole("status").getByText("1 New Street").waitFor();
  await show.click();
  await page.locator("dl").getByText("1 New Street").waitFor();
  await show.waitFor({ state: "hidden" });
  assert.equal(await box().inputValue(), "Half a sentence");
  await other.close();
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(page.complaints, []);
});
