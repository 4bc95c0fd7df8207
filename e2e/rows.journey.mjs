import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { api, arrow, demoSignIn, newPage, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { readCsv } from "./table.mjs";

let server;
let browser;
let page;
let other;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "director"));
  other = await page.context().newPage();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const titles = (where = page) => where.locator("[data-title]");

// --- two people at one row -----------------------------------------------------------------------------------------

let deal;
const edit = async (where, values) => {
  await where.goto(`/opportunities/${deal.id}`);
  await where.getByRole("button", { name: "Edit", exact: true }).click();
  const form = where.getByRole("dialog");
  for (const [label, value] of Object.entries(values)) {
    await form.getByLabel(label, { exact: true }).fill(value);
  }
  return form;
};

test("of two who edit one row the second is shown both values and loses neither", async () => {
  [deal] = await rowsOf(page, "opportunities", {
    filter: JSON.stringify({ field: "outcome", op: "eq", value: "open" }),
    sort: "-id",
    limit: 1,
  });
  const mine = await edit(page, { "Next step": "Call the plant manager", Campaign: "Spring fair" });
  const theirs = await edit(other, { "Next step": "Send the revised offer", Source: "Referral" });
  await theirs.getByRole("button", { name: "Save" }).click();
  await theirs.waitFor({ state: "hidden" });

  await mine.getByRole("button", { name: "Save" }).click();
  const conflict = page.getByRole("dialog", { name: "Somebody else changed this meanwhile" });
  const line = conflict.getByRole("row", { name: /Next step/ });
  await line.getByText("Send the revised offer").waitFor();
  await line.getByText("Call the plant manager").waitFor();
  await line.getByText("Send the revised offer").click();
  await conflict.getByRole("button", { name: "Save the choice" }).click();
  await mine.waitFor({ state: "hidden" });
  const { row } = await api(page, "GET", `/opportunities/${deal.id}`);
  assert.equal(row.next_step, "Send the revised offer", "theirs, as it was chosen");
  assert.equal(row.source, "Referral", "theirs, which nobody else touched");
  assert.equal(row.campaign, "Spring fair", "mine, which nobody else touched");
});

test("a value edited where it stands meets the same conflict", async () => {
  await page.goto(`/opportunities/${deal.id}`);
  await page.getByRole("button", { name: "Edit Next step", exact: true }).click();
  await page.getByRole("textbox", { name: "Next step", exact: true }).fill("Meet on Friday");
  const { row } = await api(other, "GET", `/opportunities/${deal.id}`);
  await api(other, "PATCH", `/opportunities/${deal.id}`, { next_step: "Wait", version: row.version });
  await page.getByRole("textbox", { name: "Next step", exact: true }).press("Enter");
  const conflict = page.getByRole("dialog", { name: "Somebody else changed this meanwhile" });
  await conflict.getByText("Wait", { exact: true }).waitFor();
  await conflict.getByText("Meet on Friday").waitFor();
  await conflict.getByRole("button", { name: "Save the choice" }).click();
  await page.getByText("Next step saved").waitFor();
  const after = await api(page, "GET", `/opportunities/${deal.id}`);
  assert.equal(after.row.next_step, "Meet on Friday");
});

test("the story of the row tells both, with what was before and after", async () => {
  const story = page.getByRole("region", { name: "History" });
  await story.getByText("Meet on Friday").first().waitFor();
  await story.getByText("Send the revised offer").first().waitFor();
  await story.getByText("Spring fair").first().waitFor();
});

// --- what a row refuses --------------------------------------------------------------------------------------------

test("on a closed deal only what it allows is a button; the menu says why not the rest, to arrow keys too", async () => {
  const [won] = await rowsOf(page, "opportunities", {
    filter: JSON.stringify({ field: "outcome", op: "eq", value: "won" }),
    limit: 1,
  });
  await page.goto(`/opportunities/${won.id}`);
  const actions = page.getByRole("toolbar", { name: "Actions" });
  await actions.getByRole("button", { name: "Reopen", exact: true }).waitFor();
  for (const closed of ["Won", "Lost", "Move"])
    assert.equal(await actions.getByRole("button", { name: closed, exact: true }).count(), 0, closed);
  await actions.getByRole("button", { name: "More actions" }).focus();
  await page.keyboard.press("Enter");
  const refused = page.getByRole("menu").getByRole("menuitem", { disabled: true });
  await refused.first().waitFor();
  await page.waitForFunction(() => document.activeElement?.closest("[role=menu]"));
  const told = await refused.allTextContents();
  assert.ok(told.length >= 3, told.join(" | "));
  for (const text of told) {
    assert.match(text, /this deal is (closed|won)/, "the reason stands beside the name");
    const passed = [];
    for (let step = 0; step < 12 && passed.at(-1) !== text; step += 1)
      passed.push(await arrow(page, "ArrowDown"));
    assert.equal(passed.at(-1), text, passed.join(" | "));
  }
  const address = page.url();
  await page.keyboard.press("Enter");
  await page.waitForTimeout(200);
  const after = await api(page, "GET", `/opportunities/${won.id}`);
  assert.equal(after.row.version, won.version, "an entry that is off does nothing");
  assert.equal(page.url(), address);
  await page.keyboard.press("Escape");
});

// --- a field of one's own ------------------------------------------------------------------------------------------

