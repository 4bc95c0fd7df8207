// Pictures of the demo company. `make screenshots` runs this: the chosen ones go to docs/pictures, and with
// QM_PICTURES=folder every screen, in both languages, light and dark, wide and on a phone, goes into that folder.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { atRest } from "./axe.mjs";
import { demoSignIn, newPage, signIn, startBrowser } from "./browser.mjs";
import { EMPTY_SCREENS, LOOKS, makeOwner, OWNER, SCREENS } from "./screens.mjs";
import { startServer } from "./server.mjs";

const chosen = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
const everything = process.env.QM_PICTURES;

/** What the README, its gallery and docs/design.md show. */
const CHOSEN = [
  "home-whole",
  "home-team-zh-dark",
  "home-phone",
  "list",
  "list-phone",
  "row",
  "row-zh-phone",
  "preview-dark",
  "board-zh-dark",
  "board-phone",
  "refused",
  "trend-zh-dark",
  "wizard",
  "target-plan",
  "target-checks",
  "attainment-map-zh-dark",
  "alert",
  "report",
  "my-targets-phone",
];

const shot = async (page, name) => {
  await page.waitForLoadState("networkidle");
  await atRest(page);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wider > 0) console.error(`${name} is ${wider} pixels wider than its screen`);
  if (everything) await page.screenshot({ path: join(everything, `${name}.png`) });
  if (CHOSEN.includes(name)) await page.screenshot({ path: join(chosen, `${name}.png`) });
};
const wanted = (name) => everything || CHOSEN.includes(name);

/** Takes what is wanted of some screens, person after person. */
async function take(url, screens, signInOf) {
  for (const [look, options] of Object.entries(LOOKS)) {
    const names = Object.entries(screens).filter(([name]) => wanted(name + look));
    for (const who of new Set(names.map(([, [one]]) => one))) {
      const page = await newPage(browser, url, options);
      if (who) await signIn(page, await signInOf(who));
      for (const [name, [, way]] of names.filter(([, [one]]) => one === who)) {
        await way(page);
        await shot(page, name + look);
      }
      await page.context().close();
    }
  }
}

for (const folder of [chosen, everything]) if (folder) await mkdir(folder, { recursive: true });
const browser = await startBrowser();
const server = await startServer();
const empty = process.env.QM_URL ? undefined : await startServer({ demo: false });
try {
  await take(server.url, SCREENS, (who) => demoSignIn(server.url, who));
  if (empty) {
    const { "first-start": start, ...owned } = EMPTY_SCREENS;
    await take(empty.url, { "first-start": start }, undefined);
    await makeOwner(empty.url);
    await take(empty.url, owned, () => OWNER);
  }
} finally {
  await browser.close();
  await server.stop();
  await empty?.stop();
}
