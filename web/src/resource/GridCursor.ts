import type { ListScroll } from "./ListScroll";

/** Which row of a table has the focus, also while it is on its way or out of sight. */
export class GridCursor {
  #scroll: ListScroll;
  /** Where a key is on its way to: the row may have to come before it can take the focus. */
  #going: number | undefined;
  /** A row that is scrolled out of sight takes the focus with it; the next key goes on from there. */
  #lost: number | undefined;
  /** The field whose value has the focus, unless it is the title. */
  #field: string | undefined;

  constructor(scroll: ListScroll) {
    this.#scroll = scroll;
  }

  /** The row with the focus, by its place in the list. */
  here(): number | null {
    if (this.#going !== undefined) return this.#going;
    const row = this.#scroll.focused()?.closest("[data-index]");
    if (row) return Number(row.getAttribute("data-index"));
    return document.activeElement === document.body ? (this.#lost ?? null) : null;
  }

  /** The field with the focus. */
  field(): string | undefined {
    return this.#scroll.focused()?.closest<HTMLElement>("[data-field]")?.dataset.field;
  }

  /** A row is to have the focus, as soon as it is drawn. */
  aim(index: number) {
    this.#going = index;
  }

  /** To be called after each drawing. */
  arrive() {
    const index = this.#going;
    if (index === undefined) return;
    const row = this.#scroll.rowAt(index);
    const field = this.#field && row?.querySelector<HTMLElement>(`[data-field="${CSS.escape(this.#field)}"]`);
    const aim = field || row?.querySelector<HTMLElement>("a[data-title]");
    if (!aim) return;
    this.#going = undefined;
    this.#lost = index;
    aim.focus({ preventScroll: true });
  }

  /** The focus went somewhere. */
  noticed() {
    const row = this.#scroll.focused()?.closest("[data-index]");
    if (row) this.#lost = Number(row.getAttribute("data-index"));
  }

  /** To the next value of the row, or the one before; whether there is one. */
  along(step: number): boolean {
    const row = this.#scroll.focused()?.closest("[data-index]");
    const cells = [...(row?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
    const at = cells.findIndex((cell) => cell.contains(document.activeElement));
    const next = cells[Math.max(at, 0) + step];
    if (!next) return false;
    const title = next.querySelector<HTMLElement>("a[data-title]");
    this.#field = title ? undefined : next.dataset.field;
    (title ?? next).focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }
}
