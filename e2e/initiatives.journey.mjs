// The head of a region looks at how the gap is closed, splits what is left of it, mends what does not fit by hand, by keys and
// by menus, and a landing check is concluded on a phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let east;
let lead;
let path;
let bare;
let running;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  east = await newPage(browser, server.url);
  lead = await newPage(browser, server.url, { viewport: PHONE });
  await signIn(east, await demoSignIn(server.url, "east"));
  await signIn(lead, await demoSignIn(server.url, "shanghai"));
  const paths = await rowsOf(east, "paths", {});
  path = paths.find((one) => one.metric === "won_amount");
  bare = paths.find((one) => one.metric === "win_rate");
  const initiatives = await rowsOf(east, "initiatives", {});
  running = initiatives.find((one) => one.state === "running");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const board = () => api(east, "GET", "/initiatives/board");
/** Waits until the server says so, and tells what it says when it does not. */
async function until(what, holds) {
  for (let turn = 0; turn < 100; turn++) {
    if (await holds()) return;
    await new Promise((soon) => setTimeout(soon, 100));
  }
  assert.fail(what);
}

test("the board shows target, action and resource, and where the chain breaks", async () => {
  await east.goto("/action_board");
  const lane = east.getByRole("region", { name: path.name });
  await lane.getByRole("link", { name: running.name }).waitFor();
  await lane
    .getByRole("link", { name: /Market expense East/ })
    .first()
    .waitFor();
  const wrong = east.getByRole("region", { name: "What does not fit" });
  await wrong.getByRole("button", { name: /targets not covered by actions/ }).click();
  await wrong.getByText(/Nothing is done about the gap/).waitFor();
  await wrong.getByRole("link", { name: bare.name }).waitFor();
  // What is looked at stands in the address.
  assert.match(east.url(), /at=targets/);
  assert.deepEqual(await findings(east), []);
});

test("a gap is split into initiatives at one go", async () => {
  await east
    .getByRole("region", { name: "What does not fit" })
    .getByRole("button", { name: `Split the gap: ${bare.name}` })
    .click();
  const drawer = east.getByRole("dialog");
  await drawer.getByRole("button", { name: "+ Win rate" }).click();
  await drawer.getByRole("textbox", { name: "Name: Win rate" }).fill("Offers are reviewed");
  await drawer.getByRole("spinbutton", { name: "Expected lift: Offers are reviewed" }).fill("3");
  await drawer.getByRole("button", { name: "+ Price" }).click();
  await drawer.getByRole("button", { name: "Rest: Price" }).click();
  await drawer.getByText("More than needed").waitFor();
  assert.deepEqual(await findings(east), []);
  await drawer.getByRole("button", { name: "Save 2" }).click();
  await drawer.waitFor({ state: "detached" });
  const made = (await board()).initiatives.filter((one) => one.path === bare.id);
  assert.deepEqual(made.map((one) => [one.name, one.lift, one.state]).sort(), [
    ["Offers are reviewed", 0.03, "planned"],
    ["Price", 0.015, "planned"],
  ]);
});

test("a resource is dragged onto an action, and that is taken back", async () => {
  await east.goto("/action_board");
  const units = (await board()).resources.find((one) => /Demonstration units/.test(one.name));
  const serves = async () => (await board()).uses.some((one) => one.resource === units.id);
  const card = east.locator(`[data-card="${units.id}"]`);
  await card.waitFor();
  await card.scrollIntoViewIfNeeded();
  const target = east
    .getByRole("region", { name: bare.name })
    .locator("[data-kind=initiative]")
    .filter({ hasText: "Price" });
  const [from, to] = [await card.boundingBox(), await target.boundingBox()];
  await east.mouse.move(from.x + 40, from.y + from.height - 12);
  await east.mouse.down();
  await east.mouse.move(from.x + 60, from.y, { steps: 5 });
  await east.mouse.move(to.x + 60, to.y + 20, { steps: 10 });
  await east.mouse.up();
  await east.getByText(`${units.name} serves Price.`).waitFor();
  await until("it serves", serves);
  await east.keyboard.press("Control+z");
  await east.getByText("Taken back.").waitFor();
  await until("it serves no longer", async () => !(await serves()));
});

