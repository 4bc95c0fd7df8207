// The head of a region shares the credit for a deal that was won; the rep sees what is theirs; finance closes the period, and what is
// corrected afterwards counts today.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let head;
let rep;
let finance;
let deal;
let wu;

const panel = (page) => page.getByRole("region", { name: "Credit", exact: true });
const eq = (field, value) => ({ field, op: "eq", value });
const linesOf = (page) =>
  rowsOf(page, "credits", {
    filter: JSON.stringify(eq("opportunity_id", deal.id)),
    sort: "-created_at",
    limit: 100,
  });

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  [head, rep, finance] = await Promise.all(
    [{}, { viewport: PHONE }, {}].map((options) => newPage(browser, server.url, options)),
  );
  await signIn(head, await demoSignIn(server.url, "east"));
  await signIn(rep, await demoSignIn(server.url, "rep"));
  await signIn(finance, await demoSignIn(server.url, "finance"));
  const me = (await api(rep, "GET", "/session")).user.person_id;
  const shared = (await rowsOf(rep, "credit_splits", { limit: 500 })).map((one) => one.opportunity_id);
  const filter = JSON.stringify({ and: [eq("owner_id", me), eq("outcome", "won")] });
  deal = (await rowsOf(rep, "opportunities", { filter, sort: "-closed_on", limit: 50 })).find(
    (one) => !shared.includes(one.id),
  );
  assert.ok(deal, "the representative of the demo has won a deal alone");
  [wu] = await rowsOf(head, "people", {
    filter: JSON.stringify({ field: "name", op: "starts", value: "吴俊" }),
    limit: 1,
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the head of the region shares a deal that was won", async () => {
  await head.goto(`/opportunities/${deal.id}`);
  await panel(head)
    .getByText(/^The whole deal counts for/)
    .waitFor();
  await panel(head).getByRole("button", { name: "Share credit" }).click();
  const dialog = head.getByRole("dialog");
  await dialog.getByText("100%: it adds up").waitFor();
  await dialog.getByRole("button", { name: "Add a person" }).click();
  await dialog.getByRole("combobox", { name: "Person 2" }).fill(wu.name.slice(0, 2));
  await head.getByTitle(wu.name, { exact: true }).first().click();
  await dialog.getByRole("button", { name: "Share evenly" }).click();
  await dialog.getByRole("button", { name: "Add an overlay" }).click();
  assert.deepEqual(await findings(head), []);
  // An overlay of nobody is none.
  assert.ok(await dialog.getByRole("button", { name: "Share credit" }).isDisabled());
  await dialog.getByRole("button", { name: "Remove Person on top 1" }).click();
  await dialog.getByLabel("Why it is shared so").fill("He made the first call");
  await head.keyboard.press("Control+Enter");
  await panel(head)
    .getByRole("img", { name: /^Shares: .*50%.*50%/ })
    .waitFor();
  await panel(head)
    .getByRole("button", { name: /^Rolled up to/ })
    .click();
  await panel(head)
    .getByRole("link", { name: /^顾文君/ })
    .waitFor();
  await panel(head).getByRole("button", { name: "History" }).click();
  await panel(head)
    .getByText(/^Takes back: 陈思齐/)
    .first()
    .waitFor();
  assert.deepEqual(await findings(head), []);
});

test("the rep sees their share on a phone, and cannot change it", async () => {
  await rep.goto(`/opportunities/${deal.id}`);
  await panel(rep)
    .getByRole("img", { name: /^Shares:/ })
    .waitFor();
  assert.equal(await panel(rep).getByRole("button", { name: "Share credit" }).count(), 0);
  assert.deepEqual(await findings(rep), []);
  await rep.goto("/credits");
  await rep.locator("[data-title]").first().waitFor();
  const people = new Set((await rowsOf(rep, "credits", { limit: 500 })).map((line) => line.person_id));
  assert.equal(people.size, 1, "one's own lines and nobody else's");
});

test("what is corrected after a closing counts today", async () => {
  await finance.goto("/credit_closings");
  const through = deal.closed_on;
  await api(finance, "POST", "/credit_closings", { name: "Closed in the journey", through });
  await head.reload();
  await panel(head).getByRole("button", { name: "Share credit" }).click();
  const dialog = head.getByRole("dialog");
  const first = dialog.getByRole("spinbutton").first();
  await first.fill("70");
  await dialog.getByText(/is too much$/).waitFor();
  await dialog.getByRole("spinbutton").nth(1).fill("30");
  await dialog.getByRole("button", { name: "Share credit" }).click();
  await panel(head)
    .getByRole("img", { name: /70%.*30%/ })
    .waitFor();
  const [last] = await linesOf(head);
  assert.equal(last.closed_on, through);
  assert.ok(last.happened_on > through, "it counts on the day it was written");
  await panel(head).getByRole("button", { name: "History" }).click();
  await panel(head)
    .getByText(/^counts on /)
    .first()
    .waitFor();
});

test("the ledger leads to deal and person", async () => {
  const filter = JSON.stringify(eq("opportunity_id", deal.id));
  await head.goto(`/credits?filter=${encodeURIComponent(filter)}`);
  await head.locator("[data-title]").first().click();
  await head.waitForURL(/\/credits\/[0-9a-f-]{36}/);
  await head.getByRole("link", { name: deal.name }).first().waitFor();
  await head.goto(`/people/${wu.id}`);
  await head.getByRole("region", { name: "Credit ledger" }).waitFor();
});
