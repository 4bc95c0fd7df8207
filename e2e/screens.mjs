// Every screen of the product, who looks at it and how they get there. Pictures are taken of them, and their layout is
// compared with the accepted one.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { api, PHONE, rowsOf } from "./browser.mjs";

export const LOOKS = {
  "": {},
  "-dark": { theme: "dark" },
  "-zh": { locale: "zh" },
  "-zh-dark": { locale: "zh", theme: "dark" },
  "-phone": { viewport: PHONE },
  "-phone-dark": { viewport: PHONE, theme: "dark" },
  "-zh-phone": { locale: "zh", viewport: PHONE },
  "-zh-phone-dark": { locale: "zh", viewport: PHONE, theme: "dark" },
};

const numbers = (metric, by, rest = "") =>
  `/numbers?metric=${metric}&by=${encodeURIComponent(JSON.stringify(by))}${rest}`;
/** Rows asked for from a page of ours: whoever comes first to a new page stands nowhere yet. */
const rowsFrom = async (page, noun, query) => {
  if (page.url() === "about:blank") await page.goto("/account");
  return rowsOf(page, noun, query);
};
const at = (address, sign) => async (page) => {
  await page.goto(address);
  await page.locator(sign).first().waitFor();
  await listens(page);
};
const isPhone = (page) => page.viewportSize().width <= PHONE.width;
/** A page hears keys a moment after its rows are seen: once it has been painted. */
const listens = (page) =>
  page.evaluate(
    () =>
      new Promise((heard) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(heard, 50)))),
  );
const list = (address) => at(address, "[data-title]");
const board = (address) => at(address, "[data-card]");
const LARGEST = "/opportunities?sort=-amount";

