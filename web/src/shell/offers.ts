// What can be done on the screen that is open, said by its own parts, so that the palette can offer it: the verbs of a
// row, of the rows that are marked. Whoever offers something also does it, with its own dialogs.
import { useEffect, useRef } from "react";

export interface Offer {
  key: string;
  label: string;
  /** What it means, in a sentence. */
  hint?: string | null;
  icon?: string;
  danger?: boolean;
  /** Why it cannot be done right now; then it is shown and does nothing. */
  why?: string;
  run: () => void;
}

export interface Offers {
  /** What it would be done to, in the reader's words. */
  about: string;
  offers: Offer[];
}

type Source = () => Offers | undefined;
const sources = new Set<Source>();

/** Offers this for as long as the component is there; asked anew whenever somebody looks. */
export function useOffers(get: Source): void {
  const latest = useRef(get);
  useEffect(() => {
    latest.current = get;
  });
  useEffect(() => {
    const source: Source = () => latest.current();
    sources.add(source);
    return () => {
      sources.delete(source);
    };
  }, []);
}

/** What every part of the screen offers, the newest first: what was laid over it is meant before what lies below. */
export function offersNow(): Offers[] {
  return [...sources]
    .reverse()
    .map((source) => source())
    .filter((one) => one !== undefined && one.offers.length > 0) as Offers[];
}
