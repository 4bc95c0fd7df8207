import type { Kpi, KpiRow, Metric } from "../api/types";
import { figureText, groupText } from "../metric/figures";
import figures from "../metric/Figures.module.css";
import { useBook, useReader } from "../words/Reader";
import { Change } from "./Change";
import { inOrder } from "./points";
import styles from "./Dashboard.module.css";
import { book } from "./words";

interface Props {
  title: string;
  label: string;
  by: string;
  metric: Metric;
  kpi: Kpi;
  before?: Kpi;
  open: (row: KpiRow) => void;
}

/** A table is long where there are many; the card scrolls, its head stays. */
const MOST = 100;

export function LeagueBody({ title, label, by, metric, kpi, before, open }: Props) {
  const { say: shell, format } = useReader();
  const say = useBook(book);
  const key = (row: KpiRow) => String(row[`${by}_id`] ?? row[by] ?? "");
  const was = new Map(before?.rows.map((row) => [key(row), row.value]));
  const rows = inOrder(kpi.rows, by, undefined).slice(0, MOST);
  const most = Math.max(...rows.map((row) => Math.abs(Number(row.value ?? 0))), 0);
  const nothing = kpi.unit === "count" || kpi.unit === "money" ? 0 : null;
  return (
    <div className={styles.scroll}>
      <table className={`${figures.table} ${styles.league}`}>
        <caption className="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say("rank")}</span>#
            </th>
            <th scope="col">{label}</th>
            <th scope="col" data-number>
              {metric.label}
            </th>
            {before && (
              <th scope="col" data-number>
                {say("change")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const name = groupText(row, by, shell, format);
            const text = figureText(kpi, row.value, format, shell);
            return (
              <tr key={key(row)}>
                <td className="muted">{at + 1}</td>
                <th scope="row">
                  <span className={styles.leagueName}>{name}</span>
                  <i
                    className={styles.bar}
                    style={{ width: `${most === 0 ? 0 : (Math.abs(Number(row.value ?? 0)) / most) * 100}%` }}
                  />
                </th>
                <td data-number>
                  <button
                    type="button"
                    className={figures.figure}
                    onClick={() => open(row)}
                    aria-label={shell("kpi.open", { name, value: text })}
                  >
                    {text}
                  </button>
                </td>
                {before && (
                  <td data-number>
                    <Change now={row.value} was={was.get(key(row)) ?? nothing} kpi={kpi} metric={metric} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
