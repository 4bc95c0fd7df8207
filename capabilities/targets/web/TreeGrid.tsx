import { useVirtualizer } from "@tanstack/react-virtual";
import { useBook, useReader } from "@shell/words/Reader";
import { useCallback, useEffect, useId, useMemo, useRef, type CSSProperties, type ReactNode } from "react";
import { written, type Scale } from "./amounts";
import type { Pasted } from "./block";
import { rangeOf } from "./cursor";
import { Row } from "./Row";
import { amountIn, type Looks, type Part } from "./sheet";
import { shown } from "./tree";
import styles from "./Sheet.module.css";
import type { Edit, Grid, Line } from "./types";
import { useSheet } from "./useSheet";
import { book } from "./words";

const ROW = 32;

interface Props {
  grid: Grid;
  parts: readonly Part[];
  /** What stands at the head of a column, and a line below it. */
  head: (part: Part) => { title: string; below?: string };
  looks: Looks;
  scale: Scale;
  above: ReadonlySet<string>;
  shut: ReadonlySet<string>;
  turn: (node: string, open: boolean) => void;
  conflicts: ReadonlySet<string>;
  /** The place that was looked for: it is gone to. */
  found?: string;
  /** Absent where the reader may only look. */
  make?: (edits: Edit[]) => Promise<boolean>;
  undo: () => void;
  redo: () => void;
  why: (line: Line) => void;
  talk: (line: Line) => void;
  find: () => void;
  told: (pasted: Pasted) => void;
  /** What can be done with the line one is on. */
  deeds?: (line: Line) => ReactNode;
}

/**
 * The plan as a spreadsheet: arrows go on, typing writes, Enter keeps, Escape does not. What is typed into a target locks it;
 * Delete lets go. Only the rows in sight are in the page.
 */
