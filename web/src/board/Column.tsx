import { useDroppable } from "@dnd-kit/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import type { ListQuery } from "../api/paths";
import { useReader } from "../words/Reader";
import { Card } from "./Card";
import { CardsWaiting } from "./CardsWaiting";
import styles from "./Column.module.css";
import { ColumnHead } from "./ColumnHead";
import { type Target, useBoard } from "./context";
import { type Figures, withMoves } from "./figures";
import type { Column as ColumnOf } from "./spec";
import { useCards } from "./useCards";
import { useStop } from "./useStop";

const PAGE = 60;
/** A card of the usual height, with the gap beneath it. */
const CARD = 136;

interface Props {
  column: ColumnOf;
  /** Nothing while they are on their way. */
  figures: Figures | undefined;
  query: ListQuery;
  folded: boolean;
  fold: () => void;
  /** Nothing stands in any column yet: this one says what to do. */
  begins?: boolean;
}

/** A column with a scrollbar of its own; only the cards in sight are in the page. */
export function Column({ column, figures, query, folded, fold, begins }: Props) {
  const { noun, say, moves } = useBoard();
  const { say: shell, locale, format } = useReader();
  const target: Target = { column, lane: "" };
  const { setNodeRef, isOver } = useDroppable({ id: column.id, data: target });
  const cards = useCards(noun.name, locale, column.id, "", query, PAGE, !folded);
  const rows = withMoves(cards.rows, column.id, "", moves.pending);
  const scroller = useRef<HTMLDivElement>(null);
  // Its answers change without its identity changing, so nothing here may be remembered between renders.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 4,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const { stop, onFocus } = useStop(items.map((item) => String(item.key)));
  const { hasMore, loadingMore, more } = cards;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - 15) more();
  }, [hasMore, loadingMore, last, rows.length, more]);

  return (
    <section
      ref={setNodeRef}
      className={styles.column}
      data-column={column.id}
      data-folded={folded || undefined}
      data-over={isOver || undefined}
      aria-label={say("column", { name: column.name, n: figures ? format.number(figures.count, 0) : "…" })}
    >
      <ColumnHead column={column} figures={figures} folded={folded} fold={fold} />
      {!folded && (
        // A scrolled part of the page has to be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div ref={scroller} className={styles.cards} tabIndex={0} role="group" aria-label={column.name}>
          {cards.error ? (
            <div className={styles.empty} role="alert">
              <p>{say("column.failed")}</p>
              <RetryButton again={cards.again} />
            </div>
          ) : cards.waiting ? (
            <CardsWaiting count={Math.min(figures?.count ?? 3, 4)} />
          ) : rows.length === 0 && begins && !isOver ? (
            <div className={styles.empty}>
              <strong>{shell("list.empty", { noun: noun.plural })}</strong>
              <p>{shell("list.empty.hint")}</p>
              {noun.may.import && (
                <Link to="/$noun" params={{ noun: "imports" }}>
                  {shell("list.import")}
                </Link>
              )}
            </div>
          ) : rows.length === 0 ? (
            <p className={styles.empty}>{say(isOver ? "column.drop" : "column.empty")}</p>
          ) : (
            <ul style={{ height: virtual.getTotalSize() }} onFocus={onFocus}>
              {items.map((item) => {
                const row = rows[item.index];
                return (
                  row && (
                    <li
                      key={item.key}
                      ref={virtual.measureElement}
                      data-index={item.index}
                      style={{ transform: `translateY(${item.start}px)` }}
                    >
                      <Card row={row} labels={cards.labels} column={column} lane="" stop={row.id === stop} />
                    </li>
                  )
                );
              })}
            </ul>
          )}
        </div>
      )}
    </section>
  );
}

export function RetryButton({ again }: { again: () => void }) {
  const { say } = useReader();
  return (
    <Button size="small" onClick={again}>
      {say("state.again")}
    </Button>
  );
}
