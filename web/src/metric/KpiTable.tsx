import type { Kpi, KpiRow, Meta, Metric } from "../api/types";
import { useReader } from "../words/Reader";
import { dimensionLabel, figureText, groupText, isTime, partText } from "./figures";
import figures from "./Figures.module.css";
import styles from "./Kpi.module.css";

interface Props {
  kpi: Kpi;
  by: string[];
  meta: Meta;
  metric: Metric;
  open: (row: KpiRow) => void;
}

/** Time runs on; of everything else the largest comes first, as in the chart. */
function inOrder(rows: KpiRow[], by: string[]): KpiRow[] {
  if (by.length !== 1 || isTime(by[0] ?? "")) return rows;
  return [...rows].sort((one, other) => Number(other.value ?? -1) - Number(one.value ?? -1));
}

/** The numbers themselves; each opens to the rows it was counted from. */
export function KpiTable({ kpi, by, meta, metric, open }: Props) {
  const { say, format } = useReader();
  const parts = kpi.rows.some((row) => row.denominator !== undefined && row.denominator !== null);
  const ratio = kpi.unit === "ratio";
  return (
    <div className={styles.scroll}>
      <table className={`${figures.table} ${styles.table}`}>
        <caption className="unseen">{metric.label}</caption>
        <thead>
          <tr>
            {by.map((name) => (
              <th key={name} scope="col">
                {dimensionLabel(meta, name)}
              </th>
            ))}
            {parts && (
              <>
                <th scope="col" data-number>
                  {say(ratio ? "kpi.numerator" : "kpi.sum")}
                </th>
                <th scope="col" data-number>
                  {say(ratio ? "kpi.denominator" : "kpi.rows")}
                </th>
              </>
            )}
            <th scope="col" data-number>
              {metric.label}
            </th>
          </tr>
        </thead>
        <tbody>
          {inOrder(kpi.rows, by).map((row) => {
            const name = format.list(by.map((one) => groupText(row, one, say, format))) || metric.label;
            const text = figureText(kpi, row.value, format, say);
            return (
              <tr key={by.map((one) => String(row[`${one}_id`] ?? row[one])).join("|")}>
                {by.map((one, at) =>
                  at === 0 ? (
                    <th key={one} scope="row">
                      {groupText(row, one, say, format)}
                    </th>
                  ) : (
                    <td key={one}>{groupText(row, one, say, format)}</td>
                  ),
                )}
                {parts && (
                  <>
                    <td data-number>{partText(row.numerator, format)}</td>
                    <td data-number>{partText(row.denominator, format)}</td>
                  </>
                )}
                <td data-number>
                  <button
                    type="button"
                    className={figures.figure}
                    onClick={() => open(row)}
                    aria-label={say("kpi.open", { name, value: text })}
                  >
                    {text}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
