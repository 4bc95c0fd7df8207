// What can be told of a layout without looking at it: where its parts stand, and what no screen may have.

/** The parts whose places are accepted. Text is as wide as its font makes it; of it only the place counts. */
const PARTS = {
  banner: "header:has([aria-keyshortcuts]), header:has(kbd)",
  navigation: "nav",
  main: "main",
  aside: "main aside, aside",
  dialog: "[role=dialog]",
  toolbar: "[role=toolbar]",
  table: "main [role=table], main table",
  head: "main [role=columnheader]",
  card: "main [data-card][data-width]",
  column: "main section[data-column]",
  field: ".ant-form-item, form label",
  primary: "main .ant-btn-primary, [role=dialog] .ant-btn-primary",
  h1: "h1",
  h2: "main h2, [role=dialog] h2",
};
const TEXT = ["h1", "h2", "field"];
const MOST = 14;

/** Part → boxes as [left, top, width, height], those that begin on the screen, in the order of the page. */
export function boxesOf(page) {
  return page.evaluate(
    ([parts, most]) =>
      Object.fromEntries(
        Object.entries(parts)
          .map(([name, selector]) => [
            name,
            [...document.querySelectorAll(selector)]
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
    [PARTS, MOST],
  );
}

/** How far a part may stand from its accepted place: another font is a little wider, a name takes another line. */
const off = (now, then, share) => Math.abs(now - then) > Math.max(24, then * share);

/** What stands elsewhere than it was accepted, in lines one can act on. */
export function moved(now, then) {
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].flatMap((name) => {
    const [found, wanted] = [now[name] ?? [], then[name] ?? []];
    // Rows and what hangs on them are data; a part that is there once is there once.
    const lines =
      found.length === wanted.length || Math.min(found.length, wanted.length) > 1
        ? []
        : [`${name}: ${found.length} instead of ${wanted.length}`];
    for (const [at, box] of found.entries()) {
      const other = wanted[at];
      if (!other) break;
      const sides = TEXT.includes(name) ? [0, 1] : [0, 1, 2, 3];
      if (sides.some((side) => off(box[side], other[side], 0.12)))
        lines.push(`${name} ${at + 1}: ${box.join(" ")} instead of ${other.join(" ")}`);
    }
    return lines;
  });
}

/** What no screen may have: something cut, covered, wider than the screen, or too small for a finger. */
export function faults(page, { finger }) {
  return page.evaluate((finger) => {
    const found = [];
    const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const called = (one) =>
      `${one.tagName.toLowerCase()} “${(one.getAttribute("aria-label") ?? one.textContent ?? "").trim().slice(0, 40)}”`;
    const wider = document.documentElement.scrollWidth - innerWidth;
    if (wider > 0) found.push(`the page is ${wider} pixels wider than the screen`);

    // What lies above everything else: a dialog or a menu takes the page below out of reach.
    const layers = [
      ...[...document.querySelectorAll("aside")].filter(
        (one) => one.clientWidth >= innerWidth - 1 && getComputedStyle(one).position === "fixed",
      ),
      ...document.querySelectorAll("[role=dialog], .ant-dropdown, .ant-select-dropdown"),
    ].filter(seen);
    const top = layers.at(-1) ?? document.body;

    for (const one of top.querySelectorAll("*")) {
      const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !seen(one) || one.closest(".unseen, svg, [aria-hidden=true]")) continue;
      const style = getComputedStyle(one);
      if (style.display === "inline") continue;
      const hides = /hidden|clip/;
      if (
        hides.test(style.overflowX) &&
        style.textOverflow !== "ellipsis" &&
        one.scrollWidth > one.clientWidth + 1 &&
        one.clientWidth > 1
      )
        found.push(`${called(one)} is cut at its side`);
      if (
        hides.test(style.overflowY) &&
        style.webkitLineClamp === "none" &&
        one.scrollHeight > one.clientHeight + 3 &&
        one.clientHeight > 1
      )
        found.push(`${called(one)} is cut at its foot`);
    }

    const targets = [];
    const pressed = "button, a[href], input:not([type=hidden]), textarea, [role=button], [role=option]";
    for (const one of top.querySelectorAll(pressed)) {
      if (!seen(one) || one.disabled || one.closest("[inert], .unseen")) continue;
      if (getComputedStyle(one).pointerEvents === "none") continue;
      const box = one.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      // Out of sight, by the screen or by what scrolls around it.
      let clip = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      for (let up = one.parentElement; up; up = up.parentElement) {
        if (getComputedStyle(up).overflow === "visible") continue;
        const edge = up.getBoundingClientRect();
        clip = {
          left: Math.max(clip.left, edge.left),
          top: Math.max(clip.top, edge.top),
          right: Math.min(clip.right, edge.right),
          bottom: Math.min(clip.bottom, edge.bottom),
        };
      }
      if (x <= clip.left || x >= clip.right || y <= clip.top || y >= clip.bottom) continue;
      const hit = document.elementFromPoint(x, y);
      const same = hit && (one.contains(hit) || hit.contains(one) || hit.closest("label")?.contains(one));
      // A select draws its value over the box one types into.
      const drawn =
        hit && one.closest(".ant-select, .ant-picker, .ant-checkbox-wrapper, .ant-segmented")?.contains(hit);
      // What floats over rows, and heads that stay, do not cover them for good: they are scrolled from under it.
      let scroller = one.parentElement;
      while (
        scroller &&
        !(
          /auto|scroll/.test(getComputedStyle(scroller).overflowY) &&
          scroller.scrollHeight > scroller.clientHeight
        )
      )
        scroller = scroller.parentElement;
      const over =
        hit &&
        /sticky/.test(
          [hit, hit.parentElement, hit.parentElement?.parentElement]
            .map((up) => up && getComputedStyle(up).position)
            .join(),
        );
      const passes = scroller && hit && (!scroller.contains(hit) || over);
      if (!same && !drawn && !passes)
        found.push(`${called(one)} is covered by ${hit ? called(hit) : "nothing"}`);

      // A word in a line is as high as its line.
      if (!one.matches("a")) targets.push([one, box]);
    }
    // WCAG 2.2, 2.5.8: 24 pixels, or as much room around it.
    const near = (a, b) =>
      Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom) < 0;
    for (const [one, box] of finger ? targets : []) {
      if (box.width >= 24 && box.height >= 24) continue;
      if (one.closest("label, .ant-select, .ant-picker, .ant-input-affix-wrapper")?.offsetHeight >= 24)
        continue;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const room = { left: x - 12, right: x + 12, top: y - 12, bottom: y + 12 };
      if (
        targets.some(
          ([other, its]) => other !== one && !other.contains(one) && !one.contains(other) && near(room, its),
        )
      )
        found.push(
          `${called(one)} is ${Math.round(box.width)} × ${Math.round(box.height)}, too small for a finger`,
        );
    }
    return [...new Set(found)];
  }, finger);
}
