// Draws the app's icons from its mark, in every size that phones ask for: `node web/icons.mjs`, when the mark changes.
// The pictures are committed, so a build needs no browser.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../e2e/browser.mjs";

const folder = fileURLToPath(new URL("./public/", import.meta.url));
const mark = await readFile(`${folder}mark.svg`, "utf8");
const GROUND = "#2f5bd0";
/** How large the sign stands on a maskable icon, of which the middle four fifths are sure to be seen: it takes three. */
const SAFE = 1.05;

const whole = (svg) => svg;
/** The ground to the edges, the sign within what every mask leaves. */
const full = (svg) =>
  svg
    .replace(/<rect[^>]*\/>/, `<rect width="32" height="32" fill="${GROUND}"/>`)
    .replace(
      /(<path[\s\S]*)<\/svg>/,
      `<g transform="translate(16 16) scale(${SAFE}) translate(-16 -16)">$1</g></svg>`,
    );
/** A sign of its own on the mark's ground, for what a long press on the icon offers. */
const sign = (drawn) => () =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="16" fill="${GROUND}"/>` +
  `<g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">${drawn}</g></svg>`;

const ICONS = [
  ["icon-192", 192, whole],
  ["icon-512", 512, whole],
  ["maskable-192", 192, full],
  ["maskable-512", 512, full],
  // iOS rounds it by itself and shows black where it is transparent.
  ["apple-180", 180, full],
  [
    "visit-96",
    96,
    sign(
      '<path d="M16 25s-7-6.6-7-11.4a7 7 0 0 1 14 0C23 18.400 16 25 16 25z"/><path d="M16 11v5M13.500 13.500h5"/>',
    ),
  ],
  ["inbox-96", 96, sign('<path d="M8 17l3-8h10l3 8v6H8z"/><path d="M8 17h5l1 3h4l1-3h5"/>')],
];

const browser = await startBrowser();
const page = await browser.newPage();
for (const [name, size, drawn] of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  const svg = drawn(mark).replace("<svg ", `<svg width="${size}" height="${size}" style="display:block" `);
  await page.setContent(`<body style="margin:0">${svg}`);
  await writeFile(`${folder}icons/${name}.png`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