test("a field that is added is there at once: in forms, lists, filters and files", async () => {
  const admin = await newPage(browser, server.url);
  await signIn(admin, await demoSignIn(server.url, "admin"));
  await admin.goto("/custom_fields");
  await admin.getByRole("button", { name: "New Custom field" }).first().click();
  const form = admin.getByRole("dialog");
  await form.getByLabel("Of", { exact: true }).fill("accounts");
  await form.getByLabel("Key", { exact: true }).fill("Not a key");
  await form.getByLabel("Label", { exact: true }).fill("Service level");
  await pick(admin, form.getByRole("combobox", { name: /^(\* )?Kind/ }), "Choice");
  await form.getByLabel("Options", { exact: true }).fill('["Gold", "Silver"]');
  await form.getByRole("checkbox", { name: "In lists" }).check();
  await form.getByRole("button", { name: "Create" }).click();
  await form.locator(".ant-form-item-explain-error").first().waitFor();
  await form.getByLabel("Key", { exact: true }).fill("service_level");
  await form.getByRole("button", { name: "Create" }).click();
  await admin.getByRole("heading", { level: 1, name: "Service level" }).waitFor();
  assert.deepEqual(admin.complaints, []);

  // Whoever makes it sees it without loading the page anew.
  await admin.getByRole("link", { name: "Accounts", exact: true }).click();
  await admin.getByRole("columnheader", { name: "Service level" }).waitFor();
  await admin.context().close();

  await page.goto("/accounts?sort=name");
  await page.getByRole("columnheader", { name: "Service level" }).waitFor();
  await titles().first().click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const edit = page.getByRole("dialog");
  await pick(page, edit.getByRole("combobox", { name: "Service level" }), "Gold");
  await edit.getByRole("button", { name: "Save" }).click();
  await edit.waitFor({ state: "hidden" });
  await page.locator("dl").getByText("Gold", { exact: true }).first().waitFor();
  const name = await page.getByRole("heading", { level: 1 }).textContent();

  const filter = { field: "custom.service_level", op: "in", value: ["Gold"] };
  await page.goto(`/accounts?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  await titles().first().waitFor();
  assert.deepEqual(await titles().allTextContents(), [name]);
  await page.getByText("Service level is Gold").waitFor();
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /CSV/ }).click(),
  ]);
  const [head, row] = readCsv((await readFile(await download.path())).toString());
  assert.equal(row[head.indexOf("Service level")], "Gold");
});

// --- time ----------------------------------------------------------------------------------------------------------

test("a moment is typed and told in the company's time, on any reader's computer", async () => {
  const context = await browser.newContext({
    baseURL: server.url,
    timezoneId: "America/New_York",
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  const abroad = await context.newPage();
  await signIn(abroad, await demoSignIn(server.url, "director"));
  await abroad.goto(`/opportunities/${deal.id}`);
  await abroad.getByRole("button", { name: "Log an activity" }).click();
  const form = abroad.getByRole("dialog");
  await pick(abroad, form.getByRole("combobox", { name: /^(\* )?Kind/ }), "Visit");
  await form.getByLabel("Title", { exact: true }).fill("Site visit in Suzhou");
  const at = form.getByLabel("At", { exact: true });
  await at.fill("2026-03-05 09:30");
  await at.press("Tab");
  await form.getByText("China Standard Time").first().waitFor();
  await form.getByRole("button", { name: "Create" }).click();
  await form.waitFor({ state: "hidden" });
  const [visit] = await rowsOf(page, "activities", {
    filter: JSON.stringify({ field: "title", op: "eq", value: "Site visit in Suzhou" }),
  });
  assert.equal(new Date(visit.at).toISOString(), "2026-03-05T01:30:00.000Z");
  await abroad.goto(`/activities/${visit.id}`);
  await abroad.getByText("5 Mar 2026, 09:30").first().waitFor();
  await context.close();
});

// --- colours, and ways that lead nowhere ---------------------------------------------------------------------------

test("a stage has the colour of how far the deal has come, in list, group and row", async () => {
  await page.goto("/opportunities?group=stage_id");
  await page.locator("tbody th span[style*='tone-green']").waitFor();
  const colours = await page
    .locator("tbody th span[style*='tone']")
    .evaluateAll((chips) => chips.map((chip) => [chip.textContent, chip.style.color]));
  assert.equal(new Set(colours.map(([, colour]) => colour)).size, colours.length, JSON.stringify(colours));
  assert.equal(colours.find(([name]) => name.includes("Won"))?.[1], "var(--qm-tone-green)");
  assert.equal(colours.find(([name]) => name.includes("Lost"))?.[1], "var(--qm-tone-red)");
});

test("an address that leads nowhere says so and shows the way home", async () => {
  for (const nowhere of ["/nothing_here", "/accounts/01900000-0000-7000-8000-000000000000", "/a/b/c/d"]) {
    await page.goto(nowhere);
    await page.getByText("There is nothing here").waitFor();
    await page.getByRole("link", { name: "To the start" }).waitFor();
  }
});

test("what a role may not see is not found and not in the navigation", async () => {
  const rep = await newPage(browser, server.url);
  await signIn(rep, await demoSignIn(server.url, "rep"));
  assert.equal(await rep.getByRole("link", { name: "Users" }).count(), 0);
  await rep.goto("/users");
  await rep.getByText("There is nothing here").waitFor();
  const [foreign] = await rowsOf(page, "opportunities", {
    filter: JSON.stringify({
      field: "owner_id",
      op: "ne",
      value: (await api(rep, "GET", "/session")).user.person_id,
    }),
    limit: 1,
  });
  await rep.goto(`/opportunities/${foreign.id}`);
  await rep.getByText("There is nothing here").waitFor();
  await rep.getByRole("link", { name: "To the start" }).waitFor();
  await rep.context().close();
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(page.complaints, []);
});
