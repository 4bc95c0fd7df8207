import { Tone } from "@shell/resource/Cell";
import { useBook, useReader } from "@shell/words/Reader";
import { bar, brief as inBrief, shown } from "./figures";
import styles from "./Initiatives.module.css";
import type { PathCard, Standing } from "./types";
import { book } from "./words";

const TONES: Record<Standing, string> = {
  unknown: "default",
  reached: "green",
  open: "red",
  uncovered: "red",
  stretched: "gold",
  covered: "green",
  over: "cyan",
};

/** How far what is done closes the gap: by confidence, and if all of it lands. */
export function Coverage({ path, brief }: { path: PathCard; brief?: boolean }) {
  const say = useBook(book);
  const { format } = useReader();
  const { sure, hoped } = bar(path);
  const value = (n: number | null) => (brief ? inBrief : shown)(format, path.measure, n);
  const open = path.gap !== null && path.gap > 0;
  return (
    <div className={styles.coverage}>
      <p>
        <Tone tone={TONES[path.standing]}>{say(`standing.${path.standing}`)}</Tone>
        {path.short > 0 && (
          <span className="muted">
            {say("short")} {value(path.short)}
          </span>
        )}
      </p>
      {open && (
        <div
          className={styles.bar}
          role="img"
          aria-label={say("bar", { sure: Math.round(sure), hoped: Math.round(sure + hoped) })}
        >
          <i className={styles.sure} style={{ width: `${sure}%` }} />
          <i className={styles.hoped} style={{ width: `${hoped}%` }} />
        </div>
      )}
    </div>
  );
}

/** Target, trend, gap and what initiatives come to. */
export function Figures({ path }: { path: PathCard }) {
  const say = useBook(book);
  const { format } = useReader();
  const value = (n: number | null) => shown(format, path.measure, n);
  const stale = path.trend !== null && path.trend_on === null;
  const how = path.trend_on
    ? [say(`trend.how.${path.trend_how}`), say("trend.on", { day: format.date(path.trend_on) })].join(" · ")
    : stale
      ? say("trend.stale")
      : "";
  const facts: [string, string, string?][] = [
    [
      say("target"),
      value(path.target),
      path.target_how === "plan"
        ? path.target_now !== null && path.target_now !== path.target
          ? say("target.now", { n: value(path.target_now) })
          : say("target.plan")
        : "",
    ],
    [say("trend"), value(path.trend), how],
    [say("gap"), value(path.gap)],
    [say("sum"), value(path.sum)],
    [say("weighted"), value(path.weighted)],
  ];
  return (
    <dl className={styles.figures}>
      {facts.map(([name, text, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
          {note && <dd className={styles.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
