// Operations plans the next year from last year's numbers, as in a spreadsheet; the director approves and it comes into force.
// The head of a region answers what was handed down, and a rep sees on a phone what is expected.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let planner;
let director;
let head;
let rep;
let plan;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  [planner, director, head, rep] = await Promise.all(
    [{}, {}, {}, { viewport: PHONE }].map((options) => newPage(browser, server.url, options)),
  );
  await signIn(planner, await demoSignIn(server.url, "operations"));
  await signIn(director, await demoSignIn(server.url, "director"));
  await signIn(head, await demoSignIn(server.url, "east"));
  await signIn(rep, await demoSignIn(server.url, "rep"));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const grid = (page = planner) => api(page, "GET", `/target_plans/${plan}/grid`);
const table = (page) => page.getByRole("treegrid");
/** The line of a place that is in sight. */
const line = (page, name) =>
  table(page)
    .getByRole("row", { name: new RegExp(name) })
    .first();
const target = (page, name) => line(page, name).locator("[data-column='1']");
/** Waits until the server says so. */
async function until(what, holds) {
  for (let turn = 0; turn < 100; turn++) {
    if (await holds()) return;
    await new Promise((soon) => setTimeout(soon, 100));
  }
  assert.fail(what);
}
const adds = (told) => {
  for (const row of told.rows) {
    const below = told.rows.filter((one) => one.parent === row.node);
    if (below.length > 0)
      assert.equal(
        below.reduce((sum, one) => sum + one.value, 0),
        row.value,
        row.name,
      );
    assert.equal(
      row.periods.reduce((sum, one) => sum + one, 0),
      row.value,
      row.name,
    );
  }
};

test("a year is planned from last year's numbers", async () => {
  await planner.goto("/plan_year");
  await planner.getByText(/^¥[\d,.]+$/).waitFor();
  await planner.getByRole("spinbutton", { name: "Growth" }).fill("20");
  await planner.getByRole("textbox", { name: "Name of the plan" }).fill("Next year, from numbers");
  assert.deepEqual(await findings(planner), []);
  await planner.getByRole("button", { name: "Create and draw up" }).click();
  await planner.waitForURL(/\/target_plans\/[0-9a-f-]{36}$/);
  plan = new URL(planner.url()).pathname.split("/").pop();
  await target(planner, "East China").waitFor();
  const told = await grid();
  adds(told);
  assert.ok(
    told.rows.some((row) => row.person),
    "people are in it",
  );
  assert.deepEqual(await findings(planner), []);
});

test("the table takes keys, a block from a spreadsheet, and gives back what was done", async () => {
  const before = await grid();
  const of = (told, name) => told.rows.find((row) => row.name.includes(name) && row.unit);
  await target(planner, "East China").click();
  await planner.keyboard.type("+5%");
  await planner.keyboard.press("Enter");
  await line(planner, "East China").getByLabel("Locked").waitFor();
  await until("the lock is kept", async () => of(await grid(), "East China").lock !== null);
  const after = await grid();
  adds(after);
  assert.ok(of(after, "East China").value > of(before, "East China").value);
  assert.ok(of(after, "South China").value < of(before, "South China").value, "the others give what it gets");
  // Two regions at once, from Excel: in thousands, which is what the table shows.
  const [east, north] = ["East China", "North China"].map((name) => of(after, name).value);
  const whole = (value) => Math.round(value / 100_000);
  await target(planner, "East China").click();
  await planner.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const box = document.querySelector("[role=treegrid]");
      box.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    `${whole(east) - 100}k\t\n${whole(north) + 50}k\t`,
  );
  await until("the block is kept", async () => of(await grid(), "North China").lock !== null);
  adds(await grid());
  await table(planner).focus();
  await planner.keyboard.press("Control+z");
  await planner.keyboard.press("Control+z");
  await until("both are taken back", async () => {
    const told = await grid();
    return !told.rows.some((row) => row.lock !== null);
  });
  const back = await grid();
  assert.deepEqual(
    back.rows.map((row) => row.value),
    before.rows.map((row) => row.value),
  );
  await planner.keyboard.press("Control+y");
  await until("and done again", async () => of(await grid(), "East China").lock !== null);
});

