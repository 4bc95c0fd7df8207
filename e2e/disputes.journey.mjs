// A rep claims an account of a colleague's whose team they stand in; the colleague answers; the head of the region looks at the facts and
// rules; the account changes hands at once. Whom it does not concern sees nothing of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, pick, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

const PASSWORD = "clearsea-disputes";

let server;
let browser;
let admin;
let rep;
let other;
let head;
let account;
let dispute;

const person = async (name) => {
  const filter = JSON.stringify({ field: "name", op: "starts", value: name });
  return (await rowsOf(admin, "people", { filter, limit: 1 }))[0];
};

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  [admin, rep, other, head] = await Promise.all(
    [{}, {}, PHONE, {}].map((viewport) =>
      newPage(browser, server.url, viewport.width ? { viewport } : undefined),
    ),
  );
  await signIn(admin, await demoSignIn(server.url, "admin"));
  // The demo has a sign-in for one rep only; their colleague gets one.
  const [wu, chen] = [await person("吴俊"), await person("陈思齐")];
  const made = await api(admin, "POST", "/users", {
    login: "wu.jun",
    name: wu.name,
    person_id: wu.id,
    roles: ["rep"],
  });
  await api(admin, "POST", `/users/${made.row.id}/set_password`, { password: PASSWORD });
  const filter = JSON.stringify({ field: "owner_id", op: "eq", value: wu.id });
  [account] = await rowsOf(admin, "accounts", { filter, limit: 1, sort: "name" });
  await api(admin, "POST", "/account_team_members", { account_id: account.id, person_id: chen.id });
  await signIn(rep, await demoSignIn(server.url, "rep"), `/accounts/${account.id}`);
  await signIn(other, { login: "wu.jun", password: PASSWORD });
  await signIn(head, await demoSignIn(server.url, "east"));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a rep raises a dispute from the account", async () => {
  await rep.getByRole("link", { name: "Raise a dispute" }).click();
  await rep.getByRole("heading", { level: 1, name: /^Raise a dispute about/ }).waitFor();
  const form = rep.getByRole("dialog");
  await form.getByLabel(/^Claim/).fill("I brought them in at the fair and visited twice.");
  await form.getByRole("button", { name: "Create" }).click();
  await rep.getByText(/^吴俊 Wu Jun answers by /).waitFor();
  dispute = rep.url().split("/").at(-1).split("?")[0];
  await rep
    .getByRole("region", { name: "Whose it was" })
    .getByText(/^since /)
    .waitFor();
  assert.deepEqual(await findings(rep), []);
  await rep.getByRole("button", { name: "Put on record" }).click();
  const record = rep.getByRole("dialog");
  await record.getByLabel(/^Statement/).fill("The card from the fair is dated the 3rd.");
  await record.getByRole("button", { name: "Create" }).click();
  await rep
    .getByRole("region", { name: "On record" })
    .getByText("The card from the fair is dated the 3rd.")
    .waitFor();
});

test("the respondent finds it in the inbox and answers from the phone", async () => {
  await other.goto("/inbox");
  await other.getByText("Dispute: Filed").first().click();
  await other.getByText("You are the respondent.", { exact: false }).waitFor();
  assert.equal(await other.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  await other.getByRole("button", { name: "Answer" }).click();
  const form = other.getByRole("dialog");
  await form.getByLabel(/^Answer/).fill("I have looked after them since spring.");
  await form.getByRole("button", { name: "Answer" }).click();
  await other.getByText(/^顾文君 Gu Wenjun rules by /).waitFor();
  assert.equal(
    await other.getByRole("button", { name: "Rule" }).count(),
    0,
    "one does not rule in one's own case",
  );
});

test("whom it does not concern sees nothing of it", async () => {
  for (const login of ["operations", "analyst", "key"]) {
    const page = await newPage(browser, server.url);
    await signIn(page, await demoSignIn(server.url, login), `/disputes/${dispute}`);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    const filter = JSON.stringify({ field: "id", op: "eq", value: dispute });
    assert.equal((await rowsOf(page, "disputes", { filter })).length, 0, login);
    await page.close();
  }
});

test("the head of the region rules, and the account changes hands", async () => {
  await head.goto(`/disputes/${dispute}`);
  const sides = head.getByRole("region", { name: "Both sides" });
  await sides.getByText("I brought them in at the fair and visited twice.").waitFor();
  await sides.getByText("I have looked after them since spring.").waitFor();
  await head.getByRole("button", { name: "Rule", exact: true }).click();
  const form = head.getByRole("dialog");
  const decision = form.getByRole("combobox", { name: /Decision/ });
  await pick(head, decision, "For the claimant");
  await form.getByLabel(/^Reasons/).fill("The fair came first.");
  await form.getByRole("button", { name: "Rule" }).click();
  const ruling = head.getByRole("region", { name: "The ruling" });
  await ruling.getByText("The fair came first.").waitFor();
  await head.getByText("followed from this dispute", { exact: false }).waitFor();
  assert.deepEqual(await findings(head), []);
  const now = await api(rep, "GET", `/accounts/${account.id}`);
  assert.equal(now.row.owner_id, (await person("陈思齐")).id);
  await rep.goto("/inbox");
  await rep.getByText("Dispute: Ruled").first().waitFor();
});

test("the other one appeals, to the director", async () => {
  await other.goto(`/disputes/${dispute}`);
  await other.getByRole("button", { name: "Appeal" }).click();
  const form = other.getByRole("dialog");
  await form.getByLabel(/^Grounds/).fill("Nobody asked the customer.");
  await form.getByRole("button", { name: "Appeal" }).click();
  await other.getByText(/^沈知远 Shen Zhiyuan decides on the appeal by /).waitFor();
});
