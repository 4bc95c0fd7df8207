import type { Kpi, KpiRow, Metric } from "../api/types";
import { useReader } from "../words/Reader";
import { figureText, partText } from "./figures";
import figures from "./Figures.module.css";
import styles from "./Kpi.module.css";

interface Props {
  kpi: Kpi;
  metric: Metric;
  open: (row: KpiRow) => void;
}

/** The number as one: all that was asked for together. */
export function Headline({ kpi, metric, open }: Props) {
  const { say, format } = useReader();
  const row = kpi.rows[0];
  if (!row) return null;
  const text = figureText(kpi, row.value, format, say);
  const parts = row.denominator !== undefined && row.denominator !== null;
  return (
    <p className={styles.headline}>
      <button
        type="button"
        className={`${figures.figure} ${styles.big}`}
        onClick={() => open(row)}
        aria-label={say("kpi.open", { name: metric.label, value: text })}
      >
        {text}
      </button>
      <span className="muted">
        {say("kpi.total")}
        {parts &&
          ` · ${say("kpi.of", {
            numerator: partText(row.numerator, format),
            denominator: partText(row.denominator, format),
          })}`}
      </span>
    </p>
  );
}
