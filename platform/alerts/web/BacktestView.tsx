import { useReader, useBook } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import type { Backtest, Judged } from "./types";
import { valueText } from "./values";
import { book } from "./words";

/** Cases that are named; of more only the number is told. */
const NAMED = 12;
/** Cases a week that a reader still takes seriously. */
const MANY = 5;

function look(cell: Judged | null): string {
  if (!cell || (cell.value === null && !cell.warns)) return "none";
  if (cell.warns) return "warns";
  return cell.beyond ? "beyond" : "well";
}

/** What a rule would have said: every value of every period, and the cases that come of it. */
export function BacktestView({ tried }: { tried: Backtest }) {
  const say = useBook(book);
  const { format } = useReader();
  const named = (label: string | null) => label ?? say("company");
  if (tried.subjects.length === 0 || tried.periods.length === 0) {
    return <p className="muted">{say("backtest.empty")}</p>;
  }
  return (
    <div className={styles.tried}>
      <p>
        {tried.cases.length === 0
          ? say("backtest.none")
          : say("backtest.sum", {
              cases: tried.cases.length,
              periods: tried.periods.length,
              week: format.number(tried.per_week, tried.per_week < 10 ? 1 : 0),
            })}
      </p>
      {tried.per_week > MANY && <p className={styles.many}>{say("backtest.many")}</p>}
      {/* It is wider than a phone: it scrolls by itself, also by key. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.strip} tabIndex={0} role="group" aria-label={say("backtest")}>
        <table>
          <tbody>
            {tried.subjects.map((subject) => (
              <tr key={subject.key}>
                <th scope="row">{named(subject.label)}</th>
                {subject.cells.map((cell, at) => {
                  const period = tried.periods[at];
                  if (!period) return null;
                  const parts = {
                    subject: named(subject.label),
                    period: format.period(period.name),
                    value: valueText(cell?.value, tried, format),
                    limit: valueText(cell?.limit, tried, format),
                  };
                  const text = say(cell?.warns ? "cell.warns" : "cell", parts);
                  return (
                    <td key={period.name} data-look={look(cell)} title={text}>
                      <span className={styles.unseen}>{text}</span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.ends} aria-hidden>
          {[tried.periods[0], tried.periods.at(-1)].map((one) => format.period(one?.name ?? "")).join(" – ")}
        </p>
      </div>
      <ul className={styles.cases}>
        {tried.cases.slice(0, NAMED).map((one) => {
          const subject = named(tried.subjects[one.subject]?.label ?? null);
          const from = format.period(tried.periods[one.began]?.name ?? "");
          return (
            <li key={`${one.subject}.${one.began}`}>
              {one.recovered === null
                ? say("backtest.open", { subject, from })
                : say("backtest.case", {
                    subject,
                    from,
                    to: format.period(tried.periods[one.recovered]?.name ?? ""),
                  })}
            </li>
          );
        })}
        {tried.cases.length > NAMED && (
          <li className="muted">{say("backtest.more", { n: tried.cases.length - NAMED })}</li>
        )}
      </ul>
    </div>
  );
}
