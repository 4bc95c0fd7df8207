import { App, Button } from "antd";
import { useState } from "react";
import { runVerb } from "@shell/api/calls";
import { useSession } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { isSent } from "@shell/approval/ask";
import { fieldOf } from "@shell/resource/fields";
import { useWritten } from "@shell/resource/useWrites";
import { useBook, useReader } from "@shell/words/Reader";
import { offerTo } from "./course";
import styles from "./Dispute.module.css";
import { percent } from "./Sides";
import { book } from "./words";

/** What one of the two offers the other, who agrees with one press. */
export function Offer({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { format } = useReader();
  const { message } = App.useApp();
  const me = useSession()?.user.person_id;
  const written = useWritten();
  const [busy, setBusy] = useState(false);
  const { row, labels } = envelope;
  if (!row.offer || !["filed", "answered", "appealed"].includes(String(row.state))) return null;
  const options = fieldOf(noun, "offer")?.options;
  const outcome = options?.find((one) => one.value === row.offer)?.label ?? String(row.offer);
  const mine = row.offered_by_id === me;
  const agree = async () => {
    setBusy(true);
    try {
      const share =
        typeof row.offer_share === "number" && row.offer === "shared" ? { share: row.offer_share } : {};
      await runVerb(noun.name, row.id, "settle", {
        outcome: row.offer,
        ...share,
        version: row.version,
      } as never);
      void message.success(say("agreed"));
    } catch (error) {
      if (!isSent(error)) void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      await written();
      setBusy(false);
    }
  };
  return (
    <section className={styles.offer} aria-label={outcome}>
      <div>
        <p>
          <b>
            {mine
              ? say("offer.mine", { outcome })
              : say("offer", { name: labels?.[String(row.offered_by_id)] ?? say("somebody"), outcome })}
          </b>{" "}
          {typeof row.offer_share === "number" &&
            row.offer === "shared" &&
            say("offer.share", { share: percent(row.offer_share, format) })}
        </p>
        {typeof row.offer_terms === "string" && <p className={styles.words}>{row.offer_terms}</p>}
      </div>
      {offerTo(row, me) && (
        <Button type="primary" loading={busy} onClick={() => void agree()}>
          {say("agree")}
        </Button>
      )}
    </section>
  );
}
