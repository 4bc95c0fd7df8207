import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import {
  heightOf,
  isAstray,
  isScaled,
  moved,
  type Scale,
  scrollOf,
  type Stand,
  towards,
  windowOf,
} from "./scale";

/** Rows drawn before and behind what is seen. */
const SPARE = 8;
/** So long after the last move the thumb is put where the rows stand. */
const REST_MS = 150;
const START: Stand = { scroll: 0, top: 0 };

/** Which rows are in sight, and ways to others. `over` is the height of what stands above the rows and stays there. */
export function useScroll(
  scroller: RefObject<HTMLDivElement | null>,
  rows: number,
  row: number,
  over: number,
) {
  const [view, setView] = useState(0);
  const scale: Scale = { rows, row, view };
  const stand = useRef<Stand>(START);
  const [seen, setSeen] = useState({ first: 0, last: -1, shift: 0 });
  const now = useRef(scale);

  const show = () => {
    const next = windowOf(now.current, stand.current, SPARE);
    setSeen((old) =>
      old.first === next.first && old.last === next.last && old.shift === next.shift ? old : next,
    );
  };
  /** Puts the scroller somewhere without taking that for a move of the reader's. */
  const put = (next: Stand) => {
    const element = scroller.current;
    if (!element) return;
    if (Math.abs(element.scrollTop - next.scroll) >= 1) element.scrollTop = next.scroll;
    // A browser may round it.
    stand.current = isScaled(now.current)
      ? { scroll: element.scrollTop, top: next.top }
      : { scroll: element.scrollTop, top: element.scrollTop };
    show();
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setView(Math.max(element.clientHeight - over, 0));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [scroller, over]);

  // Other rows, other heights: what stood at the top stays there.
  useLayoutEffect(() => {
    const before = now.current;
    now.current = { rows, row, view };
    if (before.row !== row && before.row > 0) {
      const top = (stand.current.top / before.row) * row;
      put({ scroll: scrollOf(now.current, top), top });
    } else {
      put(stand.current);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only these make another scale
  }, [rows, row, view]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const right = () => put({ scroll: scrollOf(now.current, stand.current.top), top: stand.current.top });
    const scrolled = () => {
      stand.current = moved(now.current, stand.current, element.scrollTop);
      clearTimeout(rest);
      if (isAstray(now.current, stand.current)) right();
      else {
        show();
        if (isScaled(now.current)) rest = setTimeout(right, REST_MS);
      }
    };
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      clearTimeout(rest);
      element.removeEventListener("scroll", scrolled);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- it reads what is newest
  }, [scroller]);

  return {
    ...seen,
    height: heightOf(scale),
    /** How many rows are seen whole. */
    fits: Math.max(Math.floor(view / row), 1),
    /** The first row that is seen whole. */
    top: () => Math.ceil(stand.current.top / row),
    goTo: (index: number) => put(towards(now.current, stand.current, index)),
    restart: () => put(START),
  };
}
