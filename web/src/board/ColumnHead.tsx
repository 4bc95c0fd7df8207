import type { Money } from "../api/types";
import { toneName } from "../theme/tokens";
import { DownOutlined, RightOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import styles from "./Column.module.css";
import { useBoard } from "./context";
import type { Figures } from "./figures";
import type { Column } from "./spec";

interface Props {
  column: Column;
  /** Nothing while they are on their way. */
  figures: Figures | undefined;
  folded: boolean;
  fold?: () => void;
}

/** Short to be read at a glance, exact for whoever points at it; currencies apart. */
export function Amounts({ of, word }: { of: Money[]; word?: "column.total" | "column.weighted" }) {
  const { say } = useBoard();
  const { format } = useReader();
  if (of.length === 0) return null;
  const short = of.map((one) => format.short(Number(one.amount), one.currency)).join(" + ");
  const exact = of.map((one) => format.money(one)).join(" + ");
  const told = (amount: string) => (word === "column.weighted" ? say(word, { amount }) : amount);
  return (
    <span title={word ? say(word, { amount: exact }) : exact} data-figure={word}>
      {told(short)}
    </span>
  );
}

/** Name, count, totals, and whether there are more than can be looked after. */
export function ColumnHead({ column, figures, folded, fold }: Props) {
  const { say } = useBoard();
  const { format } = useReader();
  const tone = toneName(column.tone);
  const over = column.limit !== undefined && (figures?.count ?? 0) > column.limit;
  const count = figures ? format.number(figures.count, 0) : "…";
  const counted =
    column.limit === undefined
      ? count
      : say(over ? "column.over" : "column.limit", { n: count, limit: format.number(column.limit, 0) });
  return (
    <header className={styles.head} data-folded={folded || undefined}>
      <h2>
        <span className={styles.dot} style={{ background: `var(--qm-tone-${tone})` }} aria-hidden="true" />
        <span className={styles.name} title={column.name}>
          {column.name}
        </span>
        {fold && (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={!folded}
            aria-label={say(folded ? "column.unfold" : "column.fold", { name: column.name })}
            onClick={fold}
          >
            {folded ? <RightOutlined style={{ fontSize: 10 }} /> : <DownOutlined style={{ fontSize: 10 }} />}
          </button>
        )}
      </h2>
      <p className={styles.figures}>
        <span className={styles.count} data-over={over || undefined} data-figure="count">
          {counted}
        </span>
        <Amounts of={figures?.worth ?? []} word="column.total" />
        {!column.ends && !folded && <Amounts of={figures?.weighted ?? []} word="column.weighted" />}
      </p>
    </header>
  );
}
