// Pictures of the demo company. `make screenshots` runs this: the chosen ones go to docs/pictures, and with
// QM_PICTURES=folder every screen, in both languages, light and dark, wide and on a phone, goes into that folder.
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { api, demoSignIn, newPage, PHONE, rowsOf, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

const chosen = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
const everything = process.env.QM_PICTURES;

const numbers = (metric, by, rest = "") =>
  `/numbers?metric=${metric}&by=${encodeURIComponent(JSON.stringify(by))}${rest}`;
const first = async (page, list) => {
  await page.goto(list);
  await page.locator("[data-title]").first().click();
  await page.locator("dl").first().waitFor();
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
};
const form = async (page) => {
  await page.goto("/opportunities");
  await page.locator("[data-title]").first().waitFor();
  await page.keyboard.press("n");
  await page.getByRole("dialog").locator("form").waitFor();
};

const board = async (page, address) => {
  await page.goto(address);
  await page.locator("[data-card]").first().waitFor();
};
/** A deal that lacks what the next stage asks for. */
const refused = async (page) => {
  await board(page, "/opportunities?show=board&sort=name");
  const [third, fourth] = (await rowsOf(page, "stages", { sort: "position" })).slice(2);
  const card = page.locator(`section[data-column="${third.id}"] [data-card]`).first();
  const path = `/opportunities/${await card.getAttribute("data-card")}`;
  const { row } = await api(page, "GET", path);
  await api(page, "PATCH", path, { next_step: null, next_step_on: null, version: row.version });
  await board(page, "/opportunities?show=board&sort=name");
  await card.scrollIntoViewIfNeeded();
  await card.locator("button[aria-haspopup]").click();
  await page.getByRole("menuitem", { name: fourth.name }).click();
  await page.getByRole("dialog").locator("form").waitFor();
};
const palette = async (page, text = "", from = "/opportunities") => {
  await page.goto(from);
  await page.locator("[data-title]").first().waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.type(text);
};
const userMenu = async (page) => {
  await page.goto("/opportunities");
  await page.locator("[data-title]").first().waitFor();
  await page.getByRole("button", { name: /^(Account:|账户)/ }).click();
  await page.getByRole("menu").first().waitFor();
};
const help = async (page) => {
  await first(page, "/opportunities?sort=-amount");
  await page.keyboard.press("h");
  await page.getByRole("article").locator("li").first().waitFor();
};
const keyMap = async (page) => {
  await page.goto("/opportunities");
  await page.locator("[data-title]").first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
};

const home = (address) => async (page) => {
  await page.goto(address);
  await page.locator("[data-card] svg").first().waitFor();
};

const preview = async (page) => {
  await page.goto("/opportunities?sort=-amount");
  await page.locator("[data-title]").first().waitFor();
  await page.evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.locator("aside dl").first().waitFor();
};

/** Name → who looks, and how to get there: an address, or a way. */
const SCREENS = {
  "sign-in": [null, "/sign-in"],
  home: ["rep", home("/")],
  "home-team": ["east", home("/")],
  "home-whole": ["director", home("/")],
  list: ["rep", "/opportunities"],
  activities: ["rep", "/activities"],
  row: ["rep", (page) => first(page, "/opportunities?sort=-amount")],
  preview: ["rep", preview],
  inbox: ["rep", "/inbox"],
  account: ["rep", (page) => first(page, "/accounts")],
  form: ["rep", form],
  profile: ["rep", "/account"],
  palette: ["rep", palette],
  "palette-typed": ["rep", (page) => palette(page, "pro")],
  "user-menu": ["rep", userMenu],
  help: ["rep", help],
  keys: ["rep", keyMap],
  forbidden: ["rep", "/users"],
  missing: ["rep", "/opportunities/01900000-0000-7000-8000-000000000000"],
  groups: ["director", "/leads?group=status"],
  stages: ["director", "/opportunities?group=stage_id"],
  board: ["director", (page) => board(page, "/opportunities?show=board")],
  lanes: ["director", (page) => board(page, "/opportunities?show=board&group=owner_id")],
  months: ["rep", (page) => board(page, "/opportunities?show=board&group=expected_close_on.month")],
  "board-rep": ["rep", (page) => board(page, "/opportunities?show=board")],
  refused: ["director", refused],
  numbers: ["director", numbers("win_rate", ["region"])],
  trend: ["director", numbers("won_amount", ["quarter", "region"])],
  imports: ["operations", "/imports"],
  wizard: ["operations", wizard],
  empty: ["admin", "/custom_fields"],
};

const LOOKS = {
  "": {},
  "-dark": { theme: "dark" },
  "-zh": { locale: "zh" },
  "-zh-dark": { locale: "zh", theme: "dark" },
  "-phone": { viewport: PHONE },
  "-phone-dark": { viewport: PHONE, theme: "dark" },
  "-zh-phone": { locale: "zh", viewport: PHONE },
  "-zh-phone-dark": { locale: "zh", viewport: PHONE, theme: "dark" },
};

/** What the README and its gallery show. */
const CHOSEN = [
  "list",
  "list-zh-dark",
  "list-phone",
  "row",
  "row-zh-phone",
  "stages",
  "board",
  "board-zh-dark",
  "board-phone",
  "numbers",
  "trend-zh-dark",
  "wizard",
  "profile",
  "palette-typed",
  "help-zh",
];

const shot = async (page, name) => {
  await page.waitForLoadState("networkidle");
  // Fading in is over, and nothing says "saved" any more.
  await page.waitForTimeout(600);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wider > 0) console.error(`${name} is ${wider} pixels wider than its screen`);
  if (everything) await page.screenshot({ path: join(everything, `${name}.png`) });
  if (CHOSEN.includes(name)) await page.screenshot({ path: join(chosen, `${name}.png`) });
};
const wanted = (name) => everything || CHOSEN.includes(name);

for (const folder of [chosen, everything]) if (folder) await mkdir(folder, { recursive: true });
const browser = await startBrowser();
const server = await startServer();
try {
  for (const [look, options] of Object.entries(LOOKS)) {
    const names = Object.entries(SCREENS).filter(([name]) => wanted(name + look));
    const people = new Set(names.map(([, [who]]) => who));
    for (const who of people) {
      const page = await newPage(browser, server.url, options);
      if (who) await signIn(page, await demoSignIn(server.url, who));
      for (const [name, [, way]] of names.filter(([, [other]]) => other === who)) {
        await (typeof way === "string" ? page.goto(way) : way(page));
        await shot(page, name + look);
      }
      await page.context().close();
    }
  }
  if (everything && !process.env.QM_URL) {
    const empty = await startServer({ demo: false });
    for (const [look, options] of Object.entries(LOOKS)) {
      const page = await newPage(browser, empty.url, options);
      await page.goto("/start");
      await shot(page, `first-start${look}`);
      await page.context().close();
    }
    await empty.stop();
  }
} finally {
  await browser.close();
  await server.stop();
}
