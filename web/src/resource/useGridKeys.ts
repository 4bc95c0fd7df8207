import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useKeys } from "../shell/keys";
import type { Source } from "./useRowsAt";
import type { useScroll } from "./useScroll";

interface Props {
  scroller: RefObject<HTMLDivElement | null>;
  scroll: ReturnType<typeof useScroll>;
  source: Source;
  mark?: (id: string) => void;
  preview?: (index: number) => void;
  /** Something goes along with the focus from row to row. */
  follow?: (index: number) => void;
  edit: (index: number, field: string) => void;
}

/** Going through a table by keys: up and down its rows, along the values of one, to the next view and to the ends. */
export function useGridKeys({ scroller, scroll, source, mark, preview, follow, edit }: Props) {
  // Where a key is on its way to: the row may have to come before it can take the focus.
  const going = useRef<number>(undefined);
  // A row that is scrolled out of sight takes the focus with it; the next key goes on from there.
  const lost = useRef<number>(undefined);
  const column = useRef<string>(undefined);

  const inside = () => {
    const active = document.activeElement;
    return active && scroller.current?.contains(active) ? active : null;
  };
  const here = () => {
    if (going.current !== undefined) return going.current;
    const row = inside()?.closest("[data-index]");
    if (row) return Number(row.getAttribute("data-index"));
    return document.activeElement === document.body ? (lost.current ?? null) : null;
  };
  const arrive = useCallback(() => {
    const index = going.current;
    if (index === undefined) return;
    const row = scroller.current?.querySelector(`[data-index="${index}"]`);
    const cell =
      column.current && row?.querySelector<HTMLElement>(`[data-field="${CSS.escape(column.current)}"]`);
    const aim = cell || row?.querySelector<HTMLElement>("a[data-title]");
    if (!aim) return;
    going.current = undefined;
    lost.current = index;
    aim.focus({ preventScroll: true });
  }, [scroller]);
  // After each drawing: the row may be there now.
  useEffect(arrive);
  useEffect(() => {
    const element = scroller.current;
    const noticed = (event: FocusEvent) => {
      const row = (event.target as Element).closest("[data-index]");
      if (row) lost.current = Number(row.getAttribute("data-index"));
    };
    element?.addEventListener("focusin", noticed);
    return () => element?.removeEventListener("focusin", noticed);
  }, [scroller]);

  const goTo = (index: number) => {
    const to = Math.min(Math.max(index, 0), source.count - 1);
    if (to < 0) return;
    going.current = to;
    scroll.goTo(to);
    follow?.(to);
    arrive();
  };
  const walk = (step: number) => (event: KeyboardEvent) => {
    const at = here();
    event.preventDefault();
    // The first step from anywhere is into the first row in sight.
    goTo(at === null ? scroll.top() : at + step);
  };
  /** Outside the rows such a key belongs to whatever has the focus, or scrolls. */
  const ours = (act: (event: KeyboardEvent) => void) => (event: KeyboardEvent) => {
    if (here() !== null || document.activeElement === document.body) act(event);
  };
  const along = (step: number) => (event: KeyboardEvent) => {
    const row = inside()?.closest("[data-index]");
    if (!row || event.shiftKey) return;
    const cells = [...row.querySelectorAll<HTMLElement>("[data-field]")];
    const at = cells.findIndex((cell) => cell.contains(document.activeElement));
    const next = cells[Math.max(at, 0) + step];
    if (!next) return;
    event.preventDefault();
    const title = next.querySelector<HTMLElement>("a[data-title]");
    column.current = title ? undefined : (next.dataset.field ?? undefined);
    (title ?? next).focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const change = (event: KeyboardEvent) => {
    const cell = inside()?.closest<HTMLElement>("[data-field]");
    const index = here();
    if (!cell?.dataset.field || index === null) return;
    event.preventDefault();
    edit(index, cell.dataset.field);
  };
  useKeys({
    j: walk(1),
    k: walk(-1),
    ArrowDown: ours(walk(1)),
    ArrowUp: ours(walk(-1)),
    PageDown: ours(walk(scroll.fits)),
    PageUp: ours(walk(-scroll.fits)),
    Home: ours((event) => {
      event.preventDefault();
      goTo(0);
    }),
    End: ours((event) => {
      event.preventDefault();
      goTo(source.count - 1);
    }),
    ArrowRight: along(1),
    ArrowLeft: along(-1),
    F2: change,
    Enter: (event) => {
      // On a link Enter follows it.
      if (document.activeElement?.matches("[data-field]")) change(event);
    },
    " ": (event) => {
      const at = here();
      if (!preview || at === null || document.activeElement?.matches("button, input")) return;
      event.preventDefault();
      preview(at);
    },
    x: () => {
      const row = source.rowAt(here() ?? -1);
      if (row) mark?.(row.id);
    },
  });
  const focus = useCallback(
    (index: number) => {
      going.current = index;
      // What stood in its way goes first.
      requestAnimationFrame(arrive);
    },
    [arrive],
  );
  return { focus };
}
