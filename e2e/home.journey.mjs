// Home: the dashboard of each role, what its numbers open to, and what can be taken away from it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";
import { sheetsOf } from "./workbook.mjs";

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

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const card = (page, name) => page.getByRole("region", { name, exact: true });

/** Signed in and at home, with every number there. */
async function atHome(login, name, options) {
  const page = await newPage(browser, server.url, options);
  await signIn(page, await demoSignIn(server.url, login), "/");
  await heading(page, name).waitFor();
  await settled(page);
  return page;
}

async function settled(page) {
  await page.locator("[data-card]").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[data-card] [role=status]"));
}

test("a rep begins with today: done with one press, and taken back", async () => {
  const page = await atHome("rep", "My day");
  const today = card(page, "Today");
  const first = today.getByRole("listitem").first();
  const name = await first.getByRole("link").first().innerText();
  const before = await today.getByRole("link", { name: /^All \d+/ }).innerText();
  await first.getByRole("button", { name: `Done: ${name}` }).click();
  await page.getByText(`${name} is done`).waitFor();
  await page.waitForFunction(
    (before) =>
      ![...document.querySelectorAll("[data-card=today] header a")].some((a) => a.textContent === before),
    before,
  );
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(`${name} is open again`).waitFor();
  await today.getByRole("link", { name: before, exact: true }).waitFor();

  // Next steps are the rep's own open deals.
  await card(page, "Next steps").getByRole("listitem").first().waitFor();
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("a manager narrows every number, and the address keeps it over a reload", async () => {
  const page = await atHome("east", "My team");
  const pace = card(page, "Pace by person");
  const people = await pace.getByRole("rowheader").count();
  assert.ok(people > 3, `${people} people`);
  await pick(page, page.getByRole("combobox", { name: "Period" }), "Last quarter");
  await page.waitForURL(/period=last_quarter/);
  await page.getByRole("combobox", { name: "Unit" }).click();
  await page.locator(".ant-select-tree-title").filter({ hasText: "Suzhou" }).click();
  await page.waitForURL(/unit=/);
  await page.waitForFunction((people) => {
    const rows = document.querySelectorAll("[data-card=pace-owner] tbody tr").length;
    return rows > 0 && rows < people;
  }, people);
  const narrowed = await pace.getByRole("rowheader").allInnerTexts();
  const address = page.url();
  await page.reload();
  await settled(page);
  assert.equal(page.url(), address);
  assert.deepEqual(await pace.getByRole("rowheader").allInnerTexts(), narrowed);
  assert.deepEqual(await findings(page), []);

  // All numbers of a dashboard are asked for at once.
  const asked = [];
  page.on("request", (request) => request.url().includes("/kpis/ask") && asked.push(request.url()));
  await pick(page, page.getByRole("combobox", { name: "Period" }), "Last year");
  await page.waitForURL(/period=last_year/);
  await page.waitForLoadState("networkidle");
  await settled(page);
  assert.equal(asked.length, 1);
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await page.waitForURL((url) => url.search === "");
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("a director opens a number to its rows and its formula", async () => {
  const page = await atHome("director", "The whole picture");
  const won = card(page, "Won deals").getByRole("button", { name: /Show the rows/ });
  const shown = Number((await won.innerText()).replace(/\D/g, ""));
  assert.ok(shown > 0);
  await won.click();
  const behind = page.getByRole("dialog");
  await behind.getByText("How many deals were won").waitFor();
  await behind.getByText("Compared with").waitFor();
  await behind.getByText("everybody within your reach").waitFor();
  await behind.locator("[data-title]").first().waitFor();
  await page.keyboard.press("Escape");
  await behind.waitFor({ state: "hidden" });

  // The same number over the API.
  const { periods, today } = await api(page, "GET", "/kpis");
  const quarter = periods.this_quarter;
  const to = quarter.to < today ? quarter.to : today;
  const told = await api(page, "GET", `/kpis/won?from=${quarter.from}&to=${to}`);
  assert.equal(told.rows[0].value, shown);

  // A drawing is a table for whoever wants one, and the table opens as well.
  const stages = card(page, "Pipeline by stage");
  await stages.locator("svg").first().waitFor();
  await stages.getByRole("button", { name: "More about Pipeline by stage" }).click();
  await page.getByRole("menuitem", { name: "As a table" }).click();
  await stages
    .getByRole("button", { name: /Show the rows/ })
    .first()
    .click();
  await behind.locator("[data-title]").first().waitFor();
  await page.keyboard.press("Escape");
  await behind.waitFor({ state: "hidden" });
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("a dashboard leaves as a workbook, its charts as pictures, the page as paper", async () => {
  const page = await atHome("director", "The whole picture");
  const saved = async (act) => {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const book = await saved(async () => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Save as XLSX" }).click();
  });
  assert.match(book.name, /^The whole picture\.xlsx$/);
  const sheets = sheetsOf(book.bytes);
  assert.equal(sheets.length, await page.locator("[data-card]").count());
  const regions = sheets.find((sheet) => sheet.name === "Regions");
  const shown = await card(page, "Regions").getByRole("row").nth(1).getByRole("button").innerText();
  const held = regions.rows.flat().filter((cell) => typeof cell === "number");
  assert.ok(held.includes(Number(shown.replace(/[^\d.]/g, ""))), `${shown} in ${held}`);
  assert.ok(sheets.find((sheet) => sheet.name === "Deals at risk").rows.length > 2);

  const menu = "More about Won amount over time";
  for (const [item, begins] of [
    ["Save as SVG", "<svg"],
    ["Save as PNG", "\u0089PNG"],
  ]) {
    const picture = await saved(async () => {
      await page.getByRole("button", { name: menu }).click();
      await page.getByRole("menuitem", { name: item }).click();
    });
    assert.ok(picture.bytes.subarray(0, 8).toString("latin1").startsWith(begins), item);
  }

  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("navigation").isVisible(), false);
  assert.equal(
    await page
      .locator("header")
      .filter({ has: page.getByRole("button", { name: /Search/ }) })
      .isVisible(),
    false,
  );
  const cut = await page.evaluate(
    () =>
      [...document.querySelectorAll("[data-card]")].filter(
        (one) => getComputedStyle(one).breakInside !== "avoid",
      ).length,
  );
  assert.equal(cut, 0);
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.ok(paper.subarray(0, 4).equals(Buffer.from("%PDF")) && paper.length > 20_000);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("a dashboard is copied, changed by keyboard with undo, saved and shared", async () => {
  const page = await atHome("director", "The whole picture");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy and change" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Board of June");
  const cards = () => page.locator("[data-card]").evaluateAll((all) => all.map((one) => one.dataset.card));
  const before = await cards();
  await page.getByRole("button", { name: "Move Won amount later" }).focus();
  await page.keyboard.press("Enter");
  assert.deepEqual((await cards()).slice(0, 2), [before[1], before[0]]);
  await page.getByText(`Won amount is now card 2 of ${before.length}`).waitFor({ state: "attached" });
  const there = (many) =>
    page.waitForFunction((all) => document.querySelectorAll("[data-card]").length === all, many);
  await page.getByRole("button", { name: "Remove Regions" }).click();
  await there(before.length - 1);
  await page.keyboard.press("Control+z");
  await there(before.length);
  await page.getByRole("button", { name: "Make Won amount wider" }).click();
  assert.equal(await page.locator(`[data-card=${before[0]}]`).getAttribute("data-width"), "2");

  await page.getByRole("button", { name: "Add a card" }).click();
  const dialog = page.getByRole("dialog");
  await pick(page, dialog.getByRole("combobox", { name: "Shown as" }), "League table");
  // There are more numbers than the list shows at once: it is typed.
  const number = dialog.getByRole("combobox", { name: "Number" });
  await number.fill("Win rate");
  await pick(page, number, "Win rate");
  await pick(page, dialog.getByRole("combobox", { name: "Broken down by" }), "Team");
  await dialog.getByRole("textbox", { name: "Title" }).fill("Who wins");
  assert.deepEqual(await findings(page), []);
  await dialog.getByRole("button", { name: "Take over" }).click();
  await card(page, "Who wins").getByRole("rowheader").first().waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await heading(page, "Board of June").waitFor();
  const [row] = await rowsOf(page, "dashboards", { q: "Board of June" });
  assert.equal(row.state.cards.length, before.length + 1);
  assert.equal(row.shared, false);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Share with everybody" }).click();
  await page.getByText("Everybody sees it now").waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();

  const rep = await atHome("rep", "My day");
  await rep.getByRole("button", { name: "Another dashboard" }).click();
  await rep.getByRole("menuitem", { name: "Board of June" }).click();
  await heading(rep, "Board of June").waitFor();
  assert.equal(await rep.getByRole("button", { name: "Edit", exact: true }).count(), 0);
  await rep.context().close();
});

test("one number that cannot be worked out leaves the others, and can be asked again", async () => {
  const page = await newPage(browser, server.url);
  await page.route("**/api/v1/kpis/ask", async (route) => {
    const response = await route.fetch();
    const told = await response.json();
    // The second question: how the first number stood at the same point before. Nobody else asks it.
    told.answers[1] = { problem: { status: 500, code: "internal", detail: "the power failed" } };
    await route.fulfill({ response, json: told });
  });
  await signIn(page, await demoSignIn(server.url, "director"), "/");
  const failed = page.getByRole("alert").filter({ hasText: "the power failed" });
  await failed.waitFor();
  assert.equal(await failed.count(), 1);
  await page.unroute("**/api/v1/kpis/ask");
  await failed.getByRole("button", { name: "Try again" }).click();
  await failed.waitFor({ state: "detached" });
  await page.context().close();
});

test("Chinese, dark, on a phone: one column, the day first", async () => {
  const page = await atHome("rep", "我的一天", { viewport: PHONE, locale: "zh", theme: "dark" });
  const boxes = await page
    .locator("[data-card]")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  assert.ok(
    boxes.every((box) => box.x === boxes[0].x && box.right <= 390),
    "one column",
  );
  const day = await page.getByRole("region", { name: "今天" }).boundingBox();
  assert.ok(day.y < boxes[0].y, "the day comes before all cards");
  assert.equal(await page.locator("[data-card=today]").count(), 0, "and is there once");
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wider <= 0, `the page is ${wider} pixels wider than the phone`);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});
