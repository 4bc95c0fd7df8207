// An agreement is issued, accepted with a reservation on a phone, countersigned and in force; its documents are kept, its months
// are judged, and what an amendment changes is compared.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { findings } from "./axe.mjs";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

let server;
let browser;
let superior;
let party;
let draft;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  superior = await newPage(browser, server.url);
  party = await newPage(browser, server.url, { viewport: PHONE });
  await signIn(superior, await demoSignIn(server.url, "director"), "/agreements");
  await signIn(party, await demoSignIn(server.url, "east"), "/agreements");
  // The region's agreement is amended in the middle of the year.
  const rows = await rowsOf(superior, "agreements", { q: "East China", limit: 20 });
  const standing = rows.find((one) => one.state === "in_force");
  await api(superior, "POST", `/agreements/${standing.id}/amend`, {});
  draft = (await rowsOf(superior, "agreements", { q: "East China", limit: 20 })).find(
    (one) => one.state === "draft",
  );
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("agreements stand in a list with their states", async () => {
  await superior.goto("/agreements");
  await superior.locator("[data-title]").first().waitFor();
  assert.ok((await superior.locator("[data-title]").count()) >= 4);
});

test("a draft is read as it will be, and issued", async () => {
  await superior.goto(`/agreements/${draft.id}`);
  await superior.getByText("A draft: it can be changed until it is issued.").waitFor();
  await superior
    .getByRole("region", { name: "KPIs and scoring" })
    .getByText("60 points", { exact: true })
    .waitFor();
  assert.deepEqual(await findings(superior), []);
  // As a document, marked as a draft, before anybody is asked to sign it.
  const coming = superior.waitForEvent("download");
  const preview = superior.getByRole("region", { name: "Preview" });
  await preview.getByRole("button", { name: "PDF Draft (Chinese)" }).click();
  const chunks = [];
  for await (const chunk of await (await coming).createReadStream()) chunks.push(chunk);
  assert.equal(Buffer.concat(chunks).subarray(0, 5).toString(), "%PDF-");
  await superior.getByRole("button", { name: "Issue" }).click();
  await superior.getByRole("dialog").getByRole("button", { name: "Issue" }).click();
  await superior.getByText(/is asked to sign by/).waitFor();
  await superior.getByRole("region", { name: "Documents" }).getByText("As issued, Chinese").waitFor();
});

test("its party accepts it with a reservation, on a phone", async () => {
  await party.goto("/to_sign");
  const waits = party.locator("main ul a").filter({ hasText: draft.name }).first();
  await waits.waitFor();
  assert.deepEqual(await findings(party), []);
  await waits.click();
  const bar = party.getByRole("group", { name: "Please read it and sign" });
  await bar.waitFor();
  assert.equal(
    await party.getByRole("button", { name: "With reservation" }).count(),
    1,
    "not in the head as well",
  );
  assert.deepEqual(await findings(party), []);
  await bar.getByRole("button", { name: "With reservation" }).click();
  const dialog = party.getByRole("dialog");
  await dialog.getByLabel("Your reservation").fill("Two demonstration units by March.");
  assert.deepEqual(await findings(party), []);
  await dialog.getByRole("button", { name: "With reservation" }).click();
  await party.getByText(/Signed with a reservation\. .* answers it/).waitFor();
});

test("its superior answers the reservation and countersigns, and it is in force", async () => {
  await superior.goto(`/agreements/${draft.id}`);
  await superior.getByRole("group", { name: "Waits for your signature" }).getByRole("button").click();
  const dialog = superior.getByRole("dialog");
  await dialog.getByText("Two demonstration units by March.").waitFor();
  await dialog.getByLabel(/^Your reply/).fill("They come in February.");
  await dialog.getByRole("button", { name: "Countersign" }).click();
  await superior.getByRole("region", { name: "Documents" }).getByText("Signed by both, Chinese").waitFor();
  await superior.locator("header").getByText("In force", { exact: true }).first().waitFor();
  const signatures = superior.getByRole("region", { name: "Signatures" });
  await signatures.getByText("They come in February.").waitFor();
  assert.deepEqual(await findings(superior), []);
});

test("the signed document is the one whose hash is shown", async () => {
  const documents = superior.getByRole("region", { name: "Documents" });
  const hash = await documents.locator("code").first().textContent();
  const coming = superior.waitForEvent("download");
  await documents.getByRole("button", { name: "PDF Signed by both, Chinese" }).click();
  const stream = await (await coming).createReadStream();
  const digest = createHash("sha256");
  for await (const chunk of stream) digest.update(chunk);
  assert.equal(digest.digest("hex"), hash);
});

test("a month opens to its numbers, and the report is judged by the superior", async () => {
  const rows = await rowsOf(party, "agreements", { q: "Shanghai", limit: 20 });
  const shanghai = rows.find((one) => one.state === "in_force");
  await party.goto(`/agreements/${shanghai.id}/scores`);
  await party.getByRole("tab").first().waitFor();
  await party.getByRole("tab").last().click();
  assert.deepEqual(await findings(party), []);
  const judge = party.getByRole("button", { name: /^Judge / });
  await judge.click();
  const dialog = party.getByRole("dialog");
  await dialog.getByLabel("Points").fill("8");
  await dialog.getByRole("button", { name: "Judge" }).click();
  await party.getByText("judged", { exact: true }).waitFor();
  await party.goto(`/agreements/${shanghai.id}`);
  await party.getByRole("link", { name: "What changed since edition 1" }).click();
  await party.locator("ins").first().waitFor();
  assert.deepEqual(await findings(party), []);
});
