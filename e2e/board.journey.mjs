import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  api,
  arrow,
  demoSignIn,
  letGoOver,
  newPage,
  PHONE,
  rowsOf,
  signIn,
  startBrowser,
} from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let page;
let stages;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "director"));
  stages = await rowsOf(page, "stages", { sort: "position" });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const BOARD = "/opportunities?show=board";
const column = (at, on = page) => on.locator(`section[data-column="${stages[at].id}"]`);
const cards = (at, on = page) => column(at, on).locator("[data-card]");
const figures = (at) => column(at).locator("[data-figure]").allTextContents();
const count = async (at) => Number.parseInt((await figures(at))[0].replaceAll(",", ""), 10);
const stageOf = async (id) => (await api(page, "GET", `/opportunities/${id}`)).row.stage_id;
const open = async (address = BOARD) => {
  await page.goto(address);
  await page.locator("[data-card]").first().waitFor();
};
const whenFigures = (at, before) =>
  page.waitForFunction(
    ([id, before]) => {
      const shown = [...document.querySelectorAll(`section[data-column="${id}"] [data-figure]`)];
      return shown.length > 0 && shown.map((one) => one.textContent).join() !== before.join();
    },
    [stages[at].id, before],
  );

/** Takes a card of one column by the mouse and lets it go over another. */
const drag = async (card, at) => {
  const from = await card.boundingBox();
  const to = await column(at).boundingBox();
  await page.mouse.move(from.x + 60, from.y + 40);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + 50, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + 200, { steps: 8 });
  await letGoOver(page, column(at));
};

test("the list's switch leads to the board, whose columns say what all their rows come to", async () => {
  await page.goto("/opportunities");
  await page.getByRole("button", { name: "Board" }).click();
  await page.waitForURL(/show=board/);
  await cards(0).first().waitFor();
  const { rows } = await api(page, "GET", "/opportunities/groups?by=stage_id&sum=amount,amount*probability");
  for (const [at, stage] of stages.entries()) {
    const told = rows.find((row) => row.stage_id === stage.id);
    assert.equal(await count(at), told?.count ?? 0, stage.name);
    const exact = await column(at).locator('[data-figure="column.total"]').getAttribute("title");
    assert.equal(exact.replace(/[^\d.]/g, ""), told.sum.amount.amount, stage.name);
  }
  const weighted = await column(2).locator('[data-figure="column.weighted"]').getAttribute("title");
  const said = rows.find((row) => row.stage_id === stages[2].id).sum["amount*probability"].amount;
  assert.equal(weighted.replace(/[^\d.]/g, ""), said);
});

test("a card dragged to the next column moves its deal, the totals follow, and it can be taken back", async () => {
  await open();
  const card = cards(0).first();
  const id = await card.getAttribute("data-card");
  const { row } = await api(page, "GET", `/opportunities/${id}`);
  const before = [await figures(0), await figures(1)];
  const counts = [await count(0), await count(1)];
  await drag(card, 1);
  await page.getByText(`“${row.name}” is in “${stages[1].name}”`).first().waitFor();
  await whenFigures(0, before[0]);
  await whenFigures(1, before[1]);
  assert.deepEqual([await count(0), await count(1)], [counts[0] - 1, counts[1] + 1]);
  assert.equal(await stageOf(id), stages[1].id);
  await column(1).locator(`[data-card="${id}"]`).waitFor();

  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(`“${row.name}” is back in “${stages[0].name}”`).first().waitFor();
  const back = (await api(page, "GET", `/opportunities/${id}`)).row;
  assert.deepEqual([back.stage_id, back.probability], [row.stage_id, row.probability]);
  assert.equal(back.stage_since, row.stage_since, "it was never away");
  await column(0).locator(`[data-card="${id}"]`).waitFor();
  assert.equal(await count(0), counts[0]);
});

