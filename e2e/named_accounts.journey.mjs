// The head of a unit agrees to a list of named accounts; from then on others open no deals there. The head of key accounts drafts
// a new edition, sees what changed, and has to ask the director.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let east;
let key;
let rep;
let list;
let named;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  east = await newPage(browser, server.url, { viewport: PHONE });
  key = await newPage(browser, server.url);
  rep = await newPage(browser, server.url);
  await signIn(east, await demoSignIn(server.url, "east"));
  await signIn(key, await demoSignIn(server.url, "key"));
  await signIn(rep, await demoSignIn(server.url, "rep"));
  const lists = await rowsOf(key, "named_account_lists", { sort: "kind" });
  list = lists.find((one) => one.kind === "protected");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the head of the unit reads the list on a phone and agrees", async () => {
  await east.goto(`/named_account_lists/${list.id}`);
  await east
    .getByText(/waits for approval at: Head of the unit/)
    .first()
    .waitFor();
  await east.getByRole("table").getByRole("link").first().waitFor();
  assert.deepEqual(await findings(east), []);
  await east.getByRole("link", { name: "Open the request" }).first().click();
  await east.waitForURL(/\/approvals\/[0-9a-f-]{36}$/);
  await east.getByRole("button", { name: "Approve" }).click();
  const dialog = east.getByRole("dialog", { name: "Approve" });
  await dialog.getByRole("button", { name: "Approve" }).click();
  await east.getByText("You have agreed.").waitFor();
  await east.goto(`/named_account_lists/${list.id}`);
  await east
    .getByText(/Edition 1.*In force/)
    .first()
    .waitFor();
});

test("an account says that it is named, and is closed to others", async () => {
  const [edition] = await rowsOf(key, "named_account_editions", {
    filter: JSON.stringify({ field: "list_id", op: "eq", value: list.id }),
  });
  const lines = (await api(key, "GET", `/named_account_editions/${edition.id}/accounts`)).accounts;
  const me = (await api(rep, "GET", "/session")).user.person_id;
  const mine = lines.find((line) => line.person.id === me);
  const theirs = lines.find((line) => line.person.id !== me);
  assert.ok(mine, "the representative of the demo looks after one of them");
  await rep.goto(`/accounts/${mine.account.id}`);
  const panel = rep.getByRole("region", { name: "Named account" });
  await panel.getByText("Protected accounts", { exact: true }).waitFor();
  await panel.getByRole("button", { name: "All lists" }).click();
  await panel.getByLabel("On which lists on").fill("2020-01-01");
  await rep.keyboard.press("Enter");
  await panel.getByText("This account stood on no list on that day.").waitFor();
  assert.deepEqual(await findings(rep), []);
  const opens = await api(east, "POST", "/opportunities", {
    name: "Not theirs",
    account_id: theirs.account.id,
  }).catch((error) => String(error));
  assert.match(String(opens), /named_accounts.closed/);
});

test("a new edition begins as a copy, and says what changed", async () => {
  named = (await rowsOf(key, "named_account_lists", { sort: "kind" })).find(
    (one) => one.kind === "key_account",
  );
  await key.goto(`/named_account_lists/${named.id}`);
  await key.getByText("Has left", { exact: true }).first().waitFor();
  await key.getByRole("button", { name: "New edition" }).click();
  await key
    .getByText(/^Edition 3.*Draft$/)
    .first()
    .waitFor();
  assert.equal(await key.getByRole("button", { name: "New edition" }).count(), 0, "one draft at a time");
  await key.getByLabel("As of a day").fill("2020-01-01");
  await key.keyboard.press("Enter");
  await key.getByText("No edition counted on that day").waitFor();
  await key.getByRole("combobox", { name: "Editions" }).click();
  await key
    .locator(".ant-select-dropdown")
    .getByText(/^Edition 3.*Draft$/)
    .click();
  await key.getByRole("button", { name: "Add account" }).waitFor();
  await key.getByRole("button", { name: /^Needs attention/ }).click();
  const left = key.getByRole("row").filter({ hasText: "Has left" });
  await left.getByRole("button", { name: /^Take .* off$/ }).click();
  await key.getByRole("dialog").getByRole("button", { name: "Take off" }).click();
  await left.waitFor({ state: "detached" });
  await key.getByText("What changed").click();
  await key.getByRole("heading", { name: /^Taken off/ }).waitFor();
  assert.deepEqual(await findings(key), []);
});

test("putting it in force needs the yes of the head's superior", async () => {
  await key.getByRole("button", { name: "Put in force" }).click();
  await key.getByRole("dialog").getByRole("button", { name: "Put in force" }).click();
  const dialog = key.getByRole("dialog", { name: "This needs approval" });
  await dialog
    .getByRole("region", { name: "Route" })
    .getByText(/Shen Zhiyuan/)
    .waitFor();
  await dialog.getByLabel("Reason").fill("The waterworks is served by the region now.");
  await dialog.getByRole("button", { name: "Send for approval" }).click();
  await key
    .getByText(/waits for approval at: Head of the unit/)
    .first()
    .waitFor();
});

test("nothing was complained about", () => {
  assert.deepEqual(
    [east, key, rep].flatMap((page) => page.complaints),
    [],
  );
});
