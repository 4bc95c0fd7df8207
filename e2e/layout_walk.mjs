// Goes to every screen in one look and says what is wrong with it: its parts stand elsewhere than they were accepted, or it has
// what no screen may have. QUARTERMASTER_ACCEPT=1 npm run layout accepts what is there now; look at it first
// (`QM_PICTURES=folder make screenshots`). QM_SCREENS=home,list goes to these only.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { demoSignIn, newPage, PHONE, signIn, startBrowser } from "./browser.mjs";
import { faults } from "./faults.mjs";
import { shifts, watchShifts } from "./shifts.mjs";
import { boxesOf, moved } from "./layout.mjs";
import { EMPTY_SCREENS, makeOwner, OWNER, SCREENS } from "./screens.mjs";
import { startServer } from "./server.mjs";

const KEPT = new URL("./layout.accepted.json", import.meta.url);
const read = async () => JSON.parse(await readFile(KEPT, "utf8").catch(() => "{}"));
const accepts = process.env.QUARTERMASTER_ACCEPT === "1";
const wanted = process.env.QM_SCREENS?.split(",");
/**
 * Screens that differ from another one in what is on them, not in how they are made: they are gone to in English on a wide
 * screen and in Chinese on a phone, and not in the other two looks.
 */
const ALIKE =
  "home-key home-operations home-analyst home-company home-team board-rep months lanes stages account products missing user-menu palette keys trend empty-board people".split(
    " ",
  );

/** As many pages as there are usually cores: what one waits for, the other uses. */
const WALKERS = 2;
/** Screens that one page goes to; a shorter walk is easier to share out. */
const WALK = 6;
/** A Monday at ten in Shanghai: what the demo company has to do today, and what is late, is the same every time. */
const AT = new Date("2026-11-23T02:00:00Z");
/** How long nothing may move before it is taken to stand, in milliseconds. */
const STILL = 200;
/** How long an answer is on its way, in milliseconds; one more, another less. */
const AWAY = 120;

/** What a page has asked for and not got yet. */
function asked(page) {
  const open = new Set();
  page.on("request", (one) => open.add(one));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (one) => open.delete(one));
  return open;
}

/** Waits until nothing is on its way any more, and gives the boxes as they stay. */
async function settled(page, open) {
  const waits = () =>
    page.waitForFunction(
      () =>
        ![...document.querySelectorAll("main [role=status], [role=dialog] [role=status]")].some(
          (one) => one.querySelector(".ant-skeleton, i") && one.checkVisibility(),
        ) &&
        // On a phone the bar at the foot is a part of its own, and comes after the page; the menu is there all along, unseen.
        (!document.querySelector("#content") ||
          [...document.querySelectorAll("nav")].some((one) => one.checkVisibility())) &&
        document.fonts.status === "loaded" &&
        document
          .getAnimations()
          .every(
            (one) =>
              one.playState !== "running" ||
              one.timeline !== document.timeline ||
              one.effect.getComputedTiming().iterations === Infinity,
          ),
    );
  let last = "";
  for (;;) {
    await waits();
    const boxes = await boxesOf(page);
    const now = open.size === 0 ? JSON.stringify(boxes) : "";
    if (now && now === last) return boxes;
    last = now;
    await page.waitForTimeout(STILL);
  }
}