test("a move that lacks something says what, and goes through once that is filled in on the spot", async () => {
  await open();
  const card = cards(2).first();
  const id = await card.getAttribute("data-card");
  const { row } = await api(page, "GET", `/opportunities/${id}`);
  await api(page, "PATCH", `/opportunities/${id}`, {
    next_step: null,
    next_step_on: null,
    version: row.version,
  });
  await open();
  const counts = [await count(2), await count(3)];
  await drag(cards(2).first(), 3);
  const dialog = page.getByRole("dialog");
  await dialog.getByText(`“${row.name}” cannot enter “${stages[3].name}” yet`).waitFor();
  await dialog.getByRole("alert").getByText("Next step, Next step on").waitFor();
  await column(2).locator(`[data-card="${id}"]`).waitFor();
  assert.equal(await count(2), counts[0], "the card is back while it is refused");

  await dialog.getByLabel("Next step", { exact: true }).fill("Send the contract");
  await dialog.getByRole("button", { name: "Save and move" }).click();
  await dialog
    .getByText("This field is needed")
    .or(dialog.locator(".ant-form-item-explain-error"))
    .first()
    .waitFor();
  await dialog.getByLabel("Next step on").fill("2026-12-24");
  await dialog.getByLabel("Next step on").press("Enter");
  await page.getByText(`“${row.name}” is in “${stages[3].name}”`).first().waitFor();
  const moved = (await api(page, "GET", `/opportunities/${id}`)).row;
  assert.deepEqual(
    [moved.stage_id, moved.next_step, moved.next_step_on],
    [stages[3].id, "Send the contract", "2026-12-24"],
  );
  assert.equal(await count(3), counts[1] + 1);
});

test("a deal is won or lost by its verb's form; who thinks better of it finds the card where it was", async () => {
  await open();
  const card = cards(0).first();
  const id = await card.getAttribute("data-card");
  await drag(card, 5);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  // While it fades it still takes the mouse.
  const fading = page.locator(".ant-modal-wrap:visible, .ant-modal-mask:visible");
  while ((await fading.count()) > 0) await fading.first().waitFor({ state: "hidden" });
  await column(0).locator(`[data-card="${id}"]`).waitFor();
  assert.equal(await stageOf(id), stages[0].id);

  await drag(cards(0).first(), 4);
  await dialog.getByLabel("Close value").fill("1234.50");
  await dialog.getByRole("button", { name: "Won", exact: true }).click();
  await page.getByText(`is in “${stages[4].name}”`).first().waitFor();
  const won = (await api(page, "GET", `/opportunities/${id}`)).row;
  assert.deepEqual([won.outcome, won.amount.amount], ["won", "1234.50"]);
  await page.keyboard.press("Control+z");
  await page.getByText(`is back in “${stages[0].name}”`).first().waitFor();
  assert.equal(await stageOf(id), stages[0].id);
});

test("what somebody else has changed meanwhile is told, and moved all the same if wanted", async () => {
  await open();
  const card = cards(0).first();
  const id = await card.getAttribute("data-card");
  const { row } = await api(page, "GET", `/opportunities/${id}`);
  await api(page, "PATCH", `/opportunities/${id}`, { next_step: "Ring them", version: row.version });
  await drag(card, 1);
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Next step is now: Ring them").waitFor();
  await dialog.getByRole("button", { name: "Move it anyway" }).click();
  await page.getByText(`is in “${stages[1].name}”`).first().waitFor();
  assert.equal(await stageOf(id), stages[1].id);
});

test("by keyboard alone a card goes on, and is told to whoever listens", async () => {
  await open();
  const id = await cards(0).first().getAttribute("data-card");
  const card = page.locator(`[data-card="${id}"]`);
  await card.locator("[data-handle]").focus();
  await page.keyboard.press("Space");
  await page.getByText(/^Picked up/).waitFor({ state: "attached" });
  await arrow(page, "ArrowRight");
  await page.getByText(`is over “${stages[1].name}”`).waitFor({ state: "attached" });
  await arrow(page, "ArrowLeft");
  await page.getByText(`is over “${stages[0].name}”`).waitFor({ state: "attached" });
  await arrow(page, "ArrowRight");
  await page.getByText(`is over “${stages[1].name}”`).waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await page.getByText(`is in “${stages[1].name}”`).first().waitFor();
  assert.equal(await stageOf(id), stages[1].id);

  // Picked up and let go where it was: nothing happens.
  await column(1).locator(`[data-card="${id}"][data-last]`).waitFor();
  // The moved card takes the focus back with a later frame.
  await page.waitForTimeout(300);
  const other = cards(1).nth(1);
  await other.locator("[data-handle]").focus();
  await page.keyboard.press("Space");
  await page.locator("[data-lifted]").waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press("Escape");
  await page.getByText(/^Left “/).waitFor({ state: "attached" });
});

