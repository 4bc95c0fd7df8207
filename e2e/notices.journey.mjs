// What happens leaves the house: an administrator looks how mail is set up and tries it, connects a group, and somebody decides on a
// phone from a letter.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { openMailbox } from "./mailbox.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let mailbox;
let robot;
let admin;
let rep;
const told = [];

before(async () => {
  mailbox = await openMailbox();
  robot = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      told.push(JSON.parse(body));
      response.end(JSON.stringify({ errcode: 0 }));
    });
  });
  await new Promise((resolve) => robot.listen(0, "127.0.0.1", resolve));
  const mail = ["--mail-host", "127.0.0.1", "--mail-port", `${mailbox.port}`, "--mail-security", "none"];
  server = await startServer({
    options: (url) => [
      ...mail,
      "--mail-from",
      "crm@clearsea.example",
      "--public-url",
      url,
      "--private-webhooks",
    ],
  });
  browser = await startBrowser();
  admin = await newPage(browser, server.url);
  rep = await newPage(browser, server.url);
  await signIn(admin, await demoSignIn(server.url, "admin"));
  await signIn(rep, await demoSignIn(server.url, "rep"));
});
after(async () => {
  await browser?.close();
  await server?.stop();
  robot?.close();
  mailbox?.close();
});

const soon = async (is, what) => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (is()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
};

test("an administrator sees how mail is set up, and a test arrives", async () => {
  await admin.goto("/notices");
  await admin.getByText(`127.0.0.1:${mailbox.port}, not encrypted`).waitFor();
  assert.deepEqual(await findings(admin), []);
  await admin.getByRole("button", { name: "Send me a test mail" }).click();
  await admin.getByText("The mail server has taken it. Look into your mailbox.").waitFor();
  const letter = await mailbox.letter((one) => one.to === "admin@clearsea.example");
  assert.match(letter.text, /Mail from this installation reaches you\./);
});

test("a group is connected, tried, and its address is not shown again", async () => {
  await admin.goto("/channels");
  await admin.getByText("销售审批群").first().click();
  await admin.getByRole("button", { name: "Connect" }).first().click();
  const dialog = admin.getByRole("dialog");
  const address = `http://127.0.0.1:${robot.address().port}/cgi-bin/webhook/send?key=t0ken`;
  await dialog.getByRole("textbox", { name: /Address/ }).fill(address);
  assert.deepEqual(await findings(admin), []);
  await dialog.getByRole("button", { name: "Connect" }).click();
  await dialog.waitFor({ state: "hidden" });
  const filter = JSON.stringify({ field: "name", op: "eq", value: "销售审批群" });
  const [channel] = await rowsOf(admin, "channels", { filter });
  assert.equal(channel.host, `127.0.0.1:${robot.address().port}`);
  await api(admin, "PATCH", `/channels/${channel.id}`, { version: channel.version, active: true });
  await admin.reload();
  await admin.getByRole("button", { name: "Send a test" }).first().click();
  const confirm = admin.getByRole("dialog").getByRole("button", { name: "Send a test" });
  if (await confirm.isVisible().catch(() => false)) await confirm.click();
  await soon(() => told.length > 0, "the group was told nothing");
  assert.match(told[0].markdown.content, /渠道“销售审批群”的测试/);
  assert.ok(!(await admin.content()).includes("t0ken"));
});

test("a decision that waits comes by mail and is made on a phone, from the letter", async () => {
  const manager = await newPage(browser, server.url, { viewport: PHONE });
  await signIn(manager, await demoSignIn(server.url, "east"));
  // Whoever runs this at night wants the letter all the same.
  await api(manager, "PUT", "/notices/preferences", { quiet: false });
  const me = (await api(rep, "GET", "/session")).user;
  const mine = { field: "owner_id", op: "eq", value: me.person_id };
  const filter = JSON.stringify({ and: [mine, { field: "tier", op: "ne", value: "key_account" }] });
  const [account] = await rowsOf(rep, "accounts", { filter, limit: 1 });
  const act = { noun: "accounts", id: account.id, verb: "edit", form: { tier: "key_account" } };
  const { id } = await api(rep, "POST", "/approvals/send", { ...act, reason: "They order for the group." });
  await soon(() => told.length > 1, "the group was not told of it");
  assert.ok(told[1].markdown.content.includes(`/approvals/${id}`), JSON.stringify(told[1]));
  const { text } = await mailbox.letter((one) => one.text.includes(`/approvals/${id}`));
  assert.ok(!text.includes("They order for the group."), "nothing of the request but its name");
  await manager.goto(text.match(/http:\/\/\S+\/approvals\/[0-9a-f-]+/)[0]);
  await manager.getByRole("button", { name: "Approve" }).first().waitFor();
  assert.deepEqual(await findings(manager), []);
  await manager.context().close();
});

test("one says on the inbox's page what comes by mail, on a phone and in Chinese too", async () => {
  const phone = await newPage(browser, server.url, { viewport: PHONE, locale: "zh" });
  await signIn(phone, await demoSignIn(server.url, "rep"));
  await phone.goto("/inbox#inbox-mail");
  await phone.getByText("邮件发往 rep@clearsea.example。").waitFor();
  assert.deepEqual(await findings(phone), []);
  assert.equal(
    await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
    true,
    "nothing hangs over the edge",
  );
  await phone.context().close();
});

test("nothing went wrong unseen", () => {
  assert.deepEqual([...admin.complaints, ...rep.complaints], []);
});