test("what cannot be kept names what would have to give way", async () => {
  const told = await grid();
  const top = told.rows[0];
  await target(planner, "North China").click();
  await planner.keyboard.type(String(Math.round(top.value / 100)));
  await planner.keyboard.press("Enter");
  const alert = planner.getByRole("alert").filter({ hasText: "These cannot all be kept" });
  await alert.waitFor();
  await alert.getByRole("button", { name: /East China/ }).waitFor();
  assert.deepEqual((await grid()).changes, told.changes, "nothing half-done");
  assert.deepEqual(await findings(planner), []);
  await alert.getByRole("button", { name: "Close" }).click();
});

test("why a number is what it is stands in words", async () => {
  await target(planner, "South China").click();
  await planner.keyboard.press("w");
  const drawer = planner.getByRole("dialog");
  await drawer.getByText(/^History: /).waitFor();
  await drawer.getByText(/^Beside the others/).waitFor();
  assert.deepEqual(await findings(planner), []);
  await planner.keyboard.press("Escape");
});

test("region head negotiates: what is handed down is answered, and agreed upon", async () => {
  await planner.reload();
  await planner.getByRole("button", { name: "Hand down" }).click();
  await planner.getByRole("dialog").getByRole("button", { name: "Hand down" }).click();
  await until(
    "it is handed down",
    async () => !(await grid()).rows.some((row) => row.talk === "held" && row.may.length),
  );
  await head.goto("/my_targets");
  await head.goto(`/target_plans/${plan}`);
  await target(head, "East China").click();
  await head.keyboard.press("c");
  const drawer = head.getByRole("dialog");
  await drawer.getByRole("button", { name: "Propose something else" }).click();
  const held = (await grid(head)).rows.find((row) => row.name.includes("East China") && row.unit);
  await drawer
    .getByRole("textbox", { name: "What can be reached" })
    .fill(String(Math.floor(held.value / 100_000 / 1_000) * 1_000 * 1_000));
  await drawer
    .getByRole("textbox", { name: "Why", exact: true })
    .fill("A customer in Hangzhou stops for a quarter");
  await drawer.getByRole("button", { name: "Propose something else" }).click();
  await drawer.getByText("Proposed").first().waitFor();
  assert.deepEqual(await findings(head), []);
  await planner.reload();
  await target(planner, "East China").click();
  await planner.keyboard.press("c");
  const side = planner.getByRole("dialog");
  await side
    .locator("blockquote", { hasText: "A customer in Hangzhou stops for a quarter" })
    .first()
    .waitFor();
  await side.getByRole("button", { name: "Agree", exact: true }).click();
  await side.getByText("Both sides agree on it.").waitFor();
  const east = (await grid()).rows.find((row) => row.name.includes("East China") && row.unit);
  assert.equal(east.lock, east.proposed, "what was agreed upon stays");
  adds(await grid());
});

test("what is asked is held against the years before, place by place", async () => {
  await planner.keyboard.press("Escape");
  const told = await api(planner, "GET", `/target_plans/${plan}/checks`);
  assert.equal(told.aspects.length, 6);
  const found = told.findings.find((one) => one.node);
  assert.ok(found, "a plan that grows by a fifth asks more than last year's people brought");
  assert.ok(found.how.length > 20, "and it is said how that was worked out");
  await planner.getByRole("button", { name: "Checks", exact: true }).click();
  const drawer = planner.getByRole("dialog", { name: "Checks" });
  await drawer.getByText(/places were looked at/).waitFor();
  await drawer.getByRole("figure").waitFor();
  assert.deepEqual(await findings(planner), []);
  await drawer.getByText(found.text, { exact: true }).first().waitFor();
  await drawer.getByRole("button", { name: found.name, exact: true }).first().click();
  await line(planner, found.name).waitFor();
  await drawer.getByRole("button", { name: "Close" }).click();
});

