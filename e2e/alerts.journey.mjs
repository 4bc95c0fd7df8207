// Sales operations make a rule of early warning, look at what it would have said, switch it on; three reps are warned, and one of them says
// the cause from the phone; their manager goes through the cases by keyboard, closes one with an action; the rule's precision says so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { demoSignIn, newPage, pick, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let operations;
let manager;
let rep;
let rule;

const NAME = "Activities under watch";

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  [operations, manager, rep] = await Promise.all([
    newPage(browser, server.url),
    newPage(browser, server.url),
    newPage(browser, server.url, { viewport: PHONE }),
  ]);
  await signIn(operations, await demoSignIn(server.url, "operations"), "/early_warning");
  await signIn(manager, await demoSignIn(server.url, "east"));
  await signIn(rep, await demoSignIn(server.url, "rep"));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a rule is made with its sentence and its back-test beside it", async () => {
  await operations.getByRole("link", { name: "New rule" }).click();
  const form = operations.locator("main form");
  await form.getByLabel(/^Name/).fill(NAME);
  await pick(operations, form.getByRole("combobox", { name: /Number/ }).first(), "Activities done");
  await form.getByLabel(/^Value/).fill("1000000");
  await form.getByRole("combobox", { name: /^Only in/ }).fill("上海");
  await operations.locator(".ant-select-item-option", { hasText: "上海" }).first().click();
  await pick(operations, form.getByRole("combobox", { name: /^Watched for/ }), "Each person");
  // Whoever did nothing this week is warned as well.
  await pick(operations, form.getByRole("combobox", { name: /^Without a number/ }), "It counts as nought");
  // So far: it is looked at within the hour and not only when the week is over.
  await pick(operations, form.getByRole("combobox", { name: /^Days/ }), "The period so far");
  await operations
    .getByText(
      /^Warn when Activities done of a person in 上海.*, every hour for the week so far, is below 1,000,000\.$/,
    )
    .waitFor();
  await operations.getByText(/^Cases in \d+ periods: \d+/).waitFor();
  assert.deepEqual(await findings(operations), []);
  await operations.getByRole("button", { name: "Save" }).click();
  await operations.getByRole("heading", { level: 1, name: NAME }).waitFor();
  rule = operations.url().split("/").at(-1).split("?")[0];
});

test("it is switched on by whoever has seen what it would have said", async () => {
  await operations.getByRole("button", { name: "Switch on" }).click();
  const dialog = operations.getByRole("dialog");
  await dialog.getByText(/^Cases in \d+ periods: \d+/).waitFor();
  await dialog.getByRole("button", { name: "Switch on" }).click();
  await operations.getByRole("button", { name: "Switch off" }).waitFor();
  assert.deepEqual(await findings(operations), []);
});

test("three reps and who leads them are warned, and one of them says the cause from the phone", async () => {
  const filter = JSON.stringify({ field: "rule_id", op: "eq", value: rule });
  let found = [];
  // A round comes once a minute.
  for (let tries = 0; tries < 180 && found.length === 0; tries += 1) {
    await operations.waitForTimeout(500);
    found = await rowsOf(operations, "alerts", { filter });
  }
  assert.deepEqual(
    found.map((one) => one.subject.split(" ")[0]).sort(),
    ["陆嘉怡", "陈思齐", "吴俊", "何琳"].sort(),
  );
  await rep.goto("/my_alerts");
  await rep.getByRole("link", { name: new RegExp(NAME) }).click();
  await rep.getByRole("heading", { level: 1, name: new RegExp(`^${NAME}: 陈思齐`) }).waitFor();
  assert.equal(await rep.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  await rep.getByRole("button", { name: "Say the cause" }).click();
  const said = rep.getByRole("dialog");
  await said.getByLabel(/^Cause/).fill("The fair was moved");
  await said.getByRole("button", { name: "Say the cause" }).click();
  await rep.getByText("The fair was moved").first().waitFor();
  assert.deepEqual(await findings(rep), []);
});

test("the manager closes one case with an action, by keyboard", async () => {
  await manager.goto("/my_alerts");
  await manager.getByText("All open", { exact: true }).click();
  const lines = manager.getByRole("link", { name: new RegExp(`^${NAME}`) });
  await lines.nth(3).waitFor();
  const line = manager.getByRole("link", { name: new RegExp(`^${NAME}: 吴俊`) });
  await manager.keyboard.press("j");
  for (
    let step = 0;
    step < 60 && !(await line.evaluate((one) => one === document.activeElement));
    step += 1
  ) {
    await manager.keyboard.press("j");
  }
  const beside = manager.getByRole("region", { name: "The case" });
  await beside.getByRole("heading", { name: new RegExp(`^${NAME}: 吴俊`) }).waitFor();
  await beside.getByRole("button", { name: "Plan an action" }).waitFor();
  assert.deepEqual(await findings(manager), []);
  await manager.keyboard.press("a");
  const plan = manager.getByRole("dialog");
  await plan.getByLabel(/^Action/).fill("Two webinars");
  await plan.getByRole("button", { name: "Plan an action" }).click();
  await beside.getByRole("link", { name: "The task" }).waitFor();
  // A key is a key again once the dialog has gone.
  await plan.waitFor({ state: "hidden" });
  await manager.locator(".ant-modal-wrap:visible").waitFor({ state: "hidden" });
  await manager.keyboard.press("e");
  const why = manager.getByRole("dialog");
  await pick(manager, why.getByRole("combobox", { name: /Explained as/ }), "False alarm");
  await why.getByLabel(/^Explanation/).fill("Nobody does a million in a week.");
  await why.getByRole("button", { name: "Explain" }).click();
  await lines.nth(3).waitFor({ state: "detached" });
  await manager.getByText("To be closed", { exact: true }).click();
  await line.click();
  await beside.getByRole("heading", { name: new RegExp(`^${NAME}: 吴俊`) }).waitFor();
  await manager.getByRole("button", { name: "Close", exact: true }).waitFor();
  await manager.keyboard.press("c");
  const close = manager.getByRole("dialog");
  await close.getByLabel(/^Result/).fill("The value is mended.");
  await close.getByRole("button", { name: "Close", exact: true }).last().click();
  await line.waitFor({ state: "detached" });
  await operations.reload();
  await operations.getByText("0% right of 1 judged").waitFor();
});
