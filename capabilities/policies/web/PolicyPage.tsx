import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { Suspense, useState } from "react";
import RowApprovals from "@shell/approval/RowApprovals";
import { getRow } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Meta, Noun } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { Facts } from "@shell/resource/Facts";
import { RowActions } from "@shell/resource/RowActions";
import rowStyles from "@shell/resource/RowPage.module.css";
import { Timeline } from "@shell/resource/Timeline";
import { PinButton } from "@shell/shell/PinButton";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { CommentBox } from "@shell/story/CommentBox";
import { RowNews } from "@shell/story/RowNews";
import { useBook, useReader } from "@shell/words/Reader";
import { Beside } from "./Beside";
import { getWhole } from "./calls";
import { Checkups } from "./Checkups";
import { Confirm } from "./Confirm";
import { DraftTools } from "./DraftTools";
import styles from "./Policies.module.css";
import { PolicyText } from "./PolicyText";
import { ProgressView } from "./ProgressView";
import { Rules } from "./Rules";
import { editionTone, policyTone } from "./tones";
import type { Whole } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

interface Props {
  id: string;
  /** Its number; absent: what its reader should read. */
  edition?: string;
}

/** A policy to be read: the text, whether one has confirmed it, and how it is kept to. */
export function PolicyPage({ id, edition }: Props) {
  const { locale } = useReader();
  const meta = useMeta(locale);
  const found = useQuery({
    queryKey: ["related", "policies", "one", id, edition ?? "", locale],
    queryFn: () => getWhole(id, edition),
  });
  // Asked for at the same time: what can be done stands above the text, which it would push down if it came later.
  const row = useQuery({
    queryKey: ["row", "policies", id, locale, null],
    queryFn: ({ signal }) => getRow("policies", id, undefined, signal),
  });
  useTitle(found.data?.title);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (row.error && !row.data) return <Failed error={row.error} again={() => void row.refetch()} />;
  const noun = nounOf(meta, "policies");
  if (!found.data || !row.data || !meta || !noun) return <Waiting />;
  return <Page whole={found.data} row={row.data} meta={meta} noun={noun} asked={edition} />;
}

interface PageProps {
  whole: Whole;
  row: Envelope;
  meta: Meta;
  noun: Noun;
  asked?: string;
}

function Page({ whole, row, meta, noun, asked }: PageProps) {
  const say = useBook(book);
  const { say: shell } = useReader();
  const [editing, setEditing] = useState(false);
  const { shown } = whole;
  const activities = nounOf(meta, "activities");
  return (
    <article className={styles.page} aria-label={whole.title}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/$noun" params={{ noun: "policies" }} search={{}} className={styles.up}>
            {noun.plural}
          </Link>
          <div className={styles.named}>
            <h1>{whole.title}</h1>
            <PinButton place={`policies/${whole.id}`} />
          </div>
          <p className={styles.facts}>
            <Tone tone={policyTone[whole.state]}>{whole.state_label}</Tone>
            <span className="muted">{[whole.code, whole.kind_label].filter(Boolean).join(" · ")}</span>
          </p>
        </div>
        <RowActions noun={noun} envelope={row} now edit={() => setEditing(true)} />
      </header>
      {shown && nounOf(meta, "approvals") && (
        <Suspense fallback={null}>
          <RowApprovals noun="policy_editions" id={shown.id} />
        </Suspense>
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          <Notice whole={whole} asked={asked} />
          {whole.summary && <p className={styles.summary}>{whole.summary}</p>}
          {shown ? (
            <>
              <PolicyText whole={whole} meta={meta} />
              {shown.state === "draft" && whole.may_edit && <DraftTools whole={whole} meta={meta} />}
              <Confirm whole={whole} />
            </>
          ) : (
            <Nothing title={say("none.text")} hint={whole.may_edit ? say("none.text.hint") : undefined} />
          )}
          {activities && (
            <section className={styles.after} aria-label={shell("row.story")}>
              <RowNews noun={noun} row={row.row} />
              <CommentBox noun={noun} id={whole.id} title={whole.title} activities={activities} />
            </section>
          )}
        </div>
        <aside className={styles.aside}>
          <Beside whole={whole} meta={meta} />
          <ProgressView whole={whole} />
          <Rules whole={whole} meta={meta} />
          <Checkups whole={whole} meta={meta} />
        </aside>
      </div>
      <details className={styles.details}>
        <summary>{say("details")}</summary>
        <div className={rowStyles.columns}>
          <div className={rowStyles.main}>
            <Facts noun={noun} envelope={row} mayEdit={whole.may_edit} />
          </div>
          <div className={rowStyles.aside}>
            <Timeline noun={noun} id={whole.id} />
          </div>
        </div>
      </details>
      <Suspense fallback={null}>
        {editing && (
          <FormDrawer noun={noun} row={row.row} labels={row.labels} close={() => setEditing(false)} />
        )}
      </Suspense>
    </article>
  );
}

/** What is to be known of the edition that is shown before one relies on it. */
function Notice({ whole, asked }: { whole: Whole; asked?: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const { shown } = whole;
  if (!shown) return null;
  const current = whole.editions.find((edition) => edition.state === "in_force");
  const coming = whole.editions.find((edition) => edition.state === "planned");
  const told =
    shown.state === "draft"
      ? say("notice.draft", { edition: shown.edition })
      : shown.state === "planned"
        ? say("notice.planned", { edition: shown.edition, from: format.date(shown.from ?? whole.today) })
        : shown.state === "in_force"
          ? coming && say("notice.coming", { edition: coming.edition, from: format.date(coming.from ?? "") })
          : say("notice.over", { edition: shown.edition, to: format.date(shown.to ?? whole.today) });
  const other =
    shown.state === "in_force" ? coming : asked || shown.state === "planned" ? current : undefined;
  return (
    <>
      {told && (
        <Alert
          showIcon
          className={styles.notice}
          type={shown.state === "replaced" || shown.state === "withdrawn" ? "warning" : "info"}
          title={told}
          action={
            other &&
            other.id !== shown.id && (
              <Link
                to={"/policies/$id/edition/$edition" as never}
                params={{ id: whole.id, edition: String(other.edition) } as never}
              >
                <Button size="small">{say("notice.read", { edition: other.edition })}</Button>
              </Link>
            )
          }
        />
      )}
      {shown.news && (
        <div className={styles.news}>
          <strong>
            {say("news")} <Tone tone={editionTone[shown.state]}>{say("edition", { n: shown.edition })}</Tone>
          </strong>
          <p>{shown.news}</p>
        </div>
      )}
    </>
  );
}
