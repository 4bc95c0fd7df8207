import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, demoSignIn, newPage, PHONE, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { crmFiles } from "./crm.mjs";
import { startServer } from "./server.mjs";

let browser;
let folder;
const servers = [];

before(async () => {
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), "quartermaster-files-"));
});
after(async () => {
  await browser?.close();
  for (const server of servers) await server.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const begin = async (page, files, profile) => {
  await page.goto("/imports");
  await page.getByText("Drop files here, or choose them").waitFor();
  await page.locator("input[type=file][multiple]").setInputFiles(files);
  if (profile) await pick(page, page.getByRole("combobox", { name: "Profile" }), profile);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
};
const total = async (page, noun) => (await api(page, "GET", `/${noun}?limit=1&total=true`)).total;
const counts = (page, row) =>
  page
    .getByRole("row", { name: new RegExp(`^${row}`) })
    .locator("td")
    .allTextContents();
const button = (page, name) => page.getByRole("button", { name, exact: true });

test("a file of one's own: mapped by guess, checked, mended in place, run, reported, undone", async (t) => {
  const server = await startServer();
  servers.push(server);
  const page = await newPage(browser, server.url);
  await signIn(page, await demoSignIn(server.url, "operations"));
  const lines = Array.from(
    { length: 40 },
    (_, at) => `Kestrel Valves ${at + 1},KV${String(at + 1).padStart(3, "0")},chemicals,Small,=NOT A FORMULA`,
  );
  lines[6] = lines[6].replace("Small", "Tiny");
  const file = join(folder, "new accounts.csv");
  await writeFile(file, `Name,Code,Industry,Tier,Remark\n${lines.join("\n")}\n\n\n`);
  const before = await total(page, "accounts");

  await t.test("the columns are guessed, and what they hold is shown", async () => {
    await begin(page, [file]);
    await page.getByRole("heading", { level: 1, name: "new accounts.csv" }).waitFor();
    await page.getByRole("rowheader", { name: "Industry" }).waitFor();
    await page.getByText("KV001 · KV002").waitFor();
    const tier = page.getByRole("row", { name: /^Tier/ });
    await tier.getByText("Tier", { exact: true }).nth(1).waitFor();
  });

  await t.test("a row with the same key is updated: the key is chosen with one click", async () => {
    await page.getByRole("checkbox", { name: "Key: Code" }).check();
    await page.waitForLoadState("networkidle");
    assert.ok(await page.getByRole("checkbox", { name: "Key: Code" }).isChecked());
  });

  await t.test("the check names row, column, value and remedy, and writes nothing", async () => {
    await button(page, "Check").click();
    const problems = page.getByRole("region", { name: "Problems" });
    await problems.getByText("Errors: 1").waitFor();
    const line = problems.getByRole("row").filter({ hasText: "Tiny" });
    assert.match((await line.textContent()) ?? "", /8.*Tier/, "the row as a reader of the file counts it");
    assert.equal(await total(page, "accounts"), before);
    assert.equal(await button(page, "Import now").count(), 0);
  });

  await t.test("the cell is typed over on the spot, and the check is clean", async () => {
    const cell = page.getByRole("textbox", { name: "Column Tier, row 8" });
    await cell.fill("Small");
    await page.getByRole("checkbox", { name: "wherever it stands" }).check();
    await cell.press("Control+Enter");
    await page.getByText("Ready to run").waitFor();
    assert.deepEqual(await counts(page, "Accounts"), ["40", "0", "0", "0"]);
    assert.equal(await total(page, "accounts"), before, "a dry run writes nothing");
  });

  await t.test("it runs, and the report says what was made", async () => {
    await button(page, "Import now").click();
    await page.getByText("Done", { exact: true }).first().waitFor();
    assert.deepEqual(await counts(page, "Accounts"), ["40", "0", "0", "0"]);
    assert.equal(await total(page, "accounts"), before + 40);
  });

  await t.test("the same file again changes nothing", async () => {
    const address = page.url();
    await begin(page, [file]);
    await page.getByRole("checkbox", { name: "Key: Code" }).check();
    await page.waitForLoadState("networkidle");
    await button(page, "Check").click();
    await page.getByRole("textbox", { name: "Column Tier, row 8" }).fill("Small");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("Ready to run").waitFor();
    const corrected = page.getByRole("region", { name: "Corrected cells" });
    await corrected.getByRole("row").filter({ hasText: "Tiny" }).filter({ hasText: "Small" }).waitFor();
    assert.deepEqual(await counts(page, "Accounts"), ["0", "0", "40", "0"]);
    await page.goto(address);
  });

  await t.test("it is undone, but for the row that somebody changed since", async () => {
    const [kept] = await rowsOf(page, "accounts", {
      filter: JSON.stringify({ field: "code", op: "eq", value: "KV001" }),
    });
    await api(page, "PATCH", `/accounts/${kept.id}`, { name: "Kestrel, kept", version: kept.version });
    await button(page, "Undo this import").click();
    await page.getByRole("dialog").getByRole("button", { name: "Undo this import" }).click();
    await page.getByText("39 removed, 0 restored, 1 left as they are").waitFor();
    assert.equal(await total(page, "accounts"), before + 1);
    assert.deepEqual(page.complaints, []);
  });
});

test("on a phone columns and problems are cards as wide as the screen, which a thumb can use", async () => {
  const page = await newPage(browser, servers[0].url, { viewport: PHONE });
  await signIn(page, await demoSignIn(servers[0].url, "operations"));
  const file = join(folder, "from the road.csv");
  await writeFile(file, "Name,Code,Tier,Remark\nHeron Pumps,HP01,Small,new\nHeron Seals,HP02,Tiny,old\n");
  await begin(page, [file]);
  const mapping = page.getByRole("region", { name: "Mapping" });
  await mapping.getByRole("listitem").filter({ hasText: "HP01 · HP02" }).waitFor();
  assert.equal(await mapping.getByRole("table").count(), 0);
  const wide = async (where, least) => {
    const box = await where.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width, `stands from ${box.x} on, ${box.width} wide`);
    assert.ok(box.height >= least, `${box.height} high`);
    return box.width;
  };
  const fields = mapping.locator(".ant-select");
  for (let at = 0; at < (await fields.count()); at += 1) {
    const select = fields.nth(at);
    await select.scrollIntoViewIfNeeded();
    assert.ok((await wide(select, 36)) > 280);
  }
  const within = await page.evaluate(
    () =>
      [...document.querySelectorAll("main *")].filter(
        (one) => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX),
      ).length,
  );
  assert.equal(within, 0, "nothing scrolls sideways inside the page");
  await pick(page, mapping.getByRole("combobox", { name: "Field: Tier" }), "Tier");
  await mapping.getByRole("checkbox", { name: "Key: Code" }).check();
  await page.waitForLoadState("networkidle");
  await button(page, "Check").click();
  const problem = page.getByRole("region", { name: "Problems" }).getByRole("listitem");
  await problem.filter({ hasText: "Tiny" }).waitFor();
  assert.match((await problem.first().textContent()) ?? "", /Tier.*Row 3/);
  const cell = page.getByRole("textbox", { name: "Column Tier, row 3" });
  await cell.fill("Small");
  await wide(cell, 36);
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByText("Ready to run").waitFor();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("dates that fit both orders are asked, never guessed", async () => {
  const page = await newPage(browser, servers[0].url);
  await signIn(page, await demoSignIn(servers[0].url, "operations"));
  const file = join(folder, "deals.csv");
  await writeFile(file, "Name,Opened on\nAmbiguous one,03/04/2026\nAmbiguous two,05/06/2026\n");
  await begin(page, [file]);
  await page.getByRole("rowheader", { name: "Opened on" }).waitFor();
  await button(page, "Check").click();
  await page.getByText("Dates are written").waitFor();
  assert.equal(await button(page, "Import now").count(), 0);
  await page.getByRole("radio", { name: "day, month, year" }).check();
  await page.getByText("Ready to run").waitFor();
  await page.getByText("3 Apr 2026 to 5 Jun 2026").waitFor();
  await page.context().close();
});

test("the CRM files become a company, its numbers are the reference's, and all of it can be taken back", async (t) => {
  const files = await crmFiles("the CRM files through the wizard");
  if (files.length === 0) return;
  const server = await startServer({ demo: false });
  servers.push(server);
  const page = await newPage(browser, server.url);
  page.context().setDefaultTimeout(120_000);
  const owner = { login: "owner", password: "a hundred quiet rivers" };
  await page.goto("/start");
  await page.getByLabel("Company", { exact: true }).fill("Hardware house");
  await page.getByLabel("Your name", { exact: true }).fill("Owner");
  await page.getByLabel("Sign-in name", { exact: true }).fill(owner.login);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("link", { name: "Import a file" }).click();

  await t.test("four files go in together", async () => {
    await begin(page, files, "CRM sales opportunities");
    await button(page, "Check").click();
    await page.getByText("Ready to run").waitFor();
    assert.equal((await counts(page, "Opportunities"))[0], "8,800");
    await button(page, "Import now").click();
    await page.getByText("Done", { exact: true }).first().waitFor();
  });

  await t.test("the win rate of the West is the reference's", async () => {
    const by = encodeURIComponent('["region"]');
    await page.goto(`/numbers?metric=win_rate&by=${by}&from=2017-01-01&to=2017-12-31`);
    const west = page.getByRole("row", { name: /^West/ });
    await west.waitFor();
    assert.deepEqual(await west.locator("td").allTextContents(), ["1,438", "2,249", "63.9%"]);
  });

  await t.test("the list has all of them, newest first, with stages in colour", async () => {
    await page.goto("/opportunities");
    await page.locator("[data-title]").first().waitFor();
    assert.equal(await page.locator("h1 + span").textContent(), "8,800");
    await page.locator("[role=cell] [style*=tone]").first().waitFor();
  });

  await t.test("undone, nothing is left", async () => {
    await page.goto("/imports");
    await page.getByRole("link", { name: /sales_pipeline/ }).click();
    await button(page, "Undo this import").click();
    await page.getByRole("dialog").getByRole("button", { name: "Undo this import" }).click();
    await page.getByText(/removed, .* restored, 0 left as they are/).waitFor();
    for (const noun of ["opportunities", "accounts", "products"])
      assert.equal(await total(page, noun), 0, noun);
    assert.deepEqual(page.complaints, []);
  });
});
