import type { HistoryState } from "@tanstack/react-router";

/**
 * What the page of a row is told about the list it is opened from. Rows hold this one object, so that none of them is
 * drawn again only because the list is another.
 */
export class OpenedFrom {
  #list: Record<string, unknown> | undefined;

  is(list: Record<string, unknown> | undefined) {
    this.#list = list;
  }

  /** For a link's `state`, which is asked when it is followed. */
  readonly state = (): HistoryState => (this.#list ? { list: this.#list } : {});
}
