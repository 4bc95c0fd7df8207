import type { Envelope, Noun } from "@shell/api/types";
import { Cell } from "@shell/resource/Cell";
import { fieldOf } from "@shell/resource/fields";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Dispute.module.css";
import { percent } from "./Sides";
import { book } from "./words";

/** What was decided or agreed and why, with what came before an appeal. */
export function Ruling({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { format } = useReader();
  const { row, labels } = envelope;
  const decision = fieldOf(noun, "decision");
  const first = fieldOf(noun, "first_decision");
  const name = (id: unknown) => labels?.[String(id)] ?? say("somebody");
  const day = (value: unknown) => (typeof value === "string" ? format.date(value) : "");
  if (!row.decision || !decision) return null;
  const appealed = row.state === "appealed";
  const ended = row.first_decision && !appealed;
  return (
    <section className={styles.ruling} aria-label={say(row.settled_on ? "ruling.settled" : "ruling")}>
      <h2>{say(row.settled_on ? "ruling.settled" : "ruling")}</h2>
      <p className={styles.decided}>
        <Cell noun={noun} field={decision} row={row} labels={labels} />
        {typeof row.ruled_share === "number" && (
          <span>{say("ruling.share", { share: percent(row.ruled_share, format) })}</span>
        )}
        {!row.settled_on && (
          <span className="muted">
            {say("ruling.by", { name: name(row.ruled_by_id), day: day(row.ruled_on) })}
          </span>
        )}
      </p>
      {typeof row.reasons === "string" && !row.settled_on && <p className={styles.words}>{row.reasons}</p>}
      {row.settled_on && typeof row.offer_terms === "string" && (
        <p className={styles.words}>{row.offer_terms}</p>
      )}
      {typeof row.appeal_grounds === "string" && (
        <div className={styles.earlier}>
          <h3>{say("appeal", { name: name(row.appealed_by_id), day: day(row.appealed_on) })}</h3>
          <p className={styles.words}>{row.appeal_grounds}</p>
        </div>
      )}
      {ended && first && (
        <div className={styles.earlier}>
          <h3>{say("first", { name: name(row.first_ruled_by_id) })}</h3>
          <p className={styles.decided}>
            <Cell noun={noun} field={first} row={row} labels={labels} />
          </p>
          <p className={styles.words}>{String(row.first_reasons ?? "")}</p>
        </div>
      )}
    </section>
  );
}
