// The whole way once more without a mouse: what has no key, or no place among the stops of the tab key, is not reached.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, arrow, newPage, PHONE, rowsOf, startBrowser } from "./browser.mjs";
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

test("the whole way by keyboard alone", async (t) => {
  const files = await crmFiles("the whole way by keyboard alone");
  if (files.length === 0) return;
  const page = await newPage(browser, server.url);
  page.setDefaultTimeout(120_000);
  const { keyboard } = page;
  const heading = (name) => page.getByRole("heading", { level: 1, name, exact: true });
  const focused = (what) => what.evaluate((one) => one === document.activeElement);
  /** Goes on with the tab key until something has the focus; there are not more stops than a patient person makes. */
  const tabTo = async (what, key = "Tab") => {
    await what.first().waitFor();
    for (let stops = 0; stops < 150; stops += 1) {
      if (await focused(what.first())) return;
      await keyboard.press(key);
    }
    throw new Error(`the ${key} key does not come to ${what}`);
  };
  const press = async (what, key = "Enter", way = "Tab") => {
    await tabTo(what, way);
    await keyboard.press(key);
  };
  const palette = async (text, name) => {
    await keyboard.press("Control+k");
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
    await keyboard.type(text);
    await page.getByRole("option", { name, selected: true }).waitFor();
    await keyboard.press("Enter");
    // Keys are the page's again once it is gone.
    await page
      .getByRole("combobox", { name: /^(Search and commands|搜索与命令)$/ })
      .waitFor({ state: "detached" });
  };
  const stop = (name, walk) =>
    t.test(name, async () => {
      await walk();
      assert.deepEqual(await findings(page), []);
    });

  await stop("the first start", async () => {
    await page.goto("/");
    await heading("Welcome to Quartermaster").waitFor();
    for (const [name, text] of [
      ["Company", "Hardware house"],
      ["Your name", "Mira de Wit"],
      ["Sign-in name", OWNER.login],
      ["Password", OWNER.password],
    ]) {
      await tabTo(page.getByLabel(name, { exact: true }));
      await keyboard.type(text);
    }
    await keyboard.press("Enter");
    await heading("The whole picture").waitFor();
  });

  await stop("out and in again", async () => {
    await palette("sign out", /^Sign out/);
    await page.waitForURL(/sign-in/);
    await tabTo(page.locator("input[autocomplete=username]"));
    await keyboard.type(OWNER.login);
    await keyboard.press("Tab");
    await keyboard.type(OWNER.password);
    await keyboard.press("Enter");
    await page.getByRole("main").getByRole("link", { name: "Import a file" }).waitFor();
  });

  await stop("the files become a company", async () => {
    await press(page.getByRole("main").getByRole("link", { name: "Import a file" }));
    const chooser = page.waitForEvent("filechooser");
    await press(page.getByRole("button", { name: /Drop files here/ }));
    await (await chooser).setFiles(files);
    await tabTo(page.getByRole("combobox", { name: "Profile" }));
    await keyboard.press("ArrowDown");
    await page.getByRole("option", { name: "CRM sales opportunities" }).waitFor({ state: "attached" });
    await keyboard.press("Enter");
    await press(page.getByRole("button", { name: "Start", exact: true }));
    await press(page.getByRole("button", { name: "Check", exact: true }));
    await page.getByText("Ready to run").waitFor();
    await press(page.getByRole("button", { name: "Import now", exact: true }));
    await page.getByText("Done", { exact: true }).first().waitFor();
  });

  await stop("the win rate is the reference's", async () => {
    await palette("numbers", /^Numbers/);
    await tabTo(page.getByRole("combobox", { name: "Number" }));
    await keyboard.type("Win rate");
    await keyboard.press("Enter");
    await page.getByText("4,238 of 6,711").waitFor();
  });

  await stop("a stage is told what a deal needs before it enters", async () => {
    await palette("stages", /^Stages/);
    await page.locator("[data-title]").first().waitFor();
    await keyboard.press("/");
    await page.waitForFunction(() => document.activeElement?.hasAttribute("data-find"));
    await keyboard.type("Engaging");
    await page.waitForFunction(() => document.querySelectorAll("[data-title]").length === 1);
    await press(page.locator("[data-title]"));
    await heading("Engaging").waitFor();
    await press(page.getByRole("button", { name: "Edit", exact: true }));
    const form = page.getByRole("dialog");
    await tabTo(form.getByRole("combobox", { name: "Needed to enter" }));
    await keyboard.type("next_step");
    await page.locator(".ant-select-dropdown:visible").getByTitle("next_step").waitFor();
    await keyboard.press("Enter");
    await form.getByTitle("next_step", { exact: true }).first().waitFor();
    await keyboard.press("Control+Enter");
    await form.waitFor({ state: "hidden" });
    await page.getByText("next_step").first().waitFor();
  });

  const column = (name) => page.getByRole("region", { name: new RegExp(`^${name}: `) });
  let deal;

  await stop("a deal is carried on, refused for what it lacks, filled in, and moved", async () => {
    await palette("opportunities", /^Opportunities/);
    await press(page.getByRole("button", { name: "Board", exact: true }));
    const card = column("Prospecting").locator("[data-card]").first();
    await card.waitFor();
    deal = (await api(page, "GET", `/opportunities/${await card.getAttribute("data-card")}`)).row;
    await tabTo(card.locator("[data-handle]"));
    await keyboard.press("Space");
    await page.getByText(/^Picked up/).waitFor({ state: "attached" });
    await page.locator("[data-lifted]").waitFor();
    await keyboard.press("ArrowRight");
    await page.getByText("is over “Engaging”").waitFor({ state: "attached" });
    await keyboard.press("Space");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("cannot enter “Engaging” yet").waitFor();
    await tabTo(dialog.getByLabel("Next step", { exact: true }));
    await keyboard.type("Show them the rack");
    await press(dialog.getByRole("button", { name: "Save and move" }));
    await column("Engaging").locator(`[data-card="${deal.id}"]:not([data-waiting])`).waitFor();
  });

  await stop("its story tells both, and back on the board the move is taken back", async () => {
    // The focus has come along with the card.
    const title = page.locator(`[data-card="${deal.id}"]`).getByRole("link").first();
    await page.waitForFunction(
      (id) => document.activeElement?.closest("[data-card]")?.getAttribute("data-card") === id,
      deal.id,
    );
    await keyboard.press("ArrowLeft");
    await page.waitForFunction(
      (name) =>
        document.activeElement?.closest("[data-column]")?.getAttribute("aria-label")?.startsWith(name),
      "Prospecting",
    );
    await keyboard.press("ArrowRight");
    assert.ok(await focused(title));
    await keyboard.press("Enter");
    await heading(deal.name).waitFor();
    const story = page.getByRole("region", { name: "History" });
    await story.getByText("Show them the rack").first().waitFor();
    assert.deepEqual(await findings(page), []);
    // Alt and the left arrow are the browser's own; a browser that is driven does not hear them.
    await page.goBack();
    await column("Prospecting").locator("[data-card]").first().waitFor();
    await keyboard.press("Control+z");
    await column("Prospecting").locator(`[data-card="${deal.id}"]:not([data-waiting])`).waitFor();
  });

  await stop("a view is saved and shared", async () => {
    // Of the cards in a column the tab key stops at one, so that it comes past them to the switch.
    await press(page.getByRole("button", { name: "List", exact: true }), "Enter", "Shift+Tab");
    await page.getByRole("toolbar", { name: "List tools" }).waitFor();
    await page.locator("[data-title]").first().waitFor();
    await press(page.getByRole("columnheader", { name: "Amount" }).getByRole("button").first());
    await page.waitForURL(/sort=/);
    await tabTo(page.getByRole("toolbar", { name: "List tools" }).getByRole("button").first(), "Shift+Tab");
    await keyboard.press("Enter");
    const save = page.getByRole("menuitem", { name: "Save as view…" });
    await page.waitForFunction(() => document.activeElement?.closest("[role=menu]"));
    for (let steps = 0; steps < 20 && !(await focused(save)); steps += 1) await arrow(page, "ArrowDown");
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await tabTo(dialog.getByLabel("Name"));
    await keyboard.type("By amount");
    await press(dialog.getByRole("checkbox"), "Space");
    await press(dialog.getByRole("button", { name: "Save" }));
    await page.waitForURL(/view=/);
    const [view] = await rowsOf(page, "views", { q: "By amount" });
    assert.equal(view.shared, true);
  });

  await stop("in Chinese, in the dark, at phone width", async () => {
    await palette("chinese", /中文/);
    await heading("商机").waitFor();
    await palette("深色", /深色/);
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    await page.setViewportSize(PHONE);
    await page.locator("[data-title]").first().waitFor();
  });

  await stop("out", async () => {
    await palette("退出", /^退出登录/);
    await page.waitForURL(/sign-in/);
    await page.locator("input[autocomplete=username]").waitFor();
    assert.equal(await page.evaluate(() => fetch("/api/v1/session").then((told) => told.status)), 401);
    assert.deepEqual(page.complaints, []);
  });
});