test("by keys one walks from card to card, and lifts one and drops it", async () => {
  const lane = east.getByRole("region", { name: bare.name });
  await east.getByRole("link", { name: bare.name, exact: true }).focus();
  await east.keyboard.press("ArrowRight");
  const focused = () => east.evaluate(() => document.activeElement?.textContent);
  await until("the arrow goes to the action", async () => /Offers are reviewed|Price/.test(await focused()));
  const of = async () => (await board()).initiatives.find((one) => one.name === "Price").path;
  await lane.getByRole("button", { name: "Move Price" }).focus();
  await east.keyboard.press("Space");
  await east.locator("[data-lifted]").waitFor();
  // What carries a card listens a moment after it was lifted.
  await until("it is let go", async () => {
    await east.keyboard.press("Escape");
    return (await east.locator("[data-lifted]").count()) === 0;
  });
  assert.equal(await of(), bare.id, "what is let go stays where it was");
  await lane.getByRole("button", { name: "Move Price" }).focus();
  await east.keyboard.press("Space");
  await east.locator("[data-lifted]").waitFor();
  // Up to the topmost place that takes it, wherever it hangs first.
  for (let turn = 0; turn < 3; turn++) {
    await east.keyboard.press("ArrowUp");
    await east.waitForTimeout(150);
  }
  const top = (await board()).paths[0].id === bare.id ? bare : path;
  await east.keyboard.press("Space");
  await until("it is dropped where it hangs", async () => (await of()) === top.id);
  if (top.id !== bare.id) {
    await east.keyboard.press("Control+z");
    await until("that is taken back", async () => (await of()) === bare.id);
  }
  // The menu says the same in words.
  await lane.getByRole("button", { name: "More about Price" }).click();
  await east.getByRole("menuitem", { name: /Move to path/ }).hover();
  await east.getByRole("menuitem", { name: path.name }).click();
  await until(
    "it is part of the other path",
    async () => (await board()).initiatives.find((one) => one.name === "Price").path === path.id,
  );
});

test("a resource that serves nothing is assigned from what does not fit", async () => {
  const wrong = east.getByRole("region", { name: "What does not fit" });
  await wrong.getByRole("button", { name: /resources without target/ }).click();
  await wrong.getByRole("button", { name: /^Assign: .*Demonstration units/ }).click();
  const form = east.getByRole("dialog");
  await form.getByLabel("Initiative").fill("controllers");
  await east.getByTitle(/Push of the new controllers/).click();
  await form.getByRole("button", { name: /Create|Save/ }).click();
  await until("it serves a target", async () =>
    (await board()).findings.every((one) => one.kind !== "resource_without_target"),
  );
  await wrong.getByRole("button", { name: "0 resources without target" }).waitFor();
});

test("a path says what its gap is and what covers it", async () => {
  await east.goto(`/paths/${path.id}`);
  const panel = east.getByRole("region", { name: path.name }).first();
  await panel.getByText("same period last year", { exact: false }).waitFor();
  await panel.getByRole("button", { name: "Work out the trend" }).click();
  await east.getByText("The trend is worked out.").waitFor();
  const fresh = await api(east, "GET", `/paths/${path.id}`);
  assert.notEqual(fresh.row.version, path.version);
  assert.deepEqual(await findings(east), []);
});

test("a landing check is measured and concluded on a phone; its next step is a task", async () => {
  const [check] = (await api(lead, "GET", `/initiatives/${running.id}/whole`)).checks.filter(
    (one) => one.state === "planned",
  );
  await lead.goto(`/landing_checks/${check.id}`);
  await lead.getByRole("button", { name: "Measure now" }).click();
  await lead.getByText("Measured and written down.").waitFor();
  await lead.goto(`/initiatives/${running.id}`);
  const checks = lead.getByRole("region", { name: "Landing checks" });
  await checks.getByRole("button", { name: "Conclude" }).click();
  const dialog = lead.getByRole("dialog", { name: /Conclude/ });
  await dialog.getByLabel("Verdict").click();
  await lead.getByTitle("Landed in part").click();
  await dialog.getByLabel("Evidence", { exact: true }).fill("Four customers have ordered again.");
  await dialog.getByLabel("Next step").fill("Visit the ten largest");
  await dialog.getByRole("button", { name: "Conclude" }).click();
  await checks.getByText(/Visit the ten largest/).waitFor();
  assert.deepEqual(await findings(lead), []);
  const tasks = await rowsOf(lead, "activities", {
    filter: JSON.stringify({ field: "subject_id", op: "eq", value: running.id }),
  });
  assert.equal(tasks.find((one) => one.kind === "task")?.title, "Visit the ten largest");
});

test("the board is worked on with a thumb", async () => {
  await lead.goto("/action_board");
  await lead
    .getByRole("button", { name: `More about ${running.name}` })
    .first()
    .click();
  await lead.getByRole("menuitem", { name: "Use one that is there" }).click();
  await lead.getByRole("dialog").waitFor();
  await lead.keyboard.press("Escape");
  assert.deepEqual(await findings(lead), []);
});
