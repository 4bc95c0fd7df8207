// Every screen in both languages, wide and on a phone, light and dark: its parts stand where they were accepted, and
// nothing is cut, covered, wider than the screen or too small. QUARTERMASTER_ACCEPT=1 npm run layout accepts what is there now; look at
// it first (`QM_PICTURES=folder make screenshots`).
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { atRest } from "./axe.mjs";
import { demoSignIn, newPage, PHONE, signIn, startBrowser, WIDE } from "./browser.mjs";
import { faults } from "./faults.mjs";
import { boxesOf, moved } from "./layout.mjs";
import { EMPTY_SCREENS, makeOwner, OWNER, SCREENS } from "./screens.mjs";
import { startServer } from "./server.mjs";

const KEPT = new URL("./layout.accepted.json", import.meta.url);
const accepts = process.env.QUARTERMASTER_ACCEPT === "1";
const accepted = JSON.parse(await readFile(KEPT, "utf8").catch(() => "{}"));
const found = {};

const LOOKS = ["en", "zh"].flatMap((locale) => [{ locale }, { locale, viewport: PHONE }]);
const lookOf = ({ locale, viewport }) => `${locale}${viewport === PHONE ? ", phone" : ""}`;
const KEYS = new Set(
  LOOKS.flatMap((look) =>
    [...Object.keys(SCREENS), ...Object.keys(EMPTY_SCREENS)].map((name) => `${name}, ${lookOf(look)}`),
  ),
);
/** QM_SCREENS=home,list looks at these only. */
const wanted = process.env.QM_SCREENS?.split(",");
const chosen = (screens) => Object.entries(screens).filter(([name]) => wanted?.includes(name) ?? true);
const { "first-start": start, ...owned } = EMPTY_SCREENS;

let server;
let empty;
let browser;
before(async () => {
  [server, empty, browser] = await Promise.all([startServer(), startServer({ demo: false }), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await empty?.stop();
  if (!accepts) return;
  // What could not be reached this time stays as it was; what is no screen any more goes.
  const all = { ...accepted, ...found };
  const lines = Object.keys(all)
    .filter((key) => KEYS.has(key))
    .sort()
    .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(all[key])}`);
  await writeFile(KEPT, `{\n${lines.join(",\n")}\n}\n`);
});

async function settled(page) {
  await page.waitForLoadState("networkidle");
  await atRest(page);
}

/** Everybody comes in once; what they hold then opens all their pages. */
async function keysOf(url, screens, signInOf) {
  const held = new Map();
  for (const who of new Set(chosen(screens).map(([, [one]]) => one))) {
    if (!who) continue;
    const page = await newPage(browser, url);
    await signIn(page, await signInOf(who));
    // Not what the browser keeps for itself: language and theme are each page's own.
    const { cookies } = await page.context().storageState();
    held.set(who, { cookies, origins: [] });
    await page.context().close();
  }
  return held;
}

/** Goes to each screen and looks at it, in the light and in the dark; gives what is wrong. */
async function walk(url, screens, held, options) {
  const wrong = [];
  const look = lookOf(options);
  const viewport = options.viewport ?? WIDE;
  for (const who of new Set(chosen(screens).map(([, [one]]) => one))) {
    const page = await newPage(browser, url, { ...options, storageState: held.get(who) });
    page.setDefaultTimeout(60_000);
    for (const [name, [, way]] of chosen(screens).filter(([, [one]]) => one === who)) {
      const key = `${name}, ${look}`;
      try {
        await way(page);
        await settled(page);
      } catch (error) {
        wrong.push(`${key}: ${error.message.split("\n", 3).join(" ")}`);
        continue;
      }
      const light = await boxesOf(page);
      found[key] = light;
      const told = accepts ? [] : moved(light, accepted[key] ?? {}, viewport);
      told.push(...(await faults(page, { finger: options.viewport === PHONE })));
      await page.emulateMedia({ colorScheme: "dark" });
      await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
      told.push(...moved(await boxesOf(page), light, viewport).map((line) => `in the dark, ${line}`));
      await page.emulateMedia({ colorScheme: "light" });
      wrong.push(...told.map((line) => `${key}: ${line}`));
    }
    wrong.push(...page.complaints.map((line) => `${look}: ${line}`));
    await page.context().close();
  }
  return wrong;
}

test("every screen stands as it was accepted, and no screen has a fault", async () => {
  const held = await keysOf(server.url, SCREENS, (who) => demoSignIn(server.url, who));
  // The languages walk beside each other: what one waits for, the other uses.
  const wrong = await Promise.all(
    ["en", "zh"].map(async (locale) => {
      const lines = [];
      for (const look of LOOKS.filter((one) => one.locale === locale))
        lines.push(...(await walk(server.url, SCREENS, held, look)));
      return lines;
    }),
  );
  assert.deepEqual(wrong.flat(), []);
});

test("so does what nobody has filled yet", async () => {
  const wrong = [];
  const nobody = new Map();
  for (const look of LOOKS) wrong.push(...(await walk(empty.url, { "first-start": start }, nobody, look)));
  await makeOwner(empty.url);
  const held = await keysOf(empty.url, owned, () => OWNER);
  for (const look of LOOKS) wrong.push(...(await walk(empty.url, owned, held, look)));
  assert.deepEqual(wrong, []);
});

test("no accepted screen is forgotten", () => {
  if (!accepts && !wanted) assert.deepEqual(Object.keys(accepted).sort(), [...KEYS].sort());
});
