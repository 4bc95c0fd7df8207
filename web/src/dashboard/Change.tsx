import type { Kpi, Metric, Value } from "../api/types";
import { ArrowDownOutlined, ArrowUpOutlined } from "../theme/icons";
import { useBook, useReader } from "../words/Reader";
import styles from "./Dashboard.module.css";
import { difference } from "./difference";
import { book } from "./words";

interface Props {
  now: Value;
  was: Value;
  kpi: Kpi;
  metric: Metric;
}

/** How much more or less; by arrow, colour and, for whoever sees neither, by word. */
export function Change({ now, was, kpi, metric }: Props) {
  const { format, say: shell } = useReader();
  const say = useBook(book);
  const found = difference(now, was, kpi.unit, metric.direction);
  if (!found) return <span className="muted">–</span>;
  const { by, good } = found;
  const size = Math.abs(by);
  const text =
    found.in === "share"
      ? format.ratio(size, size < 10 ? 1 : 0)
      : found.in === "points"
        ? say("points", { n: format.number(size * 100, 1) })
        : shell("unit.days", { n: format.number(size, 1) });
  const meaning = good === null ? "" : `, ${say(good ? "good" : "bad")}`;
  return (
    <span className={styles.change} data-good={good ?? undefined}>
      {by > 0 ? <ArrowUpOutlined /> : by < 0 ? <ArrowDownOutlined /> : null}
      <span className="unseen">{say(by > 0 ? "up" : by < 0 ? "down" : "same")} </span>
      {text}
      <span className="unseen">{meaning}</span>
    </span>
  );
}
