// The pictures of the README and of docs/design.md, of the demo company. `make screenshots` runs this.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { demoSignIn, newPage, PHONE, signIn, startBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

const folder = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
const numbers = `/numbers?metric=win_rate&by=${encodeURIComponent('["month","region"]')}&period=this_year`;

const PICTURES = [
  ["list", {}, "/opportunities", "[data-title]"],
  ["list-zh-dark", { locale: "zh", theme: "dark" }, "/opportunities", "[data-title]"],
  ["list-phone", { viewport: PHONE }, "/opportunities", "[data-title]"],
  ["row", {}, "row", "dl"],
  ["row-zh-phone", { locale: "zh", viewport: PHONE }, "row", "dl"],
  ["numbers", {}, numbers, "canvas"],
  ["numbers-dark", { theme: "dark" }, numbers, "canvas"],
  ["leads-grouped", {}, "/leads?group=status", "tbody button"],
];

await mkdir(folder, { recursive: true });
const server = await startServer();
const browser = await startBrowser();
try {
  const who = await demoSignIn(server.url, "director");
  for (const [name, options, address, sign] of PICTURES) {
    const page = await newPage(browser, server.url, options);
    await signIn(page, who);
    await page.goto(address === "row" ? "/opportunities" : address);
    if (address === "row") await page.locator("[data-title]").first().click();
    await page.locator(sign).first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}${name}.png` });
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.stop();
}
