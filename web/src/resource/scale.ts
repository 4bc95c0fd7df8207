// A list may be taller than a browser lets an element be. Then the scroller moves over less height than the rows
// have: what the wheel and the keys do means as many pixels of rows as it says, and the thumb stands for the
// whole. Near either end both run alike, so that the first and the last row are reached without a jump.

/** No browser stops below it: Firefox draws 17.8 million pixels, Chromium 33.5; whole pixels stay exact. */
export const TALLEST = 15_000_000;

export interface Scale {
  rows: number;
  /** Height of a row in pixels. */
  row: number;
  /** Height of what is seen of the rows. */
  view: number;
  tallest?: number;
}

/** Where a list stands. */
export interface Stand {
  /** What the scroller says. */
  scroll: number;
  /** The pixels of rows above what is seen. */
  top: number;
}

const tallestOf = (scale: Scale) => scale.tallest ?? TALLEST;
const within = (value: number, most: number) => Math.min(Math.max(value, 0), Math.max(most, 0));

/** How high the element is that the scroller moves over. */
export function heightOf(scale: Scale): number {
  return Math.min(scale.rows * scale.row, tallestOf(scale));
}

export const isScaled = (scale: Scale) => scale.rows * scale.row > tallestOf(scale);

const endOf = (scale: Scale) => Math.max(scale.rows * scale.row - scale.view, 0);
const thumbEndOf = (scale: Scale) => Math.max(heightOf(scale) - scale.view, 0);
/** So much at either end is not scaled. */
const edgeOf = (scale: Scale) => Math.min(20_000, thumbEndOf(scale) / 10);

/** Where the thumb belongs when so many pixels of rows are above. */
export function scrollOf(scale: Scale, top: number): number {
  if (!isScaled(scale)) return top;
  const [end, thumbEnd, edge] = [endOf(scale), thumbEndOf(scale), edgeOf(scale)];
  if (top <= edge) return top;
  if (top >= end - edge) return thumbEnd - (end - top);
  return edge + ((top - edge) * (thumbEnd - 2 * edge)) / (end - 2 * edge);
}

/** The pixels of rows above, where the thumb stands for all of them. */
export function topOf(scale: Scale, scroll: number): number {
  if (!isScaled(scale)) return scroll;
  const [end, thumbEnd, edge] = [endOf(scale), thumbEndOf(scale), edgeOf(scale)];
  if (scroll <= edge) return scroll;
  if (scroll >= thumbEnd - edge) return end - (thumbEnd - scroll);
  return edge + ((scroll - edge) * (end - 2 * edge)) / (thumbEnd - 2 * edge);
}

/** Where the list stands after the scroller moved: by a step, or along the whole. */
export function moved(scale: Scale, before: Stand, scroll: number): Stand {
  if (!isScaled(scale)) return { scroll, top: scroll };
  const step = scroll - before.scroll;
  const stepped = Math.abs(step) <= scale.view;
  return { scroll, top: within(stepped ? before.top + step : topOf(scale, scroll), endOf(scale)) };
}

/** Whether the thumb has come so far from where it belongs that the next step could run into an end too early. */
export function isAstray(scale: Scale, stand: Stand): boolean {
  if (!isScaled(scale) || Math.abs(scrollOf(scale, stand.top) - stand.scroll) < 1) return false;
  return stand.scroll < scale.view || stand.scroll > thumbEndOf(scale) - scale.view;
}

/** The least move after which a row is seen whole. */
export function towards(scale: Scale, before: Stand, index: number): Stand {
  const above = index * scale.row;
  const top =
    above < before.top
      ? above
      : above + scale.row > before.top + scale.view
        ? above + scale.row - scale.view
        : before.top;
  const to = within(top, endOf(scale));
  return { scroll: to === before.top ? before.scroll : scrollOf(scale, to), top: to };
}

/** The rows to draw, with some before and behind, and how far each is moved from where it stands among all. */
export function windowOf(scale: Scale, stand: Stand, spare: number) {
  const first = Math.max(Math.floor(stand.top / scale.row) - spare, 0);
  const last = Math.min(Math.ceil((stand.top + scale.view) / scale.row) + spare, scale.rows) - 1;
  return { first, last, shift: Math.round(stand.scroll - stand.top) };
}
