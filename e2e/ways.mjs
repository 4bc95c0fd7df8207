// Ways to the screens that every noun has: lists, boards, rows, forms, the palette, imports, the page of the day.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { api, PHONE, rowsOf } from "./browser.mjs";

export const numbers = (metric, by, rest = "") =>
  `/numbers?metric=${metric}&by=${encodeURIComponent(JSON.stringify(by))}${rest}`;
/** Rows asked for from a page of ours: whoever comes first to a new page stands nowhere yet. */
export const rowsFrom = async (page, noun, query) => {
  if (page.url() === "about:blank") await page.goto("/account");
  return rowsOf(page, noun, query);
};
export const at = (address, sign) => async (page) => {
  await page.goto(address);
  await page.locator(sign).first().waitFor();
  await listens(page);
};
const isPhone = (page) => page.viewportSize().width <= PHONE.width;
/** A page hears keys a moment after its rows are seen: once it has been painted. */
export const listens = (page) =>
  page.evaluate(
    () =>
      new Promise((heard) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(heard, 50)))),
  );
export const list = (address) => at(address, "[data-title]");
export const board = (address) => at(address, "[data-card]");
export const LARGEST = "/opportunities?sort=-amount";

export const home = async (page) => {
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
export const editedHome = async (page) => {
  await homeMenu(page);
  await page
    .getByRole("main")
    .getByRole("button", { name: /^(More|更多)$/ })
    .click();
  await page.getByRole("menuitem", { name: /^(Copy and change|复制并修改)$/ }).click();
  await page.getByRole("textbox", { name: /^(Name|名称)$/ }).waitFor();
};
export const first = (address) => async (page) => {
  await list(address)(page);
  await page.locator("[data-title]").first().click();
  await page.locator("dl").first().waitFor();
  await listens(page);
};
export const form = async (page) => {
  await list("/opportunities")(page);
  await page.keyboard.press("n");
  await page.getByRole("dialog").locator("form").waitFor();
};
export const preview = async (page) => {
  await list(LARGEST)(page);
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.locator("aside dl, [role=dialog] dl").first().waitFor();
};
export const filter = async (page) => {
  await list("/opportunities")(page);
  await page.getByRole("button", { name: /^(Filter|筛选)/ }).click();
  await page.getByRole("dialog").getByRole("combobox").first().waitFor();
};
export const selected = async (page) => {
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
export const verb = async (page) => {
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
export const palette = (text) => async (page) => {
  await list("/opportunities")(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("option").first().waitFor();
  if (!text) return;
  await page.keyboard.type(text);
  await page.waitForLoadState("networkidle");
};
export const userMenu = async (page) => {
  await list("/opportunities")(page);
  await page.getByRole("button", { name: /^(Account:|账户)/ }).click();
  await page.getByRole("menu").first().waitFor();
};
export const navigation = async (page) => {
  await list("/opportunities")(page);
  // On a phone it opens from the bar at the foot, which comes after the page.
  if (!isPhone(page)) return;
  await page
    .getByRole("navigation")
    .getByRole("button", { name: /^(More|更多)$/ })
    .click();
  await page.getByRole("dialog").getByRole("navigation").waitFor();
};
export const help = async (page) => {
  await first(LARGEST)(page);
  await page.keyboard.press("h");
  await page.locator("aside").getByRole("article").locator("li").first().waitFor();
};
export const keyMap = async (page) => {
  await list("/opportunities")(page);
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
};
/** A deal that lacks what the next stage asks for. */
export const refused = async (page) => {
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
export const wizard = async (page) => {
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
export const paste = at("/imports/paste?noun=accounts", "main textarea, main [contenteditable], main input");
