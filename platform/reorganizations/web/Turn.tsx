import { useBook } from "@shell/words/Reader";
import styles from "./Reorganization.module.css";
import type { Pair } from "./types";
import { book } from "./words";

/** What is and what would be; once, where it stays the same. */
export function Turn({
  pair,
  say: name,
}: {
  pair: Pair<string | number | null>;
  say: (what: string) => string;
}) {
  const say = useBook(book);
  const text = (what: string | number | null) =>
    what === null ? say("nothing") : typeof what === "number" ? String(what) : name(what);
  const [was, is] = pair;
  if (was === is) return <>{text(is)}</>;
  return (
    <span className={styles.turn}>
      <span className="unseen">{say("before")} </span>
      <s>{text(was)}</s>
      <i aria-hidden="true">→</i>
      <span className="unseen">{say("after")} </span>
      {text(is)}
    </span>
  );
}
