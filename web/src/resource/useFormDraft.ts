import { useEffect, useRef, useState } from "react";
import { useSession } from "../api/queries";
import type { Field } from "../api/types";
import { draftOf } from "../parts/draft";
import { sameValue } from "./fields";
import type { Values } from "./formFields";

const PAUSE_MS = 400;

/** What was typed into a form that was neither saved nor discarded: the fields that differ from how it began. */
export function useFormDraft(place: string, fields: Field[], began: Values) {
  const user = useSession()?.user.id;
  const draft = draftOf<Values>(user, `form.${place}`);
  const [found, setFound] = useState(() => {
    const kept = draft.read();
    if (!kept) return undefined;
    // A field that is gone meanwhile, or that may no longer be edited, is not brought back.
    const names = new Set(fields.map((field) => field.name));
    const values = Object.fromEntries(Object.entries(kept.value).filter(([name]) => names.has(name)));
    return Object.keys(values).length > 0 ? { at: kept.at, values } : undefined;
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pending = useRef<(() => void) | undefined>(undefined);
  useEffect(
    () => () => {
      // Closed by a reload or by leaving the page: the last letters are kept, too.
      clearTimeout(timer.current);
      pending.current?.();
    },
    [],
  );
  useEffect(() => {
    const left = () => pending.current?.();
    globalThis.addEventListener("pagehide", left);
    return () => globalThis.removeEventListener("pagehide", left);
  }, []);
  const stop = () => {
    clearTimeout(timer.current);
    pending.current = undefined;
  };
  return {
    /** An earlier draft that nobody has decided about yet. */
    found,
    decide: () => setFound(undefined),
    keep: (values: Values) => {
      stop();
      pending.current = () => {
        pending.current = undefined;
        const changed = Object.fromEntries(
          fields
            .filter((field) => !sameValue(values[field.name] ?? null, began[field.name] ?? null))
            .map((field) => [field.name, values[field.name]]),
        );
        if (Object.keys(changed).length > 0) draft.write(changed);
        else draft.forget();
      };
      timer.current = setTimeout(() => pending.current?.(), PAUSE_MS);
    },
    forget: () => {
      stop();
      draft.forget();
      setFound(undefined);
    },
  };
}
