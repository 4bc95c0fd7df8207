import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import RowApprovals from "@shell/approval/RowApprovals";
import { getRow } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Meta, Noun } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { Facts } from "@shell/resource/Facts";
import { RowActions } from "@shell/resource/RowActions";
import { Timeline } from "@shell/resource/Timeline";
import { PinButton } from "@shell/shell/PinButton";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { CommentBox } from "@shell/story/CommentBox";
import { RowNews } from "@shell/story/RowNews";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Agreements.module.css";
import { Beside } from "./Beside";
import { getWhole } from "./calls";
import { DraftTools } from "./DraftTools";
import { signedBelow } from "./figures";
import { ScoreCard } from "./ScoreCard";
import { SignBar } from "./SignBar";
import { Text } from "./Text";
import { TONES } from "./tones";
import type { Whole } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** An agreement to be read, signed and followed. */
export default function AgreementScreen({ id }: { id: string }) {
  const { locale } = useReader();
  const meta = useMeta(locale);
  const found = useQuery({
    queryKey: ["related", "agreements", "one", id, locale],
    queryFn: () => getWhole(id),
  });
  // Asked for at the same time: what can be done stands above the text, which it would push down if it came later.
  const row = useQuery({
    queryKey: ["row", "agreements", id, locale, null],
    queryFn: ({ signal }) => getRow("agreements", id, undefined, signal),
  });
  useTitle(found.data?.name);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (row.error && !row.data) return <Failed error={row.error} again={() => void row.refetch()} />;
  const noun = nounOf(meta, "agreements");
  if (!found.data || !row.data || !meta || !noun) return <Waiting />;
  return <Page whole={found.data} row={row.data} meta={meta} noun={noun} />;
}

interface Props {
  whole: Whole;
  row: Envelope;
  meta: Meta;
  noun: Noun;
}

function Page({ whole, row, meta, noun }: Props) {
  const say = useBook(book);
  const { say: shell } = useReader();
  const [editing, setEditing] = useState(false);
  const activities = nounOf(meta, "activities");
  return (
    <article className={styles.page} aria-label={whole.name}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/$noun" params={{ noun: "agreements" }} search={{}} className={styles.up}>
            {noun.plural}
          </Link>
          <div className={styles.named}>
            <h1>{whole.name}</h1>
            <PinButton place={`agreements/${whole.id}`} />
          </div>
          <p className={styles.facts}>
            <Tone tone={TONES[whole.state]}>{whole.state_label}</Tone>
            <span className="muted">{say("edition", { n: whole.edition })}</span>
          </p>
        </div>
        <RowActions
          noun={noun}
          envelope={row}
          now
          edit={() => setEditing(true)}
          elsewhere={signedBelow(whole)}
        />
      </header>
      {nounOf(meta, "approvals") && (
        <Suspense fallback={null}>
          <RowApprovals noun="agreements" id={whole.id} />
        </Suspense>
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          <Text whole={whole} />
          {whole.state === "draft" && whole.may_edit && <DraftTools whole={whole} meta={meta} />}
          <SignBar whole={whole} />
          {activities && (
            <section className={styles.after} aria-label={shell("row.story")}>
              <RowNews noun={noun} row={row.row} />
              <CommentBox noun={noun} id={whole.id} title={whole.name} activities={activities} />
            </section>
          )}
        </div>
        <aside className={styles.aside}>
          <Beside whole={whole} />
          <ScoreCard whole={whole} />
        </aside>
      </div>
      <details className={styles.details}>
        <summary>{say("details")}</summary>
        <Facts noun={noun} envelope={row} mayEdit={whole.may_edit} />
        <Timeline noun={noun} id={whole.id} />
      </details>
      <Suspense fallback={null}>
        {editing && (
          <FormDrawer noun={noun} row={row.row} labels={row.labels} close={() => setEditing(false)} />
        )}
      </Suspense>
    </article>
  );
}
