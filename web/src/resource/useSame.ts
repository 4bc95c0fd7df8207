import { useState } from "react";

/** A value that stays the very same one as long as all that it is made of does. */
export function useSame<T>(value: T, madeOf: readonly unknown[]): T {
  const [kept, setKept] = useState({ madeOf, value });
  if (madeOf.length === kept.madeOf.length && madeOf.every((one, at) => Object.is(one, kept.madeOf[at]))) {
    return kept.value;
  }
  setKept({ madeOf, value });
  return value;
}
