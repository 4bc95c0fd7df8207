import { Link } from "@tanstack/react-router";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Scores.module.css";
import { shareOf, toneOf } from "./figures";
import type { Whole } from "./types";
import { book } from "./words";

/** The months in bars, the latest one in numbers. */
export function ScoreCard({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  if (whole.scores.length === 0) {
    const counts = ["in_force", "replaced", "ended"].includes(whole.state);
    return counts ? (
      <section aria-label={say("scores")}>
        <h2>{say("scores")}</h2>
        <p className="muted">{say("scores.none")}</p>
      </section>
    ) : null;
  }
  const [latest] = whole.scores;
  const months = [...whole.scores].reverse().slice(-12);
  const most = Math.max(120, ...months.map((month) => shareOf(month)));
  return (
    <section aria-label={say("scores")}>
      <h2>{say("scores")}</h2>
      {latest && (
        <p className={styles.latest}>
          <strong>{format.number(latest.points, 2)}</strong>
          <span className="muted">
            {say("scores.of", {
              full: format.number(latest.full),
              month: format.period(latest.month.slice(0, 7)),
            })}
          </span>
          <span className="muted">
            {say("scores.to_date", { points: format.number(latest.points_to_date, 2) })}
          </span>
        </p>
      )}
      <div className={styles.bars} role="img" aria-label={say("scores.bars")}>
        {months.map((month) => {
          const share = shareOf(month);
          return (
            <span
              key={month.id}
              data-tone={toneOf(share)}
              data-open={month.state === "open" || undefined}
              style={{ height: `${Math.max(4, (share / most) * 100)}%` }}
              title={`${format.period(month.month.slice(0, 7))} · ${format.number(month.points, 2)}`}
            />
          );
        })}
      </div>
      <Link to={"/agreements/$id/scores" as never} params={{ id: whole.id } as never}>
        {say("scores.open")}
      </Link>
    </section>
  );
}
