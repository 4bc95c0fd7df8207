import { useRef, useState } from "react";
import { decimal, type Scale } from "./amounts";
import { pasted as readBlock, type Pasted } from "./block";
import { allRows, here, kept, moved, rangeOf, tabbed, type Cursor, type Place } from "./cursor";
import { block } from "./pasted";
import { amountIn, copied, editOf, isSame, isWritten, type Looks, type Part } from "./sheet";
import type { Edit, Grid, Line } from "./types";

export interface Sheet {
  cursor: Cursor;
  draft: string | undefined;
  wrong: boolean;
  setDraft: (text: string | undefined) => void;
  go: (to: Place, extend?: boolean) => void;
  /** Keeps what is being written and goes on. */
  keep: (then?: "down" | "up" | "next" | "back") => void;
  begin: (text?: string) => void;
  onKey: (event: React.KeyboardEvent) => void;
  onCopy: (event: React.ClipboardEvent) => void;
  onCut: (event: React.ClipboardEvent) => void;
  onPaste: (event: React.ClipboardEvent) => void;
}

interface Needs {
  grid: Grid;
  lines: readonly Line[];
  parts: readonly Part[];
  looks: Looks;
  scale: Scale;
  page: () => number;
  focus: () => void;
  /** Absent where the reader may only look. */
  make?: (edits: Edit[]) => Promise<boolean>;
  undo: () => void;
  redo: () => void;
  /** Opens or shuts the places below; false where there is nothing to turn. */
  turn: (line: Line, open: boolean) => boolean;
  why: (line: Line) => void;
  talk: (line: Line) => void;
  find: () => void;
  told: (pasted: Pasted) => void;
}

