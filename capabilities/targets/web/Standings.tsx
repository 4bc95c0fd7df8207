import { useBook, useReader } from "@shell/words/Reader";
import { useMode } from "@shell/theme/Theme";
import styles from "./Attainment.module.css";
import { paceTone } from "./paces";
import { fraction, paceOf } from "./standing";
import type { Standing } from "./types";
import { book, type TargetWord } from "./words";

/** Where a target stands: the bar, how it keeps pace, and in a sentence what it takes from here. */
export function Standings({ standing, amount }: { standing: Standing; amount: (value: number) => string }) {
  const say = useBook(book);
  const { format } = useReader();
  const { mode } = useMode();
  const pace = paceOf(standing.pace);
  const tone = paceTone(mode, pace);
  const attained = fraction(standing.attainment);
  const kept = fraction(standing.pace);
  const due = standing.target > 0 ? Math.min(1, standing.paced / standing.target) : 0;
  return (
    <div className={styles.standing}>
      <p className={styles.big}>
        <b>{attained === null ? "–" : format.ratio(attained, 1)}</b>
        <span>
          {say("attained.of", { credited: amount(standing.credited), target: amount(standing.target) })}
        </span>
        <span className={styles.pace} style={{ color: tone.text, background: tone.ground }}>
          {say(`pace.${pace}` as TargetWord)}
          {kept !== null && ` ${format.ratio(kept, 0)}`}
        </span>
      </p>
      <span className={`${styles.bar} ${styles.thick}`} aria-hidden="true">
        <i style={{ inlineSize: `${Math.min(100, (attained ?? 0) * 100)}%`, background: tone.text }} />
        {due > 0 && due < 1 && <b style={{ insetInlineStart: `${due * 100}%` }} />}
      </span>
      <p className="muted">
        {standing.gap <= 0
          ? say("stands.reached", { over: amount(-standing.gap) })
          : standing.run_rate !== null
            ? say("stands.needs", {
                gap: amount(standing.gap),
                rate: amount(standing.run_rate),
                days: format.number(standing.days_left),
              })
            : say("stands.missed", { gap: amount(standing.gap) })}{" "}
        {standing.projection !== null &&
          standing.days_left > 0 &&
          say("stands.projection", { projection: amount(standing.projection) })}
      </p>
    </div>
  );
}