/** Tests for the screens in one language and one width; where it is told to, for all of them. */
export function walkScreens({ locale, viewport, whole = false }) {
  const phone = viewport === PHONE;
  const look = phone ? `${locale}, phone` : `${locale}, wide`;
  const every = [...Object.keys(SCREENS), ...Object.keys(EMPTY_SCREENS)];
  const names = every.filter((name) => whole || !ALIKE.includes(name));
  const found = {};
  let accepted;
  let server;
  let empty;
  let browser;

  before(async () => {
    accepted = await read();
    // One after the other: what has begun when another fails would keep the run from ending.
    server = await startServer({ at: AT });
    empty = await startServer({ demo: false, at: AT });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await empty?.stop();
    if (!accepts) return;
    // What could not be reached this time stays as it was; what is no screen any more goes.
    const all = { ...(await read()), ...found };
    const lines = Object.keys(all)
      .filter((key) => every.includes(key.split(", ")[0]))
      .sort()
      .map((key) => `${JSON.stringify(key)}: ${JSON.stringify(all[key])}`);
    await writeFile(KEPT, `{\n${lines.join(",\n")}\n}\n`);
  });

  /** What is wrong with one screen. */
  async function lookAt(page, open, name, way) {
    const key = `${name}, ${look}`;
    const wrong = (lines) => lines.map((line) => `${key}: ${line}`);
    try {
      await way(page);
      const boxes = await settled(page, open);
      found[key] = boxes;
      const told = accepts ? [] : moved(boxes, accepted[key] ?? {}, page.viewportSize());
      return wrong([...told, ...(await shifts(page)), ...(await faults(page, { finger: phone }))]);
    } catch (error) {
      return wrong([`was not reached: ${error.message.split("\n", 3).join(" ")}`]);
    }
  }

  /** Everybody comes in once; what they hold then opens all their pages. */
  async function walk(url, screens, signInOf) {
    const chosen = Object.entries(screens).filter(([name]) => (wanted ?? names).includes(name));
    const walks = [...new Set(chosen.map(([, [who]]) => who))].flatMap((who) => {
      const theirs = chosen.filter(([, [one]]) => one === who);
      return Array.from({ length: Math.ceil(theirs.length / WALK) }, (_, at) => ({
        who,
        steps: theirs.slice(at * WALK, (at + 1) * WALK),
      }));
    });
    const held = new Map();
    for (const who of new Set(walks.flatMap((one) => one.who ?? []))) {
      const page = await newPage(browser, url);
      await signIn(page, await signInOf(who), "/account");
      // Not what the browser keeps for itself: language and theme are each page's own.
      held.set(who, { cookies: await page.context().cookies(), origins: [] });
      await page.context().close();
    }
    const wrong = [];
    const go = async () => {
      for (let next = walks.shift(); next; next = walks.shift()) {
        const page = await newPage(browser, url, { locale, viewport, storageState: held.get(next.who) });
        page.setDefaultTimeout(60_000);
        await page.clock.setFixedTime(AT);
        const open = asked(page);
        await watchShifts(page);
        // As far away as a server usually is: what comes at once pushes nothing aside.
        await page.route("**/api/v1/**", async (route) => {
          await page.waitForTimeout(AWAY * (0.5 + Math.random()));
          await route.fallback();
        });
        for (const [name, [, way]] of next.steps) wrong.push(...(await lookAt(page, open, name, way)));
        wrong.push(...page.complaints.map((line) => `${look}: ${line}`));
        // An answer that is still held back has nobody to come to any more.
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await page.context().close();
      }
    };
    await Promise.all(Array.from({ length: WALKERS }, go));
    return wrong;
  }

  test(`every screen stands as it was accepted, and none has a fault (${look})`, async () => {
    assert.deepEqual(await walk(server.url, SCREENS, (who) => demoSignIn(server.url, who)), []);
  });

  test(`so does what nobody has filled yet (${look})`, async () => {
    const { "first-start": start, ...owned } = EMPTY_SCREENS;
    const wrong = await walk(empty.url, { "first-start": start });
    await makeOwner(empty.url);
    wrong.push(...(await walk(empty.url, owned, () => OWNER)));
    assert.deepEqual(wrong, []);
  });

  test(`no accepted screen is forgotten (${look})`, () => {
    if (accepts || wanted) return;
    const kept = Object.keys(accepted).filter((key) => key.endsWith(`, ${look}`));
    assert.deepEqual(kept.sort(), names.map((name) => `${name}, ${look}`).sort());
  });
}
