// Sales operations plan from the organization chart who goes where, look at what it does, and ask for it; the head of the business
// unit agrees; reach and targets are new at once, and last quarter's numbers by team are not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, pick, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let planner;
let director;
let lead;
let deng;
let won;
let targets;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  planner = await newPage(browser, server.url);
  director = await newPage(browser, server.url);
  lead = await newPage(browser, server.url);
  await signIn(planner, await demoSignIn(server.url, "operations"), "/org_chart");
  await signIn(director, await demoSignIn(server.url, "director"));
  const filter = JSON.stringify({ field: "name", op: "starts", value: "邓凯" });
  [deng] = await rowsOf(planner, "people", { filter, limit: 1 });
  await signIn(lead, await demoSignIn(server.url, "east"));
  won = await wonByTeam();
  targets = await targetsInForce();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What each team won in the last quarter, as the director reads it. */
async function wonByTeam() {
  const now = new Date();
  const quarter = Math.floor(now.getUTCMonth() / 3);
  const day = (month) => new Date(Date.UTC(now.getUTCFullYear(), month, 1));
  const from = day(quarter * 3 - 3)
    .toISOString()
    .slice(0, 10);
  const to = new Date(day(quarter * 3).getTime() - 86_400_000).toISOString().slice(0, 10);
  const { rows } = await api(director, "GET", `/kpis/won_amount?by=team&from=${from}&to=${to}`);
  return rows.map((row) => [row.team, row.value]).sort();
}

/** What each unit and person is to reach in the periods that are not over, in minor units, by name. */
async function targetsInForce() {
  const filter = JSON.stringify({
    and: [
      { field: "replaced_on", op: "empty" },
      { field: "to", op: "gte", value: await today() },
    ],
  });
  const sums = new Map();
  for (const row of await rowsOf(director, "targets", { filter, limit: 500 })) {
    const minor = BigInt((row.amount?.amount ?? "0").replace(".", ""));
    sums.set(row.name, (sums.get(row.name) ?? 0n) + minor);
  }
  return sums;
}

/** The accounts of the one who moves, as the leader of the new region sees them. */
async function seenByLead() {
  const filter = JSON.stringify({ field: "owner_id", op: "eq", value: deng.id });
  return (await rowsOf(lead, "accounts", { filter, limit: 500 })).length;
}

test("a reorganization is planned from the organization chart", async () => {
  await planner.getByRole("heading", { level: 1, name: "Organization chart" }).waitFor();
  await planner.getByRole("link", { name: "深圳 Shenzhen" }).waitFor();
  assert.deepEqual(await findings(planner), []);
  await planner.getByRole("button", { name: "New reorganization" }).click();
  const form = planner.getByRole("dialog");
  await form.getByLabel("Name", { exact: true }).fill("Deng Kai to Hangzhou");
  const day = form.getByLabel("Takes effect on");
  await day.fill(await today());
  await day.press("Enter");
  await form.waitFor({ state: "hidden" });
  await planner.getByRole("link", { name: "0 moves" }).waitFor();
  assert.match(planner.url(), /draft=/, "the draft stands in the address");
  await planner.getByRole("button", { name: /^People of 深圳 Shenzhen/ }).click();
  await planner.getByRole("button", { name: "Plan a change of 邓凯 Deng Kai" }).click();
  await planner.getByRole("menuitem", { name: "Person moves" }).click();
  const move = planner.getByRole("dialog");
  const unit = move.getByRole("combobox", { name: "To unit" });
  await unit.fill("杭州");
  await pick(planner, unit, "杭州 Hangzhou");
  await move.getByRole("button", { name: "Create" }).click();
  await planner.getByRole("link", { name: "1 moves" }).waitFor();
});

/** The company's day, as the chart has it. */
const today = async () => (await api(planner, "GET", "/org_chart")).today;

test("its effects are seen before anything has happened", async () => {
  await planner.getByRole("link", { name: "Effects" }).click();
  const row = planner.getByRole("row").filter({ hasText: "邓凯" });
  await row.getByText("杭州 Hangzhou").waitFor();
  assert.match(await row.innerText(), /深圳 Shenzhen\s*→/);
  await planner.getByRole("heading", { name: "People within a leader's reach" }).waitFor();
  await planner.getByRole("heading", { name: "Targets that are restated" }).waitFor();
  assert.deepEqual(await targetsInForce(), targets, "nothing has happened to targets either");
  assert.deepEqual(await findings(planner), []);
  assert.equal(await seenByLead(), 0, "nothing has happened");
});

test("the head of the business unit agrees, and reach is new while last quarter is not", async () => {
  await planner.getByRole("link", { name: "Deng Kai to Hangzhou" }).first().click();
  await planner.getByRole("button", { name: "Adopt" }).click();
  const ask = planner.getByRole("dialog", { name: "This needs approval" });
  await ask
    .getByText(/Reorganizations are approved/)
    .first()
    .waitFor();
  await ask.getByLabel("Reason").fill("Hangzhou is short of people.");
  await ask.getByRole("button", { name: "Send for approval" }).click();
  await ask.waitFor({ state: "hidden" });
  assert.equal(await seenByLead(), 0, "it waits");

  await director.goto("/my_approvals");
  await director.getByRole("link").filter({ hasText: "Deng Kai to Hangzhou" }).click();
  await director.getByText("Hangzhou is short of people.").waitFor();
  await director.getByRole("button", { name: "Approve" }).click();
  const yes = director.getByRole("dialog", { name: "Approve" });
  await yes.getByRole("button", { name: "Approve" }).click();
  await director.getByText("You have agreed.").waitFor();

  await planner.reload();
  await planner.getByText("In effect", { exact: true }).first().waitFor();
  assert.ok((await seenByLead()) > 0, "whoever leads the new region sees what came with him");
  assert.deepEqual(await wonByTeam(), won, "what was won is counted where it was won");
  const now = await targetsInForce();
  const more = (name) => now.get(name) - targets.get(name);
  assert.ok(more("杭州 Hangzhou") > 0n, "what he has left to reach came along");
  assert.equal(more("深圳 Shenzhen"), -more("杭州 Hangzhou"));
  assert.equal(more("邓凯 Deng Kai"), 0n);
});

test("the chart of yesterday marks what is different today", async () => {
  const day = new Date(new Date(await today()).getTime() - 86_400_000).toISOString().slice(0, 10);
  await planner.goto(`/org_chart?on=${day}`);
  await planner.getByRole("button", { name: /^People of 深圳 Shenzhen: 3/ }).click();
  const people = planner.getByRole("list", { name: "People of 深圳 Shenzhen" });
  await people.getByRole("link", { name: "邓凯 Deng Kai" }).waitFor();
  await planner.getByRole("button", { name: "Today" }).click();
  await planner.getByRole("button", { name: /^People of 深圳 Shenzhen: 2/ }).waitFor();
});

test("what somebody holds is handed over from one page", async () => {
  await planner.goto(`/people/${deng.id}/holdings`);
  await planner.getByRole("link", { name: "Accounts" }).last().waitFor();
  assert.deepEqual(await findings(planner), []);
  await planner.getByRole("button", { name: "Hand over" }).click();
  const form = planner.getByRole("dialog", { name: /Hand over/ });
  const to = form.getByRole("combobox", { name: "To" });
  await to.fill("李伟");
  await pick(planner, to, "李伟 Li Wei");
  await form.getByRole("button", { name: "Hand over" }).click();
  await planner.getByText(/holds nothing that would have to be handed over/).waitFor();
});
