// What jumps while a screen comes: something that was painted already is pushed aside by what arrives after it.

/** What Chromium tells of a jump: the share of the screen that moved × how far. Less than this nobody sees. */
const SEEN = 0.005;
/** So many of the parts that moved are told. */
const TOLD = 3;

/** From now on each document of this page keeps its jumps. Those right after a press are its answer, and left out. */
export function watchShifts(page) {
  return page.addInitScript(() => {
    globalThis.shifted = [];
    const named = (node) => {
      const one = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (!one?.tagName) return "something that is gone";
      const [name] = String(one.getAttribute("class") ?? "").split(" ");
      return `${one.tagName.toLowerCase()}${name ? `.${name}` : ""}`;
    };
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (hadRecentInput) continue;
        const moved = sources.map(({ node, previousRect: from, currentRect: to }) => {
          const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
          return `${named(node)} from ${box(from)} to ${box(to)}`;
        });
        globalThis.shifted.push({ value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** The jumps of the document that is open, in lines one can act on. */
export async function shifts(page) {
  const found = await page.evaluate(() => globalThis.shifted);
  return found
    .filter(({ value }) => value >= SEEN)
    .map(({ value, moved }) => `jumps by ${value.toFixed(3)}: ${moved.slice(0, TOLD).join("; ")}`);
}