test("quick filters, search and views are the list's own", async () => {
  await open();
  const all = await count(0);
  await page.getByRole("button", { name: "Stale" }).click();
  await page.waitForURL(/filter=/);
  await page.waitForFunction(
    ([id, all]) => {
      const shown = document.querySelector(`section[data-column="${id}"] [data-figure]`);
      return shown && Number.parseInt(shown.textContent, 10) < all;
    },
    [stages[0].id, all],
  );
  const told = await cards(0).first().textContent();
  assert.match(told, /Stale: \d+ days, limit 21/);
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.waitForURL((address) => !address.search.includes("show=") && address.search.includes("filter="));
  await page.getByRole("table").waitFor();
  await page.goBack();
  await cards(0).first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Stale" }).getAttribute("aria-pressed"), "true");

  await page.getByRole("toolbar", { name: "List tools" }).getByRole("button").first().click();
  await page.getByRole("menuitem", { name: "Save as view…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Stale deals");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/view=/);
  const view = new URL(page.url()).searchParams.get("view");
  await page.goto(`/opportunities?view=${view}`);
  await page.waitForURL(/show=board/);
  await cards(0).first().waitFor();
});

test("the board is cut by owner and by month, and a card moves within its lane", async () => {
  await page.goto(`${BOARD}&group=owner_id`);
  const first = page.locator("[data-lane] [data-card]").first();
  await first.waitFor();
  const id = await first.getAttribute("data-card");
  const [owner, from] = await first.evaluate((card) => [
    card.closest("[data-lane]").dataset.lane,
    card.closest("[data-column]").dataset.column,
  ]);
  assert.equal((await api(page, "GET", `/opportunities/${id}`)).row.owner_id, owner);
  const at = stages.findIndex((stage) => stage.id === from);
  const next = stages[at === 0 ? 1 : at - 1];
  const target = page.locator(`[data-lane="${owner}"] [data-column="${next.id}"]`);
  const [card, place] = [await first.boundingBox(), await target.boundingBox()];
  await page.mouse.move(card.x + 60, card.y + 40);
  await page.mouse.down();
  await page.mouse.move(place.x + 100, place.y + 40, { steps: 10 });
  await letGoOver(page, target);
  await page.getByText(`is in “${next.name}”`).first().waitFor();
  await target.locator(`[data-card="${id}"]`).waitFor();
  assert.equal(await stageOf(id), next.id);

  await page.goto(`${BOARD}&group=expected_close_on.month`);
  await page.locator("[data-lane] [data-card]").first().waitFor();
  const months = await page.locator("[data-lane]").evaluateAll((all) => all.map((one) => one.dataset.lane));
  assert.deepEqual(months, [...months].sort());
  assert.match(months[0], /^\d{4}-\d{2}$/);
});

test("on a phone there is one column at a time, and a card moves by its menu", async () => {
  const phone = await newPage(browser, server.url, { viewport: PHONE });
  await signIn(phone, await demoSignIn(server.url, "director"));
  await phone.goto(BOARD);
  await cards(0, phone).first().waitFor();
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} pixels wider than the screen`);
  const box = await column(0, phone).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));

  const id = await cards(0, phone).first().getAttribute("data-card");
  await phone
    .locator(`[data-card="${id}"]`)
    .getByRole("button", { name: /^Actions for/ })
    .tap();
  await phone.getByRole("menuitem", { name: stages[1].name }).tap();
  await phone.getByText(`is in “${stages[1].name}”`).first().waitFor();
  assert.equal(await stageOf(id), stages[1].id);

  // A finger that stays picks the card up; against the edge, the next column comes by.
  const held = await cards(0, phone).first().getAttribute("data-card");
  const { x, y } = await phone.locator(`[data-card="${held}"]`).boundingBox();
  const screen = await phone.context().newCDPSession(phone);
  const touch = (type, ...touchPoints) => screen.send("Input.dispatchTouchEvent", { type, touchPoints });
  await touch("touchStart", { x: x + 80, y: y + 60 });
  await phone.waitForTimeout(400);
  for (let at = 0; at <= 10; at += 1) await touch("touchMove", { x: x + 80 + at * 26, y: y + 60 });
  await phone.waitForFunction((id) => {
    const { left } = document.querySelector(`section[data-column="${id}"]`).getBoundingClientRect();
    return left < innerWidth / 2;
  }, stages[1].id);
  await touch("touchMove", { x: 215, y: y + 60 });
  await phone.waitForTimeout(200);
  await touch("touchEnd");
  await column(1, phone).locator(`[data-card="${held}"][data-last]`).waitFor();
  assert.equal(await stageOf(held), stages[1].id);

  await phone.getByRole("group", { name: "Columns" }).getByRole("button", { name: stages[1].name }).tap();
  await phone.waitForFunction((id) => {
    const { left, right } = document.querySelector(`section[data-column="${id}"]`).getBoundingClientRect();
    return left >= 0 && right <= innerWidth;
  }, stages[1].id);
  assert.deepEqual(phone.complaints, []);
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(page.complaints, []);
});
