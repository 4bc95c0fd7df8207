import type { Envelope, Row } from "@shell/api/types";
import { isMoney } from "@shell/words/format";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Dispute.module.css";
import { book } from "./words";

/** The claim and the answer beside each other. */
export function Sides({ envelope }: { envelope: Envelope }) {
  const say = useBook(book);
  const { format } = useReader();
  const { row, labels } = envelope;
  const name = (id: unknown) => labels?.[String(id)] ?? say("somebody");
  const day = (field: string) => {
    const value = row[field];
    return typeof value === "string" ? format.date(value) : "";
  };
  return (
    <section aria-label={say("sides")} className={styles.sides}>
      <div className={styles.side}>
        <h2>{say("claim")}</h2>
        <p className={styles.who}>{name(row.claimant_id)}</p>
        <p className={styles.words}>{String(row.claim ?? "")}</p>
        <p className="muted">
          {format.list(
            [
              asksOwner(row) && say("asks", { name: name(row.wanted_id ?? row.claimant_id) }),
              typeof row.share === "number" && say("asks.share", { share: percent(row.share, format) }),
              isMoney(row.at_stake) && say("stake", { amount: format.money(row.at_stake) }),
            ].filter((part): part is string => typeof part === "string"),
          )}
        </p>
      </div>
      <div className={styles.side}>
        <h2>{say("answer")}</h2>
        <p className={styles.who}>{name(row.respondent_id)}</p>
        {typeof row.answer === "string" ? (
          <>
            <p className={styles.words}>{row.answer}</p>
            <p className="muted">{say("answer.on", { day: day("answered_on") })}</p>
          </>
        ) : (
          <p className="muted">{say("answer.none")}</p>
        )}
      </div>
    </section>
  );
}

/** Of a share nobody asks whose the deal is. */
const asksOwner = (row: Row) => ["account", "lead", "opportunity"].includes(String(row.kind));

export const percent = (share: number, format: { ratio(value: number, digits?: number): string }) =>
  format.ratio(share / 100, share % 1 === 0 ? 0 : 2);
