import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { api, newPage, pick, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

const OWNER = { login: "mira", password: "winter rain in Ghent" };
const NEW = "summer fog over Delft";

let server;
let browser;
let page;

before(async () => {
  server = await startServer({ demo: false });
  browser = await startBrowser();
  page = await newPage(browser, server.url);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const field = (name) => page.getByLabel(name, { exact: true });

test("a new installation asks who owns it, whatever address one comes by", async () => {
  await page.goto("/opportunities");
  await page.getByRole("heading", { name: "Welcome to Quartermaster" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/start");
});

test("what is missing is said beside its field", async () => {
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Please fill this in").nth(3).waitFor();
  assert.equal(await page.getByText("Please fill this in").count(), 4);
});

test("a password that everybody knows, or a short one, makes no owner", async () => {
  await field("Company").fill("Low Countries Hydraulics");
  await field("Your name").fill("Mira de Wit");
  await field("Sign-in name").fill(OWNER.login);
  const wrong = {
    short: "a password has at least 10 characters",
    password123: "this password is among the first that are guessed",
    "mira mira mira": "a password does not contain the login",
  };
  for (const [bad, why] of Object.entries(wrong)) {
    await field("Password").fill(bad);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(why).waitFor();
    assert.equal(new URL(page.url()).pathname, "/start", bad);
  }
});

test("the owner is made and stands in an empty house that says what to do next", async () => {
  await field("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("heading", { level: 1, name: "The whole picture" }).waitFor();
  await page.getByRole("heading", { level: 2, name: "No Opportunities yet" }).waitFor();
  await page.getByRole("link", { name: "Import a file" }).waitFor();
  await page.getByText("Low Countries Hydraulics").first().waitFor();
});

test("the owner is made once", async () => {
  const answer = await fetch(`${server.url}/api/v1/setup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...OWNER, login: "second", name: "Second", company: "Other" }),
  });
  assert.equal(answer.status, 409);
  await page.goto("/start");
  await page.getByRole("heading", { level: 1, name: "The whole picture" }).waitFor();
});

const openAccount = async () => {
  await page.getByRole("button", { name: /^Account:/ }).click();
  await page.getByRole("menuitem", { name: "My account" }).click();
  await page.getByRole("heading", { level: 1, name: "My account" }).waitFor();
};

test("a wrong password changes nothing, the right one gives a new one and ends the other sessions", async () => {
  const other = await newPage(browser, server.url);
  await signIn(other, OWNER);
  await openAccount();
  const list = page.getByRole("region", { name: "Signed in" });
  await list.getByText("This browser").waitFor();
  assert.equal(await list.getByRole("listitem").count(), 2);

  await page.getByRole("button", { name: "Change password" }).click();
  await field("Current password").fill("not my password");
  await field("New password").fill(NEW);
  await field("New password again").fill(`${NEW}!`);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The two are not the same").waitFor();
  await field("New password again").fill(NEW);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("this is not your password").waitFor();
  await field("Current password").fill(OWNER.password);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Password changed").waitFor();

  // The other browser keeps its page; the next question asks it to sign in over it.
  await other.getByRole("link", { name: "Leads" }).click();
  await other.getByText("Please sign in again").waitFor();
  await other.getByLabel("Password", { exact: true }).last().fill(NEW);
  await other.keyboard.press("Enter");
  await other.getByText("Please sign in again").waitFor({ state: "hidden" });
  await other.getByRole("heading", { level: 1, name: "Leads" }).waitFor();
  await other.context().close();
});

test("one session is signed out from another", async () => {
  const phone = await newPage(browser, server.url);
  await signIn(phone, { ...OWNER, password: NEW });
  await page.reload();
  const list = page.getByRole("region", { name: "Signed in" });
  await list.getByRole("listitem").nth(2).waitFor();
  await list
    .getByRole("button", { name: /^Sign out (?!everywhere)/ })
    .first()
    .click();
  await page.getByText(/is signed out/).waitFor();
  assert.equal(await phone.evaluate(() => fetch("/api/v1/session").then((answer) => answer.status)), 401);
  await phone.context().close();
});

test("a token reads and does no more, is shown once, and is refused once it is revoked", async () => {
  const part = page.getByRole("region", { name: "API tokens" });
  await part.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create" }).click();
  await dialog.getByText("Please fill this in").waitFor();
  await dialog.getByLabel("Name", { exact: true }).fill("nightly export");
  await pick(page, dialog.getByRole("combobox", { name: "Valid for" }), "30 days");
  await dialog.getByRole("button", { name: "Create" }).click();
  const token = await page.locator("[data-token]").textContent();
  assert.match(token ?? "", /^qm_/);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await part.getByText("nightly export").waitFor();
  assert.equal((await part.textContent())?.includes(token), false, "it is not shown again");

  const ask = (method, path, body) =>
    fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
  assert.equal((await ask("GET", "/accounts")).status, 200);
  assert.equal((await ask("POST", "/accounts", { name: "By a program" })).status, 403);
  await part.getByRole("button", { name: "Revoke nightly export" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await part.getByText("Revoked").waitFor();
  assert.equal((await ask("GET", "/accounts")).status, 401);
});

test("the language chosen here is the language of the next browser", async () => {
  await page.getByText("中文", { exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "我的账户" }).waitFor();
  const other = await newPage(browser, server.url);
  await signIn(other, { ...OWNER, password: NEW });
  await other.getByRole("heading", { level: 1, name: "商机" }).waitFor();
  await other.context().close();
  await page.getByText("English", { exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "My account" }).waitFor();
});

test("signing out everywhere leaves no session", async () => {
  const other = await newPage(browser, server.url);
  await signIn(other, { ...OWNER, password: NEW });
  assert.equal((await api(page, "GET", "/session")).user.login, OWNER.login);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL(/sign-in/);
  assert.equal(await other.evaluate(() => fetch("/api/v1/session").then((answer) => answer.status)), 401);
  await other.context().close();
});

test("a wrong password is told, and does not tell whether the name exists", async () => {
  const told = [];
  for (const login of [OWNER.login, "nobody"]) {
    await page.locator("input[autocomplete=username]").fill(login);
    await page.locator("input[autocomplete=current-password]").fill("wrong password here");
    await page.keyboard.press("Enter");
    // Not what was told last about something else, which may still stand at the top of the page.
    const alert = page.locator("form").getByRole("alert");
    await alert.waitFor();
    told.push(await alert.textContent());
    await page.reload();
  }
  assert.equal(told[0], told[1]);
  assert.deepEqual(page.complaints, []);
});
