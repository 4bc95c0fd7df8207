// What a machine can tell of how accessible a page is.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Waits until nothing moves or fades any more: something half faded in has half its contrast. Skeletons pulse on. */
export async function atRest(page) {
  await page.waitForTimeout(200);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (one) =>
          one.playState !== "running" ||
          one.timeline !== document.timeline ||
          one.effect.getComputedTiming().iterations === Infinity,
      ),
  );
}

/** What axe finds serious on the page as it stands, in lines one can act on. */
export async function findings(page) {
  await page.waitForLoadState("networkidle");
  await atRest(page);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }),
  );
  return violations
    .filter((one) => one.impact === "serious" || one.impact === "critical")
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}
