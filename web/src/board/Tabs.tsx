import { type RefObject, useEffect, useState } from "react";
import { toneName } from "../theme/tokens";
import { useReader } from "../words/Reader";
import styles from "./Board.module.css";
import { useBoard } from "./context";
import { type Figures, NONE } from "./figures";
import type { Column } from "./spec";

interface Props {
  columns: Column[];
  figures: ReadonlyMap<string, Figures>;
  board: RefObject<HTMLDivElement | null>;
}

/** On a phone: the columns by name, and which of them is in sight. */
export function Tabs({ columns, figures, board }: Props) {
  const { say } = useBoard();
  const { format } = useReader();
  const [at, setAt] = useState(0);
  useEffect(() => {
    const scroller = board.current;
    if (!scroller) return;
    const moved = () => {
      const wide = scroller.scrollWidth / Math.max(columns.length, 1);
      setAt(Math.min(Math.round(scroller.scrollLeft / wide), columns.length - 1));
    };
    scroller.addEventListener("scroll", moved, { passive: true });
    return () => scroller.removeEventListener("scroll", moved);
  }, [board, columns.length]);
  return (
    <div className={styles.tabs} role="group" aria-label={say("columns")}>
      {columns.map((column, index) => (
        <button
          key={column.id}
          type="button"
          aria-current={index === at || undefined}
          ref={(tab) => {
            if (index === at) tab?.scrollIntoView?.({ block: "nearest", inline: "center" });
          }}
          onClick={() =>
            board.current?.children[index]?.scrollIntoView({ inline: "center", block: "nearest" })
          }
        >
          <span
            className={styles.dot}
            style={{ background: `var(--qm-tone-${toneName(column.tone)})` }}
            aria-hidden="true"
          />
          {column.name}
          <span className="muted">{format.number((figures.get(column.id) ?? NONE).count, 0)}</span>
        </button>
      ))}
    </div>
  );
}
