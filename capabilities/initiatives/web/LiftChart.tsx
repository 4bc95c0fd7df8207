import { useBook, useReader } from "@shell/words/Reader";
import { points, shown } from "./figures";
import styles from "./Initiatives.module.css";
import type { Check, Measure, Point } from "./types";
import { book } from "./words";

const [WIDTH, HEIGHT] = [560, 120];

interface Props {
  curve: Point[];
  checks: Check[];
  measure: Measure | null;
}

/** What it should add by each day as a line, and what checks have measured as dots; a table says the same to those who listen. */
export function LiftChart({ curve, checks, measure }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const { line, dots, zero } = points(curve, checks, WIDTH, HEIGHT);
  const told = checks.flatMap((check) => (check.measured === null ? [] : [check]));
  const last = curve[curve.length - 1];
  return (
    <figure className={styles.chart}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <line x1={0} x2={WIDTH} y1={zero} y2={zero} className={styles.zero} />
        <polyline points={line} className={styles.expected} />
        {dots.map((dot) => (
          // A line without a length, with round ends that are not stretched with the box.
          <path key={dot.id} d={`M${dot.x} ${dot.y}h0`} data-verdict={dot.verdict} />
        ))}
      </svg>
      <figcaption>
        <span className={styles.keyExpected}>
          {say("chart.expected")} {last && shown(format, measure, last.expected)}
        </span>
        <span className={styles.keyMeasured}>{say("chart.measured")}</span>
        {curve[0] && last && <span className="muted">{format.range(curve[0].day, last.day)}</span>}
      </figcaption>
      <table className={styles.unseen}>
        <caption>{say("chart")}</caption>
        <tbody>
          {told.map((check) => (
            <tr key={check.id}>
              <th scope="row">{format.date(check.checked_on ?? check.due_on)}</th>
              <td>{shown(format, measure, check.expected)}</td>
              <td>{shown(format, measure, check.measured)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
