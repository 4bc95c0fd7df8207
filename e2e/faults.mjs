// What no screen may have, accepted or not: something cut, covered, on top of something else, wider than its place, or too
// small for a finger.

/** In lines one can act on. */
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

    // Only tables and boards are moved sideways, in a place of their own.
    for (const one of top.querySelectorAll("*")) {
      const wide = one.scrollWidth - one.clientWidth;
      if (wide < 2 || one.clientWidth < 2 || one.matches("input, textarea, [contenteditable]")) continue;
      if (!/auto|scroll/.test(getComputedStyle(one).overflowX) || !seen(one)) continue;
      const whole = one.matches("main, .ant-drawer-body, .ant-modal-body, .ant-modal-container");
      if (whole || !one.querySelector("table, [role=table], section[data-column], pre"))
        found.push(`${one.tagName.toLowerCase()} is scrolled sideways by ${wide} pixels`);
    }

    /** What can be seen of a box, past everything that hides what runs over its edge. */
    const clipOf = (one) => {
      let clip = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      for (let up = one; up; up = up.parentElement) {
        if (getComputedStyle(up).overflow === "visible") continue;
        const edge = up.getBoundingClientRect();
        clip = {
          left: Math.max(clip.left, edge.left),
          top: Math.max(clip.top, edge.top),
          right: Math.min(clip.right, edge.right),
          bottom: Math.min(clip.bottom, edge.bottom),
        };
      }
      return clip;
    };

    // Words of the screen itself, which are known when it is made; what rows say may end in an ellipsis.
    const OURS =
      "button:not([aria-pressed], [data-of-rows]) > span, label, th, [role=columnheader], [role=columnheader] *, [role=menuitem], .ant-segmented-item-label, nav h2, main h2 > span, dt";
    for (const one of top.querySelectorAll("*")) {
      const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !seen(one) || one.closest(".unseen, svg, [aria-hidden=true]")) continue;
      const style = getComputedStyle(one);
      if (style.display === "inline") continue;
      const hides = /hidden|clip/;
      if (hides.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1) {
        if (style.textOverflow !== "ellipsis") found.push(`${called(one)} is cut at its side`);
        else if (one.matches(OURS)) found.push(`${called(one)} has no room for its words`);
      }
      if (
        hides.test(style.overflowY) &&
        style.webkitLineClamp === "none" &&
        one.scrollHeight > one.clientHeight + 3 &&
        one.clientHeight > 1
      )
        found.push(`${called(one)} is cut at its foot`);
    }

    // Words on top of words. What floats, stays or is carried lies over others on purpose: compared is what flows together.
    const lines = [];
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const one = node.parentElement;
      if (!node.data.trim() || !one || !seen(one)) continue;
      if (one.closest(".unseen, svg, option, [aria-hidden=true], script, style, noscript")) continue;
      const clip = clipOf(one);
      let flow = one;
      while (flow && !/absolute|fixed|sticky/.test(getComputedStyle(flow).position))
        flow = flow.parentElement;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const [left, right] = [Math.max(box.left, clip.left), Math.min(box.right, clip.right)];
        const [high, low] = [Math.max(box.top, clip.top), Math.min(box.bottom, clip.bottom)];
        if (right - left > 4 && low - high > 4)
          lines.push({ node, one, flow, left, right, top: high, bottom: low });
      }
    }
    for (const [at, a] of lines.entries()) {
      for (const b of lines.slice(at + 1)) {
        if (a.node === b.node || a.flow !== b.flow) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Lines are higher than their letters, and stand close.
        if (across > 3 && down > 8)
          found.push(`“${a.node.data.trim().slice(0, 40)}” lies on “${b.node.data.trim().slice(0, 40)}”`);
      }
    }

    const targets = [];
    const pressed = "button, a[href], input:not([type=hidden]), textarea, [role=button], [role=option]";
    for (const one of top.querySelectorAll(pressed)) {
      if (!seen(one) || one.disabled || one.closest("[inert], .unseen")) continue;
      if (getComputedStyle(one).pointerEvents === "none") continue;
      const box = one.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      // Out of reach for good: beside the screen, or beside what hides it and is not scrolled.
      let up = one.parentElement;
      let beside = false;
      for (; up && !/auto|scroll/.test(getComputedStyle(up).overflowX); up = up.parentElement) {
        const edge = up.getBoundingClientRect();
        beside ||= /hidden|clip/.test(getComputedStyle(up).overflowX) && (x < edge.left || x > edge.right);
      }
      if (beside || (!up && (x < 0 || x > innerWidth))) {
        found.push(`${called(one)} stands beside what can be seen`);
        continue;
      }
      // Out of sight, by the screen or by what scrolls around it.
      const clip = clipOf(one.parentElement);
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
