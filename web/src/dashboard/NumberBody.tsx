import type { Kpi, Metric } from "../api/types";
import { figureText } from "../metric/figures";
import { useBook, useReader } from "../words/Reader";
import { Change } from "./Change";
import { pastPoints, shortText } from "./points";
import styles from "./Dashboard.module.css";
import type { Asked } from "./questions";
import { Sparkline } from "./Sparkline";
import { pastOf } from "./span";
import type { Answers } from "./useAnswers";
import { book } from "./words";

interface Props {
  title: string;
  metric: Metric;
  asked: Asked;
  answers: Answers;
  open: () => void;
}

/** Long amounts are shortened on a card; the exact one stands in its rows. */
function bigText(
  kpi: Kpi,
  value: Kpi["rows"][number]["value"],
  reader: ReturnType<typeof useReader>,
): string {
  if (kpi.unit === "money" && value !== null && Math.abs(Number(value)) >= 100_000) {
    return shortText(kpi, Number(value), reader.format);
  }
  return figureText(kpi, value, reader.format, reader.say);
}

export function NumberBody({ title, metric, asked, answers, open }: Props) {
  const reader = useReader();
  const say = useBook(book);
  const { now, before, past } = answers;
  const value = now.rows[0]?.value ?? null;
  const was = before?.rows[0]?.value ?? null;
  const text = bigText(now, value, reader);
  const ends = asked.beside;
  return (
    <div className={styles.number}>
      <button
        type="button"
        className={styles.big}
        onClick={open}
        title={figureText(now, value, reader.format, reader.say)}
        aria-label={reader.say("kpi.open", { name: title, value: text })}
      >
        {text}
      </button>
      {before && ends && (
        <p className={styles.against}>
          <Change now={value} was={was} kpi={now} metric={metric} />{" "}
          <span className="muted">
            {say(metric.counts === "end" ? "against.day" : "against", {
              value: bigText(before, was, reader),
              period: reader.format.range(metric.counts === "end" ? ends.to : ends.from, ends.to),
            })}
          </span>
        </p>
      )}
      <Sparkline points={pastPoints(past, pastOf(asked.span).grain, asked.points)} />
    </div>
  );
}
