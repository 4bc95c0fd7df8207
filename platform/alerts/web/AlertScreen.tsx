import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { getRow } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { Cell } from "@shell/resource/Cell";
import { Facts } from "@shell/resource/Facts";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { Timeline } from "@shell/resource/Timeline";
import { PinButton } from "@shell/shell/PinButton";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { CommentBox } from "@shell/story/CommentBox";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { Case, Deeds } from "./Case";
import { book } from "./words";

/** A case on a page of its own, with what was said and what happened. */
export default function AlertScreen({ noun, id }: { noun: Noun; id: string }) {
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", noun.name, id, locale, null],
    queryFn: ({ signal }) => getRow(noun.name, id, undefined, signal),
  });
  useTitle(found.data && titleOf(noun, found.data.row), noun.label);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  return <Page noun={noun} envelope={found.data} />;
}

function Page({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const [all, setAll] = useState(false);
  const { row, labels } = envelope;
  const activities = nounOf(meta, "activities");
  const name = (id: unknown) => labels?.[String(id)] ?? say("somebody");
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/my_alerts" className={styles.up}>
            {say("title")}
          </Link>
          <div className={styles.name}>
            <h1>{titleOf(noun, row)}</h1>
            {["severity", "state"].map((one) => {
              const field = fieldOf(noun, one);
              return field && <Cell key={one} noun={noun} field={field} row={row} labels={labels} />;
            })}
            <PinButton place={`${noun.name}/${row.id}`} />
          </div>
          <p className="muted">
            {row.assignee_id ? say("charge", { name: name(row.assignee_id) }) : say("charge.none")}
            {row.escalated_id && ` · ${say("up", { name: name(row.escalated_id) })}`}
          </p>
        </div>
        <Deeds noun={noun} envelope={envelope} />
      </header>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Case noun={noun} envelope={envelope} />
          <details className={styles.fields} onToggle={(event) => setAll(event.currentTarget.open)}>
            <summary>{say("fields")}</summary>
            {all && <Facts noun={noun} envelope={envelope} mayEdit={false} />}
          </details>
        </div>
        <aside className={styles.aside}>
          {activities && (
            <CommentBox noun={noun} id={row.id} title={titleOf(noun, row)} activities={activities} />
          )}
          <Timeline noun={noun} id={row.id} />
        </aside>
      </div>
    </article>
  );
}
