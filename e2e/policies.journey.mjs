// Sales operations write a policy, human resources and the director agree, a representative reads it on a phone and confirms, and
// their superior sees who has not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let operations;
let rep;
let policy;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  operations = await newPage(browser, server.url);
  await signIn(operations, await demoSignIn(server.url, "operations"), "/policies");
  rep = await newPage(browser, server.url, { viewport: PHONE });
  await signIn(rep, await demoSignIn(server.url, "rep"), "/to_read");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const act = (page, noun, id, verb, form = {}) => api(page, "POST", `/${noun}/${id}/${verb}`, form);

test("what is left to read stands on one page of a phone, the late ones in red", async () => {
  await rep.getByRole("heading", { name: "To read" }).waitFor();
  assert.ok((await rep.locator("main ul li a").count()) >= 2);
  assert.deepEqual(await findings(rep), []);
});

test("a policy is read to its end and confirmed there", async () => {
  const before = await rep.locator("main ul").first().locator("li").count();
  await rep.locator("main ul li a").first().click();
  const confirm = rep.getByRole("button", { name: "I have read it and keep to it" });
  await confirm.waitFor();
  assert.deepEqual(await findings(rep), []);
  await confirm.click();
  await rep.getByText("Confirmed. Thank you.").waitFor();
  await rep.getByText(/Confirmed \d/).waitFor();
  await rep.goto("/to_read");
  await rep.getByRole("region", { name: "Confirmed" }).waitFor();
  assert.equal(await rep.locator("main ul").first().locator("li").count(), before - 1);
});

test("a policy is written, section by section", async () => {
  const me = await api(operations, "GET", "/session");
  const made = await api(operations, "POST", "/policies", {
    title: "Samples and loans",
    code: "XS-09",
    owner_id: me.user.person_id,
    summary: "Who lends what, and when it comes back.",
  });
  policy = made.row.id;
  await operations.goto(`/policies/${policy}`);
  await operations.getByText("There is no text yet").waitFor();
  await operations.getByRole("button", { name: "New edition" }).click();
  await operations.getByText("Edition 1 is a draft: nobody has to keep to it yet.").waitFor();
  for (const [title, text] of [
    ["Scope", "Controllers and drives lent for tests."],
    ["Return", "- within 30 days\n- with its cables"],
  ]) {
    await operations.getByRole("button", { name: "Add a section" }).click();
    await operations.getByLabel("Heading").fill(title);
    await operations.getByLabel("Text", { exact: true }).fill(text);
    await operations.getByRole("button", { name: /^(Create|Save)/ }).click();
    await operations.getByRole("heading", { name: new RegExp(title) }).waitFor();
  }
  await operations.getByText("with its cables").waitFor();
  assert.deepEqual(await findings(operations), []);
});

test("it names what sees to it, chosen by its words", async () => {
  await operations.getByRole("button", { name: "Link a rule" }).click();
  const dialog = operations.getByRole("dialog");
  for (const [label, text] of [
    ["Rule (kind)", "Opportunities"],
    ["Field or verb", "Won"],
    ["Section", "Return"],
  ]) {
    const box = dialog.getByRole("combobox", { name: label });
    await box.click();
    await box.fill(text);
    await operations
      .locator(".ant-select-item-option-content")
      .getByText(text, { exact: true })
      .last()
      .click();
  }
  assert.deepEqual(await findings(operations), []);
  await dialog.getByRole("button", { name: "Save" }).click();
  const rules = operations.getByRole("region", { name: "What sees to it" });
  await rules.getByRole("link", { name: "Opportunities · Won" }).waitFor();
  await rules.getByText(/section “Return”/).waitFor();
});

test("it is published only when somebody is meant and others agree", async () => {
  await api(operations, "POST", "/policy_audiences", { policy_id: policy, whom: "everybody" });
  await operations.reload();
  await operations.getByRole("button", { name: "Publish" }).click();
  await operations.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  const asking = operations.getByRole("dialog").filter({ hasText: "Director" });
  await asking.waitFor();
  const [edition] = await rowsOf(operations, "policy_editions", {
    filter: JSON.stringify({ field: "policy_id", op: "eq", value: policy }),
    limit: 1,
  });
  const deed = {
    noun: "policy_editions",
    id: edition.id,
    verb: "publish",
    form: {},
    reason: "Loans get lost.",
  };
  const { id } = await api(operations, "POST", "/approvals/send", deed);
  for (const login of ["people", "director"]) {
    const page = await newPage(browser, server.url);
    await signIn(page, await demoSignIn(server.url, login), "/my_approvals");
    await act(page, "approvals", id, "approve");
    await page.context().close();
  }
  await operations.goto(`/policies/${policy}`);
  await operations.getByRole("region", { name: "Confirmed" }).getByText("0%").waitFor();
  await rep.goto("/to_read");
  await rep.getByRole("link", { name: /Samples and loans/ }).waitFor();
});

test("the superior sees their own people, and the comparison tells what is new", async () => {
  const east = await newPage(browser, server.url);
  await signIn(east, await demoSignIn(server.url, "east"), `/policies/${policy}`);
  await east.getByRole("region", { name: "Confirmed" }).waitFor();
  const [discounts] = await rowsOf(east, "policies", {
    filter: JSON.stringify({ field: "code", op: "eq", value: "XS-01" }),
    limit: 1,
  });
  await east.goto(`/policies/${discounts.id}`);
  await east.getByRole("link", { name: "What changed since edition 1" }).click();
  await east.locator("ins").first().waitFor();
  assert.deepEqual(await findings(east), []);
});
