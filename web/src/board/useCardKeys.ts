import { useEffect } from "react";
import { useKeys } from "../shell/keys";

const CARD = "[data-card]";
/** Cards of one column begin at the same place, but for the rounding of pixels. */
const SAME = 4;

interface Place {
  left: number;
  top: number;
}

type Way = "up" | "down" | "left" | "right";

/** The card beside: above and below in its column, or about as high in the column to the left or the right. */
export function beside<P extends Place>(from: P, all: readonly P[], way: Way): P | undefined {
  const others = all.filter((one) => one !== from);
  if (way === "up" || way === "down") {
    const sign = way === "down" ? 1 : -1;
    const there = others.filter(
      (one) => Math.abs(one.left - from.left) < SAME && (one.top - from.top) * sign > 0,
    );
    return nearest(there, (one) => Math.abs(one.top - from.top));
  }
  const sign = way === "right" ? 1 : -1;
  const there = others.filter((one) => (one.left - from.left) * sign > SAME);
  const column = nearest(there, (one) => Math.abs(one.left - from.left));
  if (!column) return undefined;
  return nearest(
    there.filter((one) => Math.abs(one.left - column.left) < SAME),
    (one) => Math.abs(one.top - from.top),
  );
}

function nearest<P>(some: readonly P[], far: (one: P) => number): P | undefined {
  return some.reduce<P | undefined>((best, one) => (best && far(best) <= far(one) ? best : one), undefined);
}

const titleOf = (card: Element | null | undefined) => card?.querySelector<HTMLElement>("a[data-title]");

/** From card to card by the arrows: a column holds hundreds of stops of the tab key. */
export function useCardKeys() {
  const walk = (event: KeyboardEvent, way: Way) => {
    const card = document.activeElement?.closest(CARD);
    // A card that is picked up goes where the arrows say by itself.
    if (!card || event.shiftKey || document.querySelector("[data-lifted]")) return;
    event.preventDefault();
    const all = [...document.querySelectorAll(CARD)].map((element) => {
      const { left, top } = element.getBoundingClientRect();
      return { element, left, top };
    });
    const from = all.find((one) => one.element === card);
    titleOf(from && beside(from, all, way)?.element)?.focus();
  };
  useKeys({
    ArrowUp: (event) => walk(event, "up"),
    ArrowDown: (event) => walk(event, "down"),
    ArrowLeft: (event) => walk(event, "left"),
    ArrowRight: (event) => walk(event, "right"),
  });
}

const PATIENCE_MS = 3_000;
const LOOK_MS = 50;

/** The focus goes along with a card that has moved, once nothing else has it: what had it is gone from its old column. */
export function useFocusOnMoved(id: string | undefined, moves: number) {
  useEffect(() => {
    if (!id) return;
    const until = Date.now() + PATIENCE_MS;
    const look = setInterval(() => {
      const now = document.activeElement;
      const free = !now || now === document.body;
      // A dialog that closes lets go of it; whoever has gone on keeps it.
      if (Date.now() > until || (!free && !now.closest(".ant-modal-root"))) return clearInterval(look);
      const moved = (card: Element) => card.getAttribute("data-card") === id;
      const title = free && titleOf([...document.querySelectorAll(CARD)].find(moved));
      if (!title) return;
      title.focus({ preventScroll: true });
      clearInterval(look);
    }, LOOK_MS);
    return () => clearInterval(look);
  }, [id, moves]);
}
