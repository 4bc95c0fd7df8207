import { type FocusEvent, useState } from "react";

/**
 * At which of the cards of a column the tab key stops: the one that had the focus last, or else the first. To the others
 * the arrows go.
 */
export function useStop(cards: readonly string[]) {
  const [last, setLast] = useState<string>();
  const onFocus = (event: FocusEvent) => {
    const card = event.target.closest("[data-card]")?.getAttribute("data-card");
    if (card) setLast(card);
  };
  return { stop: last !== undefined && cards.includes(last) ? last : cards[0], onFocus };
}
