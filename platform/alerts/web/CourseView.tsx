import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import type { Backtest } from "./types";
import { heights, valueText } from "./values";
import { book } from "./words";

/** The number of a case, period by period, with what it should have been. */
export function CourseView({ course, first }: { course: Backtest; first: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const cells = course.subjects[0]?.cells ?? [];
  if (!cells.some((cell) => cell?.value)) return <p className="muted">{say("course.none")}</p>;
  const both = heights([...cells.map((cell) => cell?.value), ...cells.map((cell) => cell?.limit)]);
  const known = course.periods;
  const limits = cells.flatMap((cell) => cell?.limit ?? []);
  const last = limits.at(-1);
  return (
    <figure className={styles.figure}>
      <ol className={styles.course}>
        {course.periods.map((period, at) => {
          const cell = cells[at];
          const limit = cell?.limit ? both[cells.length + at] : undefined;
          const value = valueText(cell?.value, course, format);
          const text = [
            `${format.period(period.name)}: ${value}`,
            cell?.limit && say("course.limit", { limit: valueText(cell.limit, course, format) }),
            period.name === first && say("course.here"),
          ]
            .filter(Boolean)
            .join(", ");
          return (
            <li key={period.name} title={text} data-first={period.name === first || undefined}>
              <span className={styles.unseen}>{text}</span>
              <span
                className={styles.bar}
                data-look={cell?.beyond ? "beyond" : "well"}
                style={{ height: `${both[at] ?? 0}%` }}
              />
              {limit !== undefined && <span className={styles.limit} style={{ bottom: `${limit}%` }} />}
            </li>
          );
        })}
      </ol>
      {/* What each column says is in the list; this is for the eye. */}
      <figcaption className={styles.axis} aria-hidden>
        <span>{format.period(known[0]?.name ?? "")}</span>
        {last !== undefined && (
          <span className={styles.limited}>
            {say("course.limit", { limit: valueText(last, course, format) })}
          </span>
        )}
        <span>{format.period(known.at(-1)?.name ?? "")}</span>
      </figcaption>
    </figure>
  );
}