export function TreeGrid(props: Props) {
  const { grid, parts, looks, above, shut, turn, make, conflicts, found } = props;
  const say = useBook(book);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => shown(grid.rows, shut), [grid.rows, shut]);
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (row) => lines[row]?.node ?? row,
    scrollPaddingStart: 40,
    overscan: 6,
  });
  const focus = useCallback(() => scroller.current?.focus({ preventScroll: true }), []);
  const sheet = useSheet({
    ...props,
    lines,
    page: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / ROW) - 2),
    focus,
    turn: (line, open) => {
      if (!above.has(line.node) || shut.has(line.node) !== open) return false;
      turn(line.node, open);
      return true;
    },
  });
  const { cursor, draft, go, keep } = sheet;
  const range = rangeOf(cursor);
  const { row, column } = cursor.at;
  const several = range.top !== range.bottom || range.left !== range.right;

  useEffect(() => {
    const at = found ? lines.findIndex((line) => line.node === found) : -1;
    if (at >= 0) {
      go({ row: at, column: 1 });
      focus();
    }
    // Only when it is looked for: afterwards the keys lead.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [found]);
  useEffect(() => {
    virtual.scrollToIndex(row);
    // A cell that is half beneath the names or beyond the edge comes into sight with its column.
    const box = scroller.current;
    const part = parts[column];
    if (!box || !part || column === 0) return;
    const first = parts[0]?.width ?? 0;
    const left = parts.slice(0, column).reduce((sum, one) => sum + one.width, 0);
    if (left - box.scrollLeft < first) box.scrollLeft = left - first;
    else if (left + part.width > box.scrollLeft + box.clientWidth)
      box.scrollLeft = left + part.width - box.clientWidth;
  }, [row, column, parts, virtual]);

  const template = parts.map((part) => `${part.width}px`).join(" ");
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const cellOf = (target: EventTarget) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;
    return cell && { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
  };
  const line = lines[row];
  const part = parts[column];
  const editor = draft !== undefined && line && (
    <input
      // What is typed goes on here at once.
      autoFocus
      aria-label={say("value.of", { name: line.name, what: part ? props.head(part).title : "" })}
      aria-invalid={sheet.wrong || undefined}
      className={styles.input}
      inputMode="decimal"
      value={draft}
      onChange={(event) => sheet.setDraft(event.target.value)}
      onBlur={() => keep()}
    />
  );
  return (
    <div className={styles.sheet}>
      <div
        ref={scroller}
        className={styles.grid}
        style={{ "--rows": lines.length } as CSSProperties}
        role="treegrid"
        tabIndex={0}
        aria-label={say("grid")}
        aria-rowcount={lines.length + 1}
        aria-colcount={parts.length}
        aria-readonly={!make || undefined}
        aria-multiselectable
        aria-activedescendant={`${id}-${row}-${column}`}
        onKeyDown={sheet.onKey}
        onCopy={sheet.onCopy}
        onCut={sheet.onCut}
        onPaste={sheet.onPaste}
        onPointerDown={(event) => {
          if (
            event.button !== 0 ||
            (event.target instanceof Element && event.target.closest("input, button"))
          )
            return;
          const to = cellOf(event.target);
          if (!to) return;
          if (draft !== undefined) keep();
          go(to, event.shiftKey);
        }}
        onPointerMove={(event) => {
          // A finger scrolls; a mouse marks.
          if (event.buttons !== 1 || event.pointerType !== "mouse" || draft !== undefined) return;
          const to = cellOf(event.target);
          if (to && (to.row !== row || to.column !== column)) go(to, true);
        }}
        onDoubleClick={(event) => cellOf(event.target) && sheet.begin()}
      >
        <div
          className={styles.heads}
          role="row"
          aria-rowindex={1}
          style={{ gridTemplateColumns: template, inlineSize: width }}
        >
          {parts.map((one, at) => {
            const { title, below } = props.head(one);
            return (
              <span
                key={one.key}
                role="columnheader"
                className={at === 0 || one.sort === "talk" ? undefined : styles.number}
                data-here={at === column || undefined}
              >
                <b>{title}</b>
                {below && <small>{below}</small>}
              </span>
            );
          })}
        </div>
        <div
          role="rowgroup"
          className={styles.lines}
          style={{ height: virtual.getTotalSize(), inlineSize: width }}
        >
          {virtual.getVirtualItems().map((item) => {
            const one = lines[item.index];
            if (!one) return null;
            const inside = several && item.index >= range.top && item.index <= range.bottom;
            const at = item.index === row;
            return (
              <Row
                key={item.key}
                id={id}
                line={one}
                index={item.index}
                top={item.start}
                parts={parts}
                template={template}
                looks={looks}
                group={above.has(one.node)}
                open={!shut.has(one.node)}
                turn={turn}
                here={at ? column : undefined}
                left={inside ? range.left : undefined}
                right={inside ? range.right + 1 : undefined}
                mayWrite={make !== undefined}
                conflict={conflicts.has(one.node)}
                found={found === one.node}
                editor={at ? editor : undefined}
              />
            );
          })}
        </div>
      </div>
      <footer className={styles.foot}>
        {sheet.wrong ? (
          <span role="alert" className={styles.wrong}>
            {say("value.wrong")}
          </span>
        ) : (
          line && <span className={styles.where}>{props.deeds?.(line)}</span>
        )}
        <Sums lines={lines} parts={parts} looks={looks} range={range} several={several} />
      </footer>
    </div>
  );
}

interface SumProps {
  lines: readonly Line[];
  parts: readonly Part[];
  looks: Looks;
  range: ReturnType<typeof rangeOf>;
  several: boolean;
}

/** What the marked amounts are together, as spreadsheets say it below the table. */
function Sums({ lines, parts, looks, range, several }: SumProps) {
  const say = useBook(book);
  const { format } = useReader();
  const { top, bottom, left, right } = range;
  const amounts = useMemo(() => {
    if (!several) return [];
    const cells = parts.slice(left, right + 1);
    return lines
      .slice(top, bottom + 1)
      .flatMap((line) => cells.map((part) => amountIn(part, line, looks)).filter((one) => one !== null));
  }, [several, lines, parts, looks, top, bottom, left, right]);
  if (amounts.length < 2) return null;
  const sum = amounts.reduce((all, one) => all + one, 0);
  return (
    <span className={styles.sums} role="status">
      <span>
        {say("sum")} <b>{written(sum, looks.scale)}</b>
      </span>
      <span>
        {say("mean")} <b>{written(Math.round(sum / amounts.length), looks.scale)}</b>
      </span>
      <span>
        {say("count")} <b>{format.number(amounts.length)}</b>
      </span>
    </span>
  );
}
