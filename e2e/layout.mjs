// What can be told of a layout without looking at it: where its parts stand. What no screen may have is told by faults.mjs.

/**
 * The parts whose places are accepted, and of each what is compared: left, top, width, height. What the rows of the day
 * decide is left out: how far down something stands below them, and how high what holds them is. Text is as wide as its
 * font makes it; of it only the place counts.
 */
const PARTS = {
  banner: ["header:has([aria-keyshortcuts]), header:has(kbd)", "ltwh"],
  navigation: ["nav", "ltwh"],
  main: ["main", "ltwh"],
  aside: ["main aside, aside", "lw"],
  dialog: ["[role=dialog]", "ltw"],
  toolbar: ["[role=toolbar]", "lth"],
  table: ["main [role=table], main table", "lw"],
  head: ["main [role=columnheader]", "ltw"],
  card: ["main [data-card][data-width]", "lwh"],
  column: ["main section[data-column]", "ltw"],
  field: [".ant-form-item, form label", "lt"],
  primary: ["main .ant-btn-primary, [role=dialog] .ant-btn-primary", "lt"],
  h1: ["h1", "lt"],
  h2: ["main h2, [role=dialog] h2", "l"],
};
/** How many there are is data: what begins below the screen today may begin on it tomorrow. */
const MANY = ["aside", "table", "card", "h2"];
/** What stands in a row that goes on beyond the screen. */
const ROWS = ["head", "column", "field"];
const SIDES = "ltwh";
const MOST = 14;

/** Part → boxes as [left, top, width, height], those that begin on the screen, in the order of the page. */
export function boxesOf(page) {
  const selectors = Object.entries(PARTS).map(([name, [selector]]) => [name, selector]);
  return page.evaluate(
    ([parts, most]) =>
      Object.fromEntries(
        parts
          .map(([name, selector]) => [
            name,
            [...document.querySelectorAll(selector)]
              .filter((one) => !one.closest(".unseen"))
              .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
              .map((one) => one.getBoundingClientRect())
              .filter((box) => box.width > 1 && box.height > 1)
              .filter(
                (box) => box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0,
              )
              .slice(0, most)
              .map((box) => [box.left, box.top, box.width, box.height].map(Math.round)),
          ])
          .filter(([, boxes]) => boxes.length > 0),
      ),
    [selectors, MOST],
  );
}

const NEAR = 24;

/** How far a part may stand from its accepted place: another font is a little wider, a name takes another line. */
const off = (now, then) => Math.abs(now - then) > Math.max(NEAR, then * 0.12);

/** Whether a part stands so near the screen's end that it may be on it once and below it once. */
const atTheEnd = ([left, top], { width, height }) => left > width - 2 * NEAR || top > height - 2 * NEAR;

/** What stands elsewhere than it was accepted, in lines one can act on. */
export function moved(now, then, viewport) {
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].flatMap((name) => {
    const [found, wanted] = [now[name] ?? [], then[name] ?? []];
    const compared = PARTS[name]?.[1] ?? "";
    const most = Math.min(found.length, wanted.length);
    const rest = [...found.slice(most), ...wanted.slice(most)].filter(
      (box) => !ROWS.includes(name) || !atTheEnd(box, viewport),
    );
    // What is there many times may be there once more; what is there is there.
    const counts = MANY.includes(name) && most > 0 ? [] : rest;
    const lines =
      counts.length > 0 ? [`${name}: ${found.length} on the screen instead of ${wanted.length}`] : [];
    for (const [at, box] of found.slice(0, most).entries()) {
      const other = wanted[at];
      if ([...compared].some((side) => off(box[SIDES.indexOf(side)], other[SIDES.indexOf(side)])))
        lines.push(`${name} ${at + 1} stands at ${told(box)} instead of ${told(other)}`);
    }
    return lines;
  });
}

const told = ([left, top, width, height]) => `${left}, ${top} (${width} × ${height})`;
