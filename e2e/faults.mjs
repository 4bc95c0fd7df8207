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

    // Only tables, boards and strips that are made for it (their bar is thin or left out) are moved sideways.
    for (const one of top.querySelectorAll("*")) {
      const wide = one.scrollWidth - one.clientWidth;
      if (wide < 2 || one.clientWidth < 2 || one.matches("input, textarea, [contenteditable]")) continue;
      const style = getComputedStyle(one);
      if (!/auto|scroll/.test(style.overflowX) || !seen(one)) continue;
      const whole = one.matches("main, .ant-drawer-body, .ant-modal-body, .ant-modal-container");
      const made = style.scrollbarWidth !== "auto" || one.querySelector("table, [role=table], pre");
      if (whole || !made) found.push(`${one.tagName.toLowerCase()} is scrolled sideways by ${wide} pixels`);
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

    // A column without its head, beside others that have theirs, has cells that nobody can name.
    for (const table of top.querySelectorAll("table, [role=table], [role=grid]")) {
      const heads = [...table.querySelectorAll("[role=columnheader], thead th")];
      const hidden = heads.filter((one) => !seen(one));
      if (hidden.length < heads.length) found.push(...hidden.map((one) => `${called(one)} is hidden`));
    }

    // Words of the screen itself, which are known when it is made. What rows say may end in an ellipsis, and so may what
    // shows the whole of it to whoever points at it.
    const OURS =
      "button:not([aria-pressed], [data-of-rows]) > span, label, th, [role=columnheader], [role=columnheader] *, [role=menuitem], .ant-segmented-item-label, nav h2, main h2 > span, dt";
    for (const one of top.querySelectorAll("*")) {
      const own = [...one.childNodes].some(
        (node) =>
          node.textContent.trim() && (node.nodeType === 3 || getComputedStyle(node).display === "inline"),
      );
      if (!own || !seen(one) || one.closest(".unseen, svg, [aria-hidden=true]")) continue;
      const style = getComputedStyle(one);
      if (style.display === "inline") continue;
      const hides = /hidden|clip/;
      if (hides.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1) {
        if (style.textOverflow !== "ellipsis") found.push(`${called(one)} is cut at its side`);
        else if (one.matches(OURS) && !one.closest("[title]"))
          found.push(`${called(one)} has no room for its words`);
      }
      if (
        hides.test(style.overflowY) &&
        style.webkitLineClamp === "none" &&
        one.scrollHeight > one.clientHeight + 3 &&
        one.clientHeight > 1
      )
        found.push(`${called(one)} is cut at its foot`);
    }

    /** What it flows in: what floats, stays or is carried lies over others on purpose. */
    const flowOf = (one) => {
      let flow = one;
      while (flow && !/absolute|fixed|sticky/.test(getComputedStyle(flow).position))
        flow = flow.parentElement;
      return flow;
    };

    // Words on top of words.
    const lines = [];
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const one = node.parentElement;
      if (!node.data.trim() || !one || !seen(one)) continue;
      if (one.closest(".unseen, svg, option, [aria-hidden=true], script, style, noscript")) continue;
      const clip = clipOf(one);
      const flow = flowOf(one);
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

    /** Whether a point is hidden along one axis, and nothing can be scrolled there to bring it back. */
    const beyond = (one, overflow, point, from, to, size) => {
      for (let up = one.parentElement; up; up = up.parentElement) {
        const style = getComputedStyle(up)[overflow];
        if (/auto|scroll/.test(style)) return false;
        const edge = up.getBoundingClientRect();
        if (/hidden|clip/.test(style) && (point < edge[from] || point > edge[to])) return true;
      }
      return point < 0 || point > size;
    };
    const targets = [];
    const pressed = "button, a[href], input:not([type=hidden]), textarea, [role=button], [role=option]";
    for (const one of top.querySelectorAll(pressed)) {
      if (!seen(one) || one.disabled || one.closest("[inert], .unseen")) continue;
      // The way past the navigation comes into sight with the focus.
      if (one.matches("a[href^='#']")) continue;
      if (getComputedStyle(one).pointerEvents === "none") continue;
      const box = one.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      // Out of reach for good: beside the screen, or beside what hides it and is not scrolled.
      if (beyond(one, "overflowX", x, "left", "right", innerWidth)) {
        found.push(`${called(one)} stands beside what can be seen`);
        continue;
      }
      if (beyond(one, "overflowY", y, "top", "bottom", innerHeight)) {
        found.push(`${called(one)} stands above or below what can be seen`);
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
    // One thing to press on top of another.
    const boxed = new Set(
      targets.map(([one]) => one.closest(".ant-select, .ant-picker, .ant-input-affix-wrapper") ?? one),
    );
    const shown = (one) => {
      const [box, clip] = [one.getBoundingClientRect(), clipOf(one.parentElement)];
      return {
        left: Math.max(box.left, clip.left),
        top: Math.max(box.top, clip.top),
        right: Math.min(box.right, clip.right),
        bottom: Math.min(box.bottom, clip.bottom),
      };
    };
    const placed = [...boxed].map((one) => [one, flowOf(one), shown(one)]);
    for (const [at, [one, flow, a]] of placed.entries()) {
      for (const [other, its, b] of placed.slice(at + 1)) {
        if (flow !== its || one.contains(other) || other.contains(one)) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 4 && down > 4) found.push(`${called(one)} and ${called(other)} lie on each other`);
      }
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