const home = async (page) => {
  await page.goto("/");
  await page.locator("[data-card]").first().waitFor();
  // Numbers have come, and charts are drawn.
  await page.waitForFunction(
    () =>
      !document.querySelector("[data-card] [role=status]") &&
      [...document.querySelectorAll("[data-card] [role=img]")].every((one) =>
        one.querySelector("path, text"),
      ),
  );
  // What the day brings comes by calls of its own, and moves what is below it.
  await page.waitForLoadState("networkidle");
};
const homeMenu = async (page) => {
  await home(page);
  await page.locator("main header button, main button[aria-haspopup]").first().waitFor();
};
const editedHome = async (page) => {
  await homeMenu(page);
  await page
    .getByRole("main")
    .getByRole("button", { name: /^(More|更多)$/ })
    .click();
  await page.getByRole("menuitem", { name: /^(Copy and change|复制并修改)$/ }).click();
  await page.getByRole("textbox", { name: /^(Name|名称)$/ }).waitFor();
};
const first = (address) => async (page) => {
  await list(address)(page);
  await page.locator("[data-title]").first().click();
  await page.locator("dl").first().waitFor();
  await listens(page);
};
const form = async (page) => {
  await list("/opportunities")(page);
  await page.keyboard.press("n");
  await page.getByRole("dialog").locator("form").waitFor();
};
const preview = async (page) => {
  await list(LARGEST)(page);
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.locator("aside dl, [role=dialog] dl").first().waitFor();
};
const filter = async (page) => {
  await list("/opportunities")(page);
  await page.getByRole("button", { name: /^(Filter|筛选)/ }).click();
  await page.getByRole("dialog").getByRole("combobox").first().waitFor();
};
const selected = async (page) => {
  await list("/opportunities")(page);
  if (isPhone(page)) {
    await page.getByRole("button", { name: /^(Select rows|选择记录)$/ }).click();
    for (const at of [0, 1])
      await page
        .getByRole("checkbox", { name: /^(Select|选择) / })
        .nth(at)
        .check();
  } else {
    await page.evaluate(() => document.activeElement?.blur?.());
    for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  }
  await page.locator("[data-selected]").nth(1).waitFor();
  await page.getByRole("region", { name: /^(Selected rows|已选记录)$/ }).waitFor();
};
const verb = async (page) => {
  await first(LARGEST)(page);
  const locale = await page.evaluate(() => document.documentElement.lang.slice(0, 2));
  const { nouns } = await api(page, "GET", `/meta?locale=${locale}`);
  const { label } = nouns
    .find((one) => one.name === "opportunities")
    .verbs.find((one) => one.name === "assign");
  await page.keyboard.press("Control+k");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.type(label);
  await page.getByRole("option", { name: new RegExp(`^${label}`), selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").locator("form").waitFor();
};
const palette = (text) => async (page) => {
  await list("/opportunities")(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("option").first().waitFor();
  if (!text) return;
  await page.keyboard.type(text);
  await page.waitForLoadState("networkidle");
};
const userMenu = async (page) => {
  await list("/opportunities")(page);
  await page.getByRole("button", { name: /^(Account:|账户)/ }).click();
  await page.getByRole("menu").first().waitFor();
};
const navigation = async (page) => {
  await list("/opportunities")(page);
  // On a phone it opens from the bar at the foot, which comes after the page.
  if (!isPhone(page)) return;
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^(More|更多)$/ })
    .click();
  await page.getByRole("dialog").getByRole("navigation").waitFor();
};
const help = async (page) => {
  await first(LARGEST)(page);
  await page.keyboard.press("h");
  await page.locator("aside").getByRole("article").locator("li").first().waitFor();
};
const keyMap = async (page) => {
  await list("/opportunities")(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
};
/** A deal that lacks what the next stage asks for. */
const refused = async (page) => {
  const address = "/opportunities?show=board&sort=name";
  await board(address)(page);
  const [third, fourth] = (await rowsFrom(page, "stages", { sort: "position" })).slice(2);
  const card = page.locator(`section[data-column="${third.id}"] [data-card]`).first();
  const path = `/opportunities/${await card.getAttribute("data-card")}`;
  const { row } = await api(page, "GET", path);
  // Somebody else who comes this way may have emptied it meanwhile.
  if (row.next_step)
    await api(page, "PATCH", path, { next_step: null, next_step_on: null, version: row.version }).catch(
      () => undefined,
    );
  await board(address)(page);
  await card.scrollIntoViewIfNeeded();
  await card.locator("button[aria-haspopup]").click();
  await page.getByRole("menuitem", { name: fourth.name }).click();
  await page.getByRole("dialog").locator("form").waitFor();
};
const wizard = async (page) => {
  const file = join(tmpdir(), "accounts from the fair.csv");
  const rows = ["Sable Pumps,SP01,Small", "Marlow Filters,MF02,Tiny", "Ardent Seals,AS03,Small"];
  await writeFile(file, `Name,Code,Tier\n${rows.join("\n")}\n`);
  await page.goto("/imports");
  await page.locator("input[type=file][multiple]").setInputFiles(file);
  await page.locator("main button.ant-btn-primary").click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.locator("main .ant-select").nth(2).waitFor();
  await page.locator("main button.ant-btn-primary").click();
  await page.locator("[data-mend]").first().waitFor();
  // As it is found by whoever comes back to it, not as it changes under the press.
  await page.reload();
  await page.locator("[data-mend]").first().waitFor();
};
const library = async (page) => {
  await at("/position_library", "main nav li")(page);
  await page.locator("main nav li button").nth(8).click();
  await page.locator("main article").waitFor();
};
const sheet = async (page) => {
  await first("/positions?sort=code")(page);
  const id = new URL(page.url()).pathname.split("/").pop();
  const filter = JSON.stringify({ field: "position_id", op: "eq", value: id });
  const [one] = await rowsFrom(page, "position_sheets", { filter, limit: 1 });
  await at(`/position_sheets/${one.id}/print`, "main article")(page);
};
const fit = async (page) => {
  const filter = JSON.stringify({ field: "code", op: "eq", value: "sales_representative" });
  const [one] = await rowsFrom(page, "positions", { filter, limit: 1 });
  await at(`/positions/${one.id}/fit`, "main section li")(page);
};
const effects = async (page) => {
  const [one] = await rowsFrom(page, "reorganizations", { limit: 1, sort: "name" });
  await at(`/reorganizations/${one.id}/effects`, "main tbody tr")(page);
};
const holdings = async (page) => {
  const filter = JSON.stringify({ field: "name", op: "starts", value: "林悦" });
  const [one] = await rowsFrom(page, "people", { filter, limit: 1 });
  await at(`/people/${one.id}/holdings`, "main li a")(page);
};
const dispute = async (page) => {
  const filter = JSON.stringify({ field: "state", op: "eq", value: "answered" });
  const [one] = await rowsFrom(page, "disputes", { filter, limit: 1 });
  await at(`/disputes/${one.id}`, "main ol li")(page);
};
const raise = async (page) => {
  const [one] = await rowsFrom(page, "accounts", { limit: 1, sort: "name" });
  await at(`/disputes/raise/accounts/${one.id}`, "main h1")(page);
  await page.getByRole("dialog").waitFor();
};
const authority = async (page) => {
  await at("/my_authority", "main tbody tr")(page);
  const panel = page.getByRole("region", { name: /^(Ask|询问)$/ });
  await panel.getByLabel(/^(Per cent|百分比)$/).fill("20");
  await panel.getByRole("button", { name: /^(Ask|询问|询 问)$/ }).click();
  await panel.locator("h3").waitFor();
};
const policy = async (page, then = "") => {
  await list("/policies?sort=code")(page);
  const filter = JSON.stringify({ field: "code", op: "eq", value: "XS-01" });
  const [one] = await rowsFrom(page, "policies", { filter, limit: 1 });
  await at(`/policies/${one.id}${then}`, "main article section")(page);
};
const compared = (page) => policy(page, "/compare/1/2");
const paste = at("/imports/paste?noun=accounts", "main textarea, main [contenteditable], main input");

/** What one has asked for: the first who looks asks for something. */
const requested = async (page) => {
  await page.goto("/my_approvals");
  const { requests } = await api(page, "GET", "/approvals/mine?box=asked");
  if (requests.length > 0) return requests[0].id;
  const { user } = await api(page, "GET", "/session");
  const mine = { field: "owner_id", op: "eq", value: user.person_id };
  const filter = JSON.stringify({ and: [mine, { field: "tier", op: "ne", value: "key_account" }] });
  const [account] = await rowsFrom(page, "accounts", { filter, limit: 1 });
  const act = { noun: "accounts", id: account.id, verb: "edit", form: { tier: "key_account" } };
  const reason = "They order for the whole group now.";
  return (await api(page, "POST", "/approvals/send", { ...act, reason })).id;
};
const asked = async (page) => {
  await requested(page);
  await page.reload();
  await page.getByText(/^(Asked for|我申请的)$/).click();
  await page.locator("main li a").first().waitFor();
  await listens(page);
};
const request = async (page) => at(`/approvals/${await requested(page)}`, "main aside li")(page);

/** Name → who looks (nobody: null), and the way there. */
export const SCREENS = {
  "sign-in": [null, at("/sign-in", "form")],
  home: ["rep", home],
  "home-team": ["east", home],
  "home-whole": ["director", home],
  "home-key": ["key", home],
  "home-operations": ["operations", home],
  "home-analyst": ["analyst", home],
  "home-company": ["finance", home],
  "home-edited": ["director", editedHome],
  navigation: ["rep", navigation],
  list: ["rep", list("/opportunities")],
  filter: ["rep", filter],
  selected: ["rep", selected],
  activities: ["rep", list("/activities")],
  products: ["rep", list("/products")],
  row: ["rep", first(LARGEST)],
  preview: ["rep", preview],
  verb: ["rep", verb],
  inbox: ["rep", at("/inbox", "main li, main h2")],
  account: ["rep", first("/accounts")],
  form: ["rep", form],
  profile: ["rep", at("/account", "main section")],
  palette: ["rep", palette("")],
  "palette-typed": ["rep", palette("pro")],
  "user-menu": ["rep", userMenu],
  help: ["rep", help],
  keys: ["rep", keyMap],
  forbidden: ["rep", at("/users", "main h1, main h2")],
  missing: ["rep", at("/opportunities/01900000-0000-7000-8000-000000000000", "main h1, main h2")],
  groups: ["director", at("/leads?group=status", "tbody button")],
  stages: ["director", at("/opportunities?group=stage_id", "tbody button")],
  board: ["director", board("/opportunities?show=board")],
  lanes: ["director", board("/opportunities?show=board&group=owner_id")],
  months: ["rep", board("/opportunities?show=board&group=expected_close_on.month")],
  "board-rep": ["rep", board("/opportunities?show=board")],
  refused: ["director", refused],
  numbers: ["director", at(numbers("win_rate", ["region"]), "canvas")],
  trend: ["director", at(numbers("won_amount", ["quarter", "region"]), "canvas")],
  imports: ["operations", at("/imports", "main h1")],
  wizard: ["operations", wizard],
  paste: ["operations", paste],
  people: ["admin", list("/people")],
  positions: ["people", list("/positions")],
  position: ["people", first("/positions?sort=code")],
  library: ["people", library],
  sheet: ["people", sheet],
  fit: ["people", fit],
  headcount: ["people", at("/headcount", "main tbody tr")],
  authority: ["rep", authority],
  matrix: ["people", at("/authority", "main section dl, main tbody tr")],
  rights: ["people", list("/rights")],
  policies: ["operations", list("/policies?sort=code")],
  policy: ["operations", policy],
  "policy-compared": ["rep", compared],
  "to-read": ["rep", at("/to_read", "main ul li")],
  attendance: ["people", at("/attendance", "main li a")],
  chart: ["operations", at("/org_chart", "main li a")],
  reorganization: ["operations", first("/reorganizations?sort=name")],
  effects: ["operations", effects],
  holdings: ["operations", holdings],
  named: ["key", first("/named_account_lists?sort=kind")],
  disputes: ["rep", list("/disputes")],
  dispute: ["east", dispute],
  raise: ["rep", raise],
  empty: ["admin", at("/custom_fields", "main h2")],
  approvals: ["rep", asked],
  request: ["rep", request],
  flow: ["admin", first("/approval_flows?sort=name")],
};

/** What an installation shows that nobody has filled yet: before there is an owner, and after. */
export const EMPTY_SCREENS = {
  "first-start": [null, at("/start", "form")],
  "empty-home": ["owner", at("/", "main a[href='/imports']")],
  "empty-list": ["owner", at("/opportunities", "main h2, main a")],
  "empty-board": ["owner", at("/opportunities?show=board", "section[data-column], main h2")],
  "empty-numbers": ["owner", at("/numbers", "main h1")],
  "empty-inbox": ["owner", at("/inbox", "main h2")],
};
export const OWNER = { login: "mira", password: "winter rain in Ghent" };

/** Makes the owner of a new installation. */
export async function makeOwner(url) {
  const answer = await fetch(`${url}/api/v1/setup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...OWNER, name: "Mira de Wit", company: "Low Countries Hydraulics" }),
  });
  if (!answer.ok) throw new Error(`no owner: ${answer.status} ${await answer.text()}`);
}
