import { memo, type ReactNode } from "react";
import { DownOutlined, LockOutlined, RightOutlined } from "@shell/theme/icons";
import { Tone } from "@shell/resource/Cell";
import { useBook } from "@shell/words/Reader";
import type { Say } from "@shell/words/words";
import { written } from "./amounts";
import { amountIn, isWritten, ratioIn, type Looks, type Part } from "./sheet";
import styles from "./Sheet.module.css";
import { tones } from "./tones";
import type { Line } from "./types";
import { book, type TargetWord } from "./words";

export interface RowProps {
  line: Line;
  index: number;
  top: number;
  parts: readonly Part[];
  template: string;
  looks: Looks;
  /** Whether it has places below it, and whether they are in sight. */
  group: boolean;
  open: boolean;
  turn: (node: string, open: boolean) => void;
  /** The column one is on, if one is on this row. */
  here?: number;
  /** The columns that are marked in this row: the first, and behind the last. */
  left?: number;
  right?: number;
  mayWrite: boolean;
  /** It is one of those that cannot all be kept. */
  conflict?: boolean;
  found?: boolean;
  /** What is being written, in the column one is on. */
  editor?: ReactNode;
  id: string;
}

/** One place. It is drawn again only when something of it is different: thousands of them scroll by. */
export const Row = memo(function Row(props: RowProps) {
  const { line, index, top, parts, template, group, open, here, left, right, conflict, found, id } = props;
  const say = useBook(book);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={line.depth + 1}
      aria-expanded={group ? open : undefined}
      data-depth={Math.min(line.depth, 3)}
      data-conflict={conflict || undefined}
      data-found={found || undefined}
      className={styles.line}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
    >
      {parts.map((part, column) => {
        const marked = left !== undefined && right !== undefined && column >= left && column < right;
        return (
          <div
            key={part.key}
            id={`${id}-${index}-${column}`}
            role={column === 0 ? "rowheader" : "gridcell"}
            aria-selected={marked || column === here}
            aria-readonly={!props.mayWrite || !isWritten(part) || undefined}
            data-row={index}
            data-column={column}
            data-here={column === here || undefined}
            data-marked={marked || undefined}
            data-writes={(props.mayWrite && isWritten(part)) || undefined}
            className={column === 0 || part.sort === "talk" ? undefined : styles.number}
          >
            {column === here && props.editor ? props.editor : content(part, props, say)}
          </div>
        );
      })}
    </div>
  );
});

const percent = (ratio: number) => `${(Math.round(ratio * 1000) / 10).toFixed(1)}%`;

/** A driver's number as it is: with separators, and at most two digits behind the point. */
function driven(text: string): string {
  const [whole = "", rest = ""] = text.split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}${rest ? `.${rest.slice(0, 2)}` : ""}`;
}

/** What stands in a cell. No component of its own: hundreds of cells come into sight with a turn of the wheel. */
function content(part: Part, { line, looks, group, open, turn }: RowProps, say: Say<TargetWord>): ReactNode {
  if (part.sort === "name")
    return (
      <span className={styles.name} style={{ paddingInlineStart: line.depth * 14 }}>
        {group ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={say(open ? "shut" : "open", { name: line.name })}
            onClick={() => turn(line.node, !open)}
          >
            {open ? <DownOutlined /> : <RightOutlined />}
          </button>
        ) : (
          <i />
        )}
        <span className={styles.text} title={line.name}>
          {line.name}
        </span>
        {line.bucket && <small className={styles.bucket}>{line.bucket}</small>}
        {!!line.comments && (
          <small className={styles.comments} title={say("comments.n", { n: line.comments })}>
            {line.comments}
          </small>
        )}
      </span>
    );
  if (part.sort === "talk")
    return line.talk === "held" ? (
      <span className={styles.none}>{say("talk.held")}</span>
    ) : (
      <Tone tone={tones[line.talk]}>{say(`talk.${line.talk}` as TargetWord)}</Tone>
    );
  if (part.sort === "driver") {
    const own = line.drivers[part.driver ?? ""];
    if (own === null || own === undefined) return <span className={styles.none}>–</span>;
    return driven(own);
  }
  if (part.sort === "over" || part.sort === "share") {
    const ratio = ratioIn(part, line, looks);
    if (ratio === null) return null;
    if (part.sort === "share") return <span className="muted">{percent(ratio)}</span>;
    const more = Math.round(ratio * 1000);
    return (
      <span className={more === 0 ? styles.none : styles.differs}>
        {more > 0 ? "+" : ""}
        {percent(ratio)}
      </span>
    );
  }
  const amount = amountIn(part, line, looks);
  if (amount === null) return part.sort === "min" || part.sort === "max" ? null : <i />;
  const text = written(amount, looks.scale);
  if (part.sort === "target")
    return (
      <>
        {line.lock !== null && <LockOutlined className={styles.lock} aria-label={say("locked")} />}
        {text}
      </>
    );
  if (part.sort === "short")
    return (
      <span className={amount < 0 ? styles.under : amount > 0 ? styles.above : styles.none}>
        {amount > 0 ? "+" : ""}
        {text}
      </span>
    );
  // What those below say together is not what the place says itself.
  if (part.sort === "proposed" && line.proposed === null)
    return <span className={styles.rolled}>{text}</span>;
  return text;
}
