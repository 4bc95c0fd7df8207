// From an empty installation to the evening of the first day, as one person walks it; axe looks at every stop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, letGoOver, newPage, PHONE, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { crmFiles } from "./crm.mjs";
import { startServer } from "./server.mjs";

const OWNER = { login: "mira", password: "winter rain in Ghent" };

let server;
let browser;
before(async () => {
  server = await startServer({ demo: false });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the whole way: first start, files, numbers, board, story, views, language, phone, out", async (t) => {
  const files = await crmFiles("the whole way from the first start to the evening");
  if (files.length === 0) return;
  let page = await newPage(browser, server.url);
  page.setDefaultTimeout(120_000);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const field = (name) => page.getByLabel(name, { exact: true });
  const heading = (name) => page.getByRole("heading", { level: 1, name, exact: true });
  const goTo = (name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  const stop = (name, walk) =>
    t.test(name, async () => {
      await walk();
      assert.deepEqual(await findings(page), []);
    });

  await stop("the first start asks for an owner", async () => {
    await page.goto("/");
    await heading("Welcome to Quartermaster").waitFor();
    assert.deepEqual(await findings(page), []);
    await field("Company").fill("Hardware house");
    await field("Your name").fill("Mira de Wit");
    await field("Sign-in name").fill(OWNER.login);
    await field("Password").fill(OWNER.password);
    await button("Start").click();
    await heading("The whole picture").waitFor();
  });

  await stop("the owner signs in elsewhere, and an empty house says how to begin", async () => {
    await page.context().close();
    page = await newPage(browser, server.url);
    page.setDefaultTimeout(120_000);
    await page.goto("/");
    await page.locator("input[autocomplete=username]").waitFor();
    assert.deepEqual(await findings(page), []);
    await signIn(page, OWNER, "/");
    await page.getByRole("main").getByRole("link", { name: "Import a file" }).waitFor();
  });

  await stop("the files become a company", async () => {
    await page.getByRole("main").getByRole("link", { name: "Import a file" }).click();
    await page.locator("input[type=file][multiple]").setInputFiles(files);
    await pick(page, page.getByRole("combobox", { name: "Profile" }), "CRM sales opportunities");
    await button("Start").click();
    await button("Check").click();
    await page.getByText("Ready to run").waitFor();
    assert.deepEqual(await findings(page), []);
    await button("Import now").click();
    await page.getByText("Done", { exact: true }).first().waitFor();
  });

  await stop("the win rate is the reference's", async () => {
    await goTo("Numbers");
    await pick(page, page.getByRole("combobox", { name: "Number" }), "Win rate");
    await page.getByText("4,238 of 6,711").waitFor();
    await page.getByText("63.2%", { exact: true }).first().waitFor();
  });

  await stop("a stage is told what a deal needs before it enters", async () => {
    await goTo("Stages");
    await page.getByRole("link", { name: "Engaging", exact: true }).click();
    await heading("Engaging").waitFor();
    await button("Edit").click();
    const form = page.getByRole("dialog");
    await form.getByRole("combobox", { name: "Needed to enter" }).fill("next_step");
    await page.keyboard.press("Enter");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "hidden" });
    await page.getByText("next_step").first().waitFor();
  });

  const column = (name) => page.getByRole("region", { name: new RegExp(`^${name}: `) });
  let deal;

  await stop("a deal is dragged, refused for what it lacks, filled in, and moved", async () => {
    await goTo("Opportunities");
    await button("Board").click();
    const card = column("Prospecting").locator("[data-card]").first();
    await card.waitFor();
    [deal] = [(await api(page, "GET", `/opportunities/${await card.getAttribute("data-card")}`)).row];
    const [from, to] = [await card.boundingBox(), await column("Engaging").boundingBox()];
    await page.mouse.move(from.x + 60, from.y + 40);
    await page.mouse.down();
    await page.mouse.move(from.x + 80, from.y + 50, { steps: 3 });
    await page.mouse.move(to.x + to.width / 2, to.y + 200, { steps: 8 });
    await letGoOver(page, column("Engaging"));
    const dialog = page.getByRole("dialog");
    await dialog.getByText("cannot enter “Engaging” yet").waitFor();
    assert.deepEqual(await findings(page), []);
    await dialog.getByLabel("Next step", { exact: true }).fill("Show them the rack");
    await dialog.getByRole("button", { name: "Save and move" }).click();
    await column("Engaging").locator(`[data-card="${deal.id}"]`).waitFor();
  });

  await stop("its story tells both", async () => {
    await page.locator(`[data-card="${deal.id}"]`).getByRole("link").first().click();
    await heading(deal.name).waitFor();
    const story = page.getByRole("region", { name: "History" });
    await story.getByText("Show them the rack").first().waitFor();
    await story.getByText("Engaging").first().waitFor();
  });

  await stop("back on the board the move is taken back", async () => {
    await page.goBack();
    await column("Engaging").locator(`[data-card="${deal.id}"]`).waitFor();
    await page.keyboard.press("Control+z");
    await column("Prospecting").locator(`[data-card="${deal.id}"]`).waitFor();
    const { row } = await api(page, "GET", `/opportunities/${deal.id}`);
    assert.deepEqual([row.stage_id, row.probability], [deal.stage_id, deal.probability]);
    assert.equal(row.next_step, "Show them the rack", "what was filled in stays");
  });

  await stop("a view is saved and shared", async () => {
    await button("List").click();
    await page.locator("[data-title]").first().waitFor();
    await page.getByRole("columnheader", { name: "Amount" }).getByRole("button").first().click();
    await page.waitForURL(/sort=/);
    await page.getByRole("toolbar", { name: "List tools" }).getByRole("button").first().click();
    await page.getByRole("menuitem", { name: "Save as view…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("By amount");
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/view=/);
    const [view] = await rowsOf(page, "views", { q: "By amount" });
    assert.equal(view.shared, true);
  });

  await stop("in Chinese and in the dark it is the same list", async () => {
    await page.getByRole("button", { name: /^Account:/ }).click();
    await page.getByRole("menuitem", { name: "中文" }).click();
    await heading("商机").waitFor();
    await page.getByRole("button", { name: /^账户/ }).click();
    await page.getByRole("menuitem", { name: "深色" }).click();
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    await page.locator("[data-title]").first().waitFor();
  });

  await stop("at phone width nothing hangs over the edge", async () => {
    await page.setViewportSize(PHONE);
    await page.locator("[data-title]").first().waitFor();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `the page is ${wider} pixels wider than the phone`);
  });

  await stop("out", async () => {
    await page.getByRole("button", { name: /^账户/ }).click();
    await page.getByRole("menuitem", { name: "退出登录", exact: true }).click();
    await page.waitForURL(/sign-in/);
    await page.locator("input[autocomplete=username]").waitFor();
    assert.equal(await page.evaluate(() => fetch("/api/v1/session").then((told) => told.status)), 401);
    assert.deepEqual(page.complaints, []);
  });
});
