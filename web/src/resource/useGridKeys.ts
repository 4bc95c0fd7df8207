import { useCallback, useEffect, useState } from "react";
import { useKeys } from "../shell/keys";
import { GridCursor } from "./GridCursor";
import type { ListScroll } from "./ListScroll";
import type { Source } from "./useRowsAt";

interface Props {
  scroll: ListScroll;
  source: Source;
  mark?: (id: string) => void;
  preview?: (index: number) => void;
  /** Something goes along with the focus from row to row. */
  follow?: (index: number) => void;
  edit: (index: number, field: string) => void;
}

/** Going through a table by keys: up and down its rows, along the values of one, to the next view and to the ends. */
export function useGridKeys({ scroll, source, mark, preview, follow, edit }: Props) {
  const [cursor] = useState(() => new GridCursor(scroll));
  useEffect(() => cursor.arrive());
  useEffect(() => {
    const noticed = () => cursor.noticed();
    document.addEventListener("focusin", noticed);
    return () => document.removeEventListener("focusin", noticed);
  }, [cursor]);

  const goTo = (event: KeyboardEvent, index: number) => {
    event.preventDefault();
    const to = Math.min(Math.max(index, 0), source.count - 1);
    if (to < 0) return;
    cursor.aim(to);
    scroll.goTo(to);
    follow?.(to);
    cursor.arrive();
  };
  const walk = (event: KeyboardEvent, step: number) => {
    const at = cursor.here();
    // The first step from anywhere is into the first row in sight.
    goTo(event, at === null ? scroll.top : at + step);
  };
  /** Outside the rows such a key belongs to whatever has the focus, or scrolls. */
  const isOurs = () => cursor.here() !== null || document.activeElement === document.body;
  const change = (event: KeyboardEvent) => {
    const [index, field] = [cursor.here(), cursor.field()];
    if (index === null || !field) return;
    event.preventDefault();
    edit(index, field);
  };
  useKeys({
    j: (event) => walk(event, 1),
    k: (event) => walk(event, -1),
    ArrowDown: (event) => isOurs() && walk(event, 1),
    ArrowUp: (event) => isOurs() && walk(event, -1),
    PageDown: (event) => isOurs() && walk(event, scroll.fits),
    PageUp: (event) => isOurs() && walk(event, -scroll.fits),
    Home: (event) => isOurs() && goTo(event, 0),
    End: (event) => isOurs() && goTo(event, source.count - 1),
    ArrowRight: (event) => {
      if (!event.shiftKey && cursor.along(1)) event.preventDefault();
    },
    ArrowLeft: (event) => {
      if (!event.shiftKey && cursor.along(-1)) event.preventDefault();
    },
    F2: change,
    Enter: (event) => {
      // On a link Enter follows it.
      if (document.activeElement?.matches("[data-field]")) change(event);
    },
    " ": (event) => {
      const at = cursor.here();
      if (!preview || at === null || document.activeElement?.matches("button, input")) return;
      event.preventDefault();
      preview(at);
    },
    x: () => {
      const row = source.rowAt(cursor.here() ?? -1);
      if (row) mark?.(row.id);
    },
  });
  /** Gives a row the focus once what stands in its way is gone. */
  const focus = useCallback(
    (index: number) => {
      cursor.aim(index);
      requestAnimationFrame(() => cursor.arrive());
    },
    [cursor],
  );
  return { focus };
}