/** What a spreadsheet does with keys, the clipboard and a cell that is being written. */
export function useSheet(needs: Needs): Sheet {
  const { grid, lines, parts, looks, scale, make } = needs;
  const [cursor, setCursor] = useState<Cursor>(here({ row: 0, column: 1 }));
  const [draft, setText] = useState<string>();
  const [wrong, setWrong] = useState(false);
  // The column where Tab began: Enter goes on below it, as one fills in a table.
  const began = useRef<number>(undefined);
  // After Escape, Tab leaves the table: nobody is caught in it.
  const leaving = useRef(false);
  // A cell that is being left by a key loses the focus as well: it is kept once.
  const writing = useRef(false);
  // What stood in the cell when writing began: kept as it is, it is no change and locks nothing.
  const stood = useRef<string>(undefined);
  const bounds = { rows: lines.length, columns: parts.length, page: needs.page() };
  const now = kept(cursor, bounds);
  const at = now.at;
  const line = lines[at.row];
  const part = parts[at.column];

  const set = (next: Cursor) => {
    writing.current = false;
    setCursor(next);
    setText(undefined);
    setWrong(false);
    leaving.current = false;
  };
  const go = (to: Place, extend = false) => {
    began.current = undefined;
    const { at: place } = kept(here(to), bounds);
    set(extend ? { at: place, from: now.from } : here(place));
  };
  const writes = make !== undefined && isWritten(part);
  const begin = (text?: string) => {
    if (!writes || !line || !part) return;
    const held =
      part.sort === "driver" ? (line.drivers[part.driver ?? ""] ?? "") : amountIn(part, line, looks);
    const shown = held === null ? "" : typeof held === "number" ? decimal(held, scale) : held;
    writing.current = true;
    stood.current = text === undefined ? shown : undefined;
    setText(text ?? shown);
    setWrong(false);
  };
  const onward = (then?: "down" | "up" | "next" | "back") => {
    if (then === "next" || then === "back") {
      began.current ??= at.column;
      const to = tabbed(now, then === "back", bounds);
      if (to) set(here(to));
      return;
    }
    const column = began.current ?? at.column;
    began.current = undefined;
    if (then) set(here(kept(here({ row: at.row + (then === "up" ? -1 : 1), column }), bounds).at));
  };
  const keep = (then?: "down" | "up" | "next" | "back") => {
    if (draft === undefined || !writing.current || !make || !line || !part) return;
    const edit = editOf(part, line, draft, grid, scale);
    if (edit === "wrong" || edit === "closed") return setWrong(true);
    writing.current = false;
    setText(undefined);
    needs.focus();
    onward(then);
    if (draft !== stood.current && !isSame(edit, line)) void make([edit]);
  };
  /** The cells that are marked, line by line. */
  const marked = () => {
    const { top, bottom, left, right } = rangeOf(now);
    return lines
      .slice(top, bottom + 1)
      .map((one) => ({ line: one, parts: parts.slice(left, right + 1).filter(Boolean) }));
  };
  const emptied = (): Edit[] =>
    marked().flatMap(({ line: one, parts: cells }) =>
      cells.flatMap((cell) => {
        const edit = editOf(cell, one, "", grid, scale);
        return typeof edit === "string" || isSame(edit, one) ? [] : [edit];
      }),
    );
  const locks = (): Edit[] => {
    const all = marked().map(({ line: one }) => one);
    // As one they lock, unless every one of them is locked.
    const free = all.some((one) => one.lock === null);
    return all
      .filter((one) => (one.lock === null) === free)
      .map((one) => ({ node: one.node, lock: free ? decimal(one.value, { digits: scale.digits }) : null }));
  };
  const filled = (): Edit[] => {
    const [first, ...rest] = marked();
    if (!first) return [];
    return rest.flatMap(({ line: one, parts: cells }) =>
      cells.flatMap((cell) => {
        const edit = editOf(
          cell,
          one,
          copied(cell, first.line, looks, (n) => decimal(n, scale)),
          grid,
          scale,
        );
        return typeof edit === "string" ? [] : [edit];
      }),
    );
  };

  const onCommand = (key: string, shift: boolean): boolean => {
    if (key === "z") (shift ? needs.redo : needs.undo)();
    else if (key === "y") needs.redo();
    else if (key === "a") set(allRows(now, bounds));
    else if (key === "f") needs.find();
    else if (key === "d" && make) void make(filled());
    else return false;
    return true;
  };
  const onLetter = (key: string): boolean => {
    if (!line) return false;
    if (key === "w") needs.why(line);
    else if (key === "c" || key === "t") needs.talk(line);
    else if (key === "/") needs.find();
    else if ((key === "l" || key === " ") && make) void make(locks());
    else return false;
    return true;
  };
  const onKey = (event: React.KeyboardEvent) => {
    const { key, shiftKey: shift } = event;
    const command = event.ctrlKey || event.metaKey;
    const take = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.nativeEvent.isComposing || event.altKey) return;
    if (draft !== undefined) {
      if (key === "Enter") keep(shift ? "up" : "down");
      else if (key === "Tab") keep(shift ? "back" : "next");
      else if (key === "Escape") {
        writing.current = false;
        setText(undefined);
        setWrong(false);
        needs.focus();
      } else {
        // What is written is the input's; the page's own keys stay out of it.
        event.stopPropagation();
        return;
      }
      return take();
    }
    if (key === "Escape") {
      setCursor(here(at));
      leaving.current = true;
      return;
    }
    if (key === "Tab") {
      const to = leaving.current ? undefined : tabbed(now, shift, bounds);
      if (!to) return;
      onward(shift ? "back" : "next");
      return take();
    }
    if (command && onCommand(key.toLowerCase(), shift)) return take();
    if (at.column === 0 && line && !shift && !command && (key === "ArrowRight" || key === "ArrowLeft")) {
      if (needs.turn(line, key === "ArrowRight")) return take();
    }
    const next = moved(now, { key, shift, command }, bounds);
    if (next) {
      began.current = undefined;
      set(next);
      return take();
    }
    if (key === "Enter" || key === "F2") {
      if (writes) begin();
      else if (key === "Enter" && line) {
        if (!needs.turn(line, true)) needs.turn(line, false);
      }
      return take();
    }
    if ((key === "Delete" || key === "Backspace") && make) {
      void make(emptied());
      return take();
    }
    if (command) return;
    if (onLetter(key.toLowerCase())) return take();
    if (/^[\d.+\-¥￥$€£０-９]$/.test(key) && writes) {
      begin(key);
      take();
    }
  };
  const text = () =>
    marked()
      .map(({ line: one, parts: cells }) =>
        cells.map((cell) => quoted(copied(cell, one, looks, (n) => decimal(n, scale)))).join("\t"),
      )
      .join("\n");
  const onCopy = (event: React.ClipboardEvent) => {
    if (draft !== undefined) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", text());
  };
  return {
    cursor: now,
    draft,
    wrong,
    setDraft: (next) => {
      setText(next);
      setWrong(false);
    },
    go,
    keep,
    begin,
    onKey,
    onCopy,
    onCut: (event) => {
      if (draft !== undefined) return;
      onCopy(event);
      if (make) void make(emptied());
    },
    onPaste: (event) => {
      if (draft !== undefined || !make) return;
      event.preventDefault();
      const told = readBlock(
        block(event.clipboardData.getData("text/plain")),
        now,
        lines,
        parts,
        grid,
        scale,
      );
      needs.told(told);
      // A block with something wrong in it is not half taken.
      if (told.wrong.length === 0) void make(told.edits);
    },
  };
}

const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
