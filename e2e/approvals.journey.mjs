// A representative makes somebody a key account: it is refused with its route, sent, agreed to on a phone, and done. What changes
// meanwhile voids it; a flow is drafted, changed and put in force.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let rep;
let manager;
let director;
let me;
let accounts;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  rep = await newPage(browser, server.url);
  manager = await newPage(browser, server.url, { viewport: PHONE });
  director = await newPage(browser, server.url);
  await signIn(rep, await demoSignIn(server.url, "rep"));
  await signIn(manager, await demoSignIn(server.url, "east"));
  await signIn(director, await demoSignIn(server.url, "director"));
  me = (await api(rep, "GET", "/session")).user;
  const mine = { field: "owner_id", op: "eq", value: me.person_id };
  const filter = JSON.stringify({ and: [mine, { field: "tier", op: "ne", value: "key_account" }] });
  accounts = await rowsOf(rep, "accounts", { filter, limit: 2 });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const tierOf = async (id) => (await api(rep, "GET", `/accounts/${id}`)).row.tier;
const row = (page, field) => page.locator("dl > div").filter({ hasText: field }).first();

/** Chooses another tier where it stands on the row's page. */
async function chooseKeyAccount(account) {
  await rep.goto(`/accounts/${account.id}`);
  await rep.getByRole("button", { name: "Edit Tier" }).click();
  await rep.locator("dl .ant-select").first().click();
  await rep.locator(".ant-select-dropdown").getByText("Key account", { exact: true }).click();
}

test("what needs approval says why, what would change and who decides, and is sent", async () => {
  await chooseKeyAccount(accounts[0]);
  const dialog = rep.getByRole("dialog", { name: "This needs approval" });
  await dialog.getByRole("region", { name: "Route" }).getByText("Director").waitFor();
  await dialog
    .getByText(/Key accounts are named together/)
    .first()
    .waitFor();
  assert.deepEqual(await findings(rep), []);
  await dialog.getByLabel("Reason").fill("They order for the whole group now.");
  await dialog.getByRole("button", { name: "Send for approval" }).click();
  await rep.getByText(/Sent for approval; it waits at: Superior/).waitFor();
  await dialog.waitFor({ state: "hidden" });
  assert.notEqual(await tierOf(accounts[0].id), "key_account");
  await rep
    .getByText(/waits for approval at: Superior/)
    .first()
    .waitFor();
  assert.deepEqual(await findings(rep), []);
});

test("the manager agrees on a phone, from the inbox", async () => {
  await manager.goto("/inbox");
  await manager
    .getByRole("button", { name: /asks for your decision/ })
    .first()
    .click();
  await manager.waitForURL(/\/approvals\/[0-9a-f-]{36}$/);
  await manager.getByText("They order for the whole group now.").waitFor();
  assert.deepEqual(await findings(manager), []);
  await manager.getByRole("button", { name: "Approve" }).click();
  const dialog = manager.getByRole("dialog", { name: "Approve" });
  await dialog.getByLabel("Comment").fill("Yes, they are.");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await manager.getByText("You have agreed.").waitFor();
});

test("the director finds it at home and in the tray, and on the last yes it is done as whoever asked", async () => {
  await director.goto("/");
  const card = director.locator("[data-card='to-decide']");
  await card.getByRole("link").filter({ hasText: accounts[0].name }).click();
  await director.waitForURL(/\/approvals\/[0-9a-f-]{36}$/);
  await director.goto("/my_approvals");
  const line = director.getByRole("listitem").filter({ hasText: accounts[0].name });
  await line.waitFor();
  assert.deepEqual(await findings(director), []);
  await line.getByRole("checkbox").check();
  await director.getByRole("button", { name: "Approve 1" }).click();
  await director.getByText("Nothing waits for you.").waitFor();
  assert.equal(await tierOf(accounts[0].id), "key_account");
  await rep.goto(`/accounts/${accounts[0].id}`);
  await row(rep, "Key account").waitFor();
  await rep.goto("/inbox");
  await rep.getByRole("listitem").filter({ hasText: "Approved" }).first().waitFor();
});

test("a change of the row voids what waits, and the request says so", async () => {
  await chooseKeyAccount(accounts[1]);
  const dialog = rep.getByRole("dialog", { name: "This needs approval" });
  await dialog.getByRole("button", { name: "Send for approval" }).click();
  await dialog.waitFor({ state: "hidden" });
  const { row: now } = await api(rep, "GET", `/accounts/${accounts[1].id}`);
  await api(rep, "PATCH", `/accounts/${now.id}`, { version: now.version, website: "https://example.com" });
  await rep.goto("/my_approvals");
  await rep.getByText("Asked for", { exact: true }).click();
  await rep.getByRole("link").filter({ hasText: accounts[1].name }).first().click();
  await rep.getByText("Void: the row was changed since it was asked for.").waitFor();
  assert.deepEqual(await findings(rep), []);
});

test("a flow's next edition is drafted, changed and put in force", async () => {
  const admin = await newPage(browser, server.url);
  await signIn(admin, await demoSignIn(server.url, "admin"));
  const [flow] = await rowsOf(admin, "approval_flows", {
    filter: JSON.stringify({ field: "noun", op: "eq", value: "opportunities" }),
    limit: 1,
  });
  await admin.goto(`/approval_flows/${flow.id}`);
  await admin.getByRole("button", { name: "Draft a new edition" }).click();
  const draft = admin.getByRole("region", { name: /· 2$/ });
  await draft.getByRole("button", { name: "Add a step" }).click();
  const dialog = admin.getByRole("dialog", { name: "Add a step" });
  await dialog.getByLabel("Name", { exact: true }).fill("Head of the unit");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await draft.getByText("Head of the unit").first().waitFor();
  assert.deepEqual(await findings(admin), []);
  await draft.getByRole("button", { name: "Put in force" }).click();
  await draft.getByText(/^since /).waitFor();
  const editions = await rowsOf(admin, "approval_flow_editions", {
    filter: JSON.stringify({ field: "flow_id", op: "eq", value: flow.id }),
  });
  assert.deepEqual(editions.map((one) => one.state).sort(), ["active", "retired"]);
  assert.deepEqual(admin.complaints, []);
  assert.deepEqual(rep.complaints, []);
});
