import { Suspense, useState } from "react";
import { nounOf, useMeta } from "../api/queries";
import type { Noun, Row } from "../api/types";
import { useWaiting } from "../outbox/useOutbox";
import { part } from "../parts/part";
import { FormOutlined } from "../theme/icons";
import { useBook, useReader } from "../words/Reader";
import { useAround } from "./around";
import styles from "./Phone.module.css";
import { QuickLinks } from "./QuickLinks";
import { book } from "./words";

const VisitSheet = part(() => import("./VisitSheet"));

/** On a phone, above a row: ring up, go there, write down what happened. */
export default function RowQuick({ noun, row }: { noun: Noun; row: Row }) {
  const { locale } = useReader();
  const say = useBook(book);
  const meta = useMeta(locale);
  const [logging, setLogging] = useState(false);
  const activity = noun.name === "activities";
  const about = activity
    ? { noun: String(row.subject_noun), id: String(row.subject_id) }
    : { noun: noun.name, id: row.id };
  const around = useAround(meta, about.noun, about.id);
  const waits = useWaiting(noun.name, row.id);
  const open = activity && row.done === false && !waits;
  const mayLog = nounOf(meta, "activities")?.may.create && (!activity || open);
  return (
    <div className={styles.quicks} role="toolbar" aria-label={say("actions")}>
      <QuickLinks around={around} />
      {mayLog && (
        <button type="button" className={styles.quick} data-primary onClick={() => setLogging(true)}>
          <FormOutlined />
          <span>{say(activity ? "log.it" : "log")}</span>
        </button>
      )}
      {logging && (
        <Suspense fallback={null}>
          <VisitSheet about={about} planned={open ? row : undefined} close={() => setLogging(false)} />
        </Suspense>
      )}
    </div>
  );
}