test("the plan goes out as a workbook, and a file with a mistake changes nothing", async () => {
  const before = await grid();
  await planner.getByRole("button", { name: "File", exact: true }).click();
  const [download] = await Promise.all([
    planner.waitForEvent("download"),
    planner.getByText("Download as XLSX").click(),
  ]);
  assert.match(download.suggestedFilename(), /\.xlsx$/);
  await planner.getByRole("button", { name: "File", exact: true }).click();
  await planner.getByText("Import a file").click();
  const dialog = planner.getByRole("dialog", { name: "Import a file" });
  const person = before.rows.find((row) => row.person);
  const text = `Id,Name,Locked at\n${person.node},${person.name},a lot\n`;
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "plan.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByText("row 2, column “Locked at”: “a lot” is not an amount").waitFor();
  assert.deepEqual(await findings(planner), []);
  assert.equal((await grid()).changes, before.changes);
  await dialog.getByRole("button", { name: "Cancel" }).click();
});

test("approved and published it is in force, after it was said what that does", async () => {
  const row = async () => (await api(planner, "GET", `/target_plans/${plan}`)).row;
  await planner.keyboard.press("Escape");
  await planner.getByRole("button", { name: "Submit" }).click();
  await until("it is handed in", async () => (await row()).state === "submitted");
  await director.goto(`/target_plans/${plan}`);
  await director.getByRole("button", { name: "Approve" }).click();
  await until("it is approved", async () => (await row()).state === "approved");
  await director.getByRole("button", { name: "Publish" }).click();
  const dialog = director.getByRole("dialog");
  await dialog.getByText(/people and .* units get their targets/).waitFor();
  await dialog.getByText(/places were looked at/).waitFor();
  assert.deepEqual(await findings(director), []);
  await dialog.getByRole("button", { name: "Publish" }).click();
  await until("it is in force", async () => (await row()).state === "published");
  const filter = JSON.stringify({ field: "plan_id", op: "eq", value: plan });
  assert.ok((await rowsOf(planner, "targets", { filter, limit: 10 })).length === 10);
  // Nobody writes into what is in force.
  await director.reload();
  await target(director, "East China").click();
  await director.keyboard.type("5");
  assert.equal(await table(director).getByRole("textbox").count(), 0);
});

test("the rest of its days is planned anew, and what is in force stays until then", async () => {
  await director.goto(`/target_plans/${plan}`);
  const before = (await api(director, "GET", `/target_plans/${plan}`)).row;
  await director.getByRole("button", { name: "Plan the rest anew" }).click();
  const dialog = director.getByRole("dialog", { name: "Plan the rest anew" });
  await dialog.getByText("In force before, stays").waitFor();
  assert.deepEqual(await findings(director), []);
  await dialog.getByRole("button", { name: "Make the plan" }).click();
  await until("another plan is shown", () => !director.url().includes(plan));
  await table(director).getByRole("rowheader").first().waitFor();
  const next = new URL(director.url()).pathname.split("/").pop();
  adds(await api(director, "GET", `/target_plans/${next}/grid`));
  const after = (await api(director, "GET", `/target_plans/${plan}`)).row;
  assert.equal(after.state, "published");
  assert.equal(after.version, before.version);
});

test("everybody's standing is a map and a table, down to the deals", async () => {
  await head.goto("/attainment?show=table");
  await table(head).getByRole("rowheader").first().waitFor();
  assert.deepEqual(await findings(head), []);
  await table(head).getByRole("rowheader").first().getByRole("button").last().click();
  await head.getByRole("dialog").getByRole("button", { name: "What counts" }).click();
  await head.getByRole("dialog").last().locator("[data-title], h2").first().waitFor();
  await head.goto("/attainment?show=map");
  await head.locator("main canvas").first().waitFor();
});

test("a rep sees on a phone what is expected, and nothing of others", async () => {
  await rep.goto("/my_targets");
  await rep.locator("main section").first().waitFor();
  assert.deepEqual(await findings(rep), []);
  const told = await api(rep, "GET", "/targets/mine");
  assert.ok(told.targets.length > 0);
  assert.deepEqual(
    [...planner.complaints, ...head.complaints, ...director.complaints, ...rep.complaints],
    [],
  );
});
