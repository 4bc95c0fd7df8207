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

export interface Seen {
  first: number;
  last: number;
  /** How far the rows are drawn from where they stand among all, in pixels. */
  shift: number;
  /** How high the element is that the rows stand in. */
  height: number;
}

/** What a list's scroller shows, followed and led. Drawn with `useSyncExternalStore`: rows keep up with the wheel. */
export class ListScroll {
  #element: HTMLElement | undefined;
  #scale: Scale = { rows: 0, row: 1, view: 0 };
  /** The height of what stands above the rows and stays there. */
  #over = 0;
  #stand: Stand = { scroll: 0, top: 0 };
  #seen: Seen = { first: 0, last: -1, shift: 0, height: 0 };
  #tell = new Set<() => void>();
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** A `ref` for the element that scrolls. */
  readonly attach = (element: HTMLElement | null) => {
    if (!element) return;
    this.#element = element;
    const watch = new ResizeObserver(() => this.#measure());
    watch.observe(element);
    element.addEventListener("scroll", this.#scrolled, { passive: true });
    this.#measure();
    return () => {
      clearTimeout(this.#rest);
      watch.disconnect();
      element.removeEventListener("scroll", this.#scrolled);
      this.#element = undefined;
    };
  };
  readonly subscribe = (tell: () => void) => {
    this.#tell.add(tell);
    return () => void this.#tell.delete(tell);
  };
  readonly seen = () => this.#seen;

  /** So many rows, so high, below so much that stays. What stood at the top stays there. */
  sized(rows: number, row: number, over: number) {
    const before = this.#scale;
    this.#over = over;
    this.#scale = { ...before, rows, row };
    this.#show();
    this.#measure();
    const top = (this.#stand.top / before.row) * row;
    this.#put(before.row === row ? this.#stand : { scroll: scrollOf(this.#scale, top), top });
  }

  /** How many rows are seen whole. */
  get fits(): number {
    return Math.max(Math.floor(this.#scale.view / this.#scale.row), 1);
  }

  /** The first row that is seen whole. */
  get top(): number {
    return Math.ceil(this.#stand.top / this.#scale.row);
  }

  /** Brings a row into sight by the least move. */
  goTo(index: number) {
    this.#put(towards(this.#scale, this.#stand, index));
  }

  restart() {
    this.#put({ scroll: 0, top: 0 });
  }

  /** The drawn row at this place of the list. */
  rowAt(index: number): HTMLElement | null {
    return this.#element?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
  }

  /** What has the focus, if it is in here. */
  focused(): Element | null {
    const active = document.activeElement;
    return active && this.#element?.contains(active) ? active : null;
  }

  #measure() {
    if (!this.#element) return;
    const view = Math.max(this.#element.clientHeight - this.#over, 0);
    if (view !== this.#scale.view) this.#scale = { ...this.#scale, view };
    this.#show();
  }

  readonly #scrolled = () => {
    const element = this.#element;
    if (!element) return;
    // Columns lie behind those that stay, which cast a shadow then.
    element.toggleAttribute("data-sideways", element.scrollLeft > 0);
    this.#stand = moved(this.#scale, this.#stand, element.scrollTop);
    clearTimeout(this.#rest);
    if (isAstray(this.#scale, this.#stand)) return this.#right();
    this.#show();
    if (isScaled(this.#scale)) this.#rest = setTimeout(() => this.#right(), REST_MS);
  };

  /** The thumb goes where it belongs; the rows stay. */
  #right() {
    this.#put({ scroll: scrollOf(this.#scale, this.#stand.top), top: this.#stand.top });
  }

  /** Puts the scroller somewhere without taking that for a move of the reader's. */
  #put(next: Stand) {
    const element = this.#element;
    if (!element) return;
    if (Math.abs(element.scrollTop - next.scroll) >= 1) element.scrollTop = next.scroll;
    // A browser may round it.
    const scroll = element.scrollTop;
    this.#stand = { scroll, top: isScaled(this.#scale) ? next.top : scroll };
    this.#show();
  }

  #show() {
    const next = { ...windowOf(this.#scale, this.#stand, SPARE), height: heightOf(this.#scale) };
    const old = this.#seen;
    const same =
      old.first === next.first &&
      old.last === next.last &&
      old.shift === next.shift &&
      old.height === next.height;
    if (same) return;
    this.#seen = next;
    for (const tell of this.#tell) tell();
  }
}
