// Debian's Chromium, driven; and what journeys do again and again.
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/**
 * A page in a profile of its own. What the page complains about is collected in `page.complaints`. With `offline` it keeps
 * itself for when nobody answers; elsewhere that would answer in the place of what a journey takes away.
 */
export async function newPage(
  browser,
  url,
  { viewport = WIDE, locale = "en", theme = "light", offline = false, storageState } = {},
) {
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    locale: locale === "zh" ? "zh-CN" : "en-GB",
    colorScheme: theme,
    // A menu that still unfolds moves away between the press and the release of a hand this quick.
    reducedMotion: "reduce",
    hasTouch: viewport === PHONE,
    isMobile: viewport === PHONE && offline,
    serviceWorkers: offline ? "allow" : "block",
    storageState,
  });
  context.setDefaultTimeout(20_000);
  return watched(await context.newPage());
}

/** What the page complains about from now on is collected in `page.complaints`. */
export function watched(page) {
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    // A refused request is the server's to answer for, and tests of refusals make some.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      page.complaints.push(`console: ${message.text()}`);
    }
  });
  return page;
}

/** One of the demo sign-ins, as the server offers it. */
export async function demoSignIn(url, login) {
  if (process.env.QM_LOGIN) return { login: process.env.QM_LOGIN, password: process.env.QM_PASSWORD ?? "" };
  const { demo_sign_ins: offered } = await (await fetch(`${url}/api/v1/setup`)).json();
  const found = offered.find((one) => one.login === login) ?? offered[0];
  if (!found) throw new Error("the server offers no demo sign-ins");
  return found;
}

/** Through the door, and to a place behind it: a list where nothing else is said. */
export async function signIn(page, who, to = "/opportunities") {
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  await page.locator("input[autocomplete=username]").fill(who.login);
  await page.locator("input[autocomplete=current-password]").fill(who.password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").or(page.locator("header")).first().waitFor();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}

/** Asks the API as whoever is signed in on the page; a refusal is thrown with what it says. */
export function api(page, method, path, body) {
  return page.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch("/api/v1/session")).json();
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": session.csrf },
        body: body ? JSON.stringify(body) : undefined,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : null;
    },
    [method, path, body],
  );
}

/**
 * Presses an arrow key in a menu and waits until the focus has moved: menus move it with the next frame, and a key that
 * comes before that frame takes its place. Gives the text of what has the focus.
 */
export async function arrow(page, key) {
  await page.keyboard.press(key);
  return page.evaluate(
    () =>
      new Promise((moved) => {
        const frame = (then) => requestAnimationFrame(then);
        frame(() => frame(() => moved(document.activeElement?.textContent ?? "")));
      }),
  );
}

/** The rows of a list as the API gives them. */
export async function rowsOf(page, noun, query = {}) {
  return (await api(page, "GET", `/${noun}?${new URLSearchParams(query)}`)).rows;
}

/** Opens a list with what its address says: filter, sort, columns; waits for its rows. */
export async function openList(page, noun, state = {}) {
  const query = new URLSearchParams(
    Object.entries(state).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  await page.goto(`/${noun}?${query}`);
  await page.locator("[data-title]").first().waitFor();
}

/** Lets a card go once its column knows that it hangs over it; a hand waits to see that, too. */
export async function letGoOver(page, target) {
  await target.and(page.locator("[data-over]")).waitFor();
  await page.mouse.up();
}

/** Chooses an entry of one of Ant Design's selects by what is written on it. */
export async function pick(page, select, text) {
  await select.click();
  await page
    .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
    .getByTitle(text, { exact: true })
    .first()
    .click();
}
