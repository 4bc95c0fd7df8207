import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { useVerbs } from "@shell/action/useVerbs";
import { getRow } from "@shell/api/calls";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { todayIn } from "@shell/metric/kpiState";
import { Cell } from "@shell/resource/Cell";
import { Facts } from "@shell/resource/Facts";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { RowLink } from "@shell/resource/RowLink";
import { Timeline } from "@shell/resource/Timeline";
import { useWritten } from "@shell/resource/useWrites";
import { PinButton } from "@shell/shell/PinButton";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { CommentBox } from "@shell/story/CommentBox";
import { useBook, useReader } from "@shell/words/Reader";
import { getHistory } from "./calls";
import { nextOf, partOf, verbsFor } from "./course";
import styles from "./Dispute.module.css";
import { Doings, Ownership } from "./History";
import { Offer } from "./Offer";
import { OnRecord } from "./OnRecord";
import { Ruling } from "./Ruling";
import { Sides } from "./Sides";
import { book } from "./words";

/** A dispute as whoever decides needs it: both sides beside each other, the facts, what is on record, and whose turn it is. */
export default function DisputeScreen({ noun, id }: { noun: Noun; id: string }) {
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", noun.name, id, locale, null],
    queryFn: ({ signal }) => getRow(noun.name, id, undefined, signal),
  });
  useTitle(found.data && titleOf(noun, found.data.row), noun.label);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  return <Dispute noun={noun} envelope={found.data} />;
}

function Dispute({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  const me = useSession()?.user.person_id;
  const [all, setAll] = useState(false);
  const { row, labels } = envelope;
  const facts = useQuery({
    // Under what is asked for again after every write.
    queryKey: ["row", "disputes.history", row.id, locale],
    queryFn: () => getHistory(row.id),
  });
  const state = fieldOf(noun, "state");
  const part = partOf(row, me);
  const activities = nounOf(meta, "activities");
  const name = (id: unknown) => labels?.[String(id)] ?? say("somebody");
  const mayEdit = part === "claimant" && row.state === "filed" && (envelope.may?.edit ?? noun.may.edit);
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/$noun" params={{ noun: noun.name }} search={{}} className={styles.up}>
            {noun.plural}
          </Link>
          <div className={styles.name}>
            <h1>{titleOf(noun, row)}</h1>
            {state && <Cell noun={noun} field={state} row={row} labels={labels} />}
            <PinButton place={`${noun.name}/${row.id}`} />
          </div>
          <p className="muted">
            {say("filed", {
              name: name(row.claimant_id),
              day: typeof row.filed_on === "string" ? format.date(row.filed_on) : "",
            })}{" "}
            {part !== "onlooker" && say(`you.${part}`)}
          </p>
        </div>
        <Deeds noun={noun} envelope={envelope} />
      </header>
      <NextStep envelope={envelope} />
      <Offer noun={noun} envelope={envelope} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Ruling noun={noun} envelope={envelope} />
          <Sides envelope={envelope} />
          {facts.data?.row && (
            <p className={styles.about}>
              <RowLink noun={facts.data.noun} id={facts.data.row}>
                {say("about", { name: String(row.row_title ?? titleOf(noun, row)) })}
              </RowLink>
            </p>
          )}
          {facts.error && !facts.data ? (
            <Failed error={facts.error} again={() => void facts.refetch()} />
          ) : !facts.data ? (
            <Waiting lines={3} />
          ) : (
            <>
              <Ownership history={facts.data} dispute={row.id} />
              <Doings history={facts.data} />
            </>
          )}
          <OnRecord row={row} />
          <details className={styles.fields} onToggle={(event) => setAll(event.currentTarget.open)}>
            <summary>{say("fields")}</summary>
            {all && <Facts noun={noun} envelope={envelope} mayEdit={mayEdit} />}
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

/** What this reader may do as it stands; the likeliest first. */
function Deeds({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { timeZone } = useReader();
  const me = useSession()?.user.person_id;
  // A ruling may have moved rows of other nouns.
  const written = useWritten();
  const { allowed, start, busy, dialog } = useVerbs(noun, envelope, () => void written());
  const mine = verbsFor(envelope.row, me, todayIn(timeZone));
  const verbs = mine.flatMap((name) => allowed.filter((verb) => verb.name === name));
  if (verbs.length === 0) return null;
  return (
    <div className={styles.deeds} role="toolbar" aria-label={say("deeds")}>
      {verbs.map((verb, at) => (
        <Tooltip key={verb.name} title={verb.help}>
          <Button
            type={at === 0 && !verb.danger ? "primary" : "default"}
            danger={verb.danger}
            loading={busy === verb.name}
            onClick={() => start(verb)}
          >
            {verb.label}
          </Button>
        </Tooltip>
      ))}
      {dialog}
    </div>
  );
}

/** Whose turn it is, and by when. */
function NextStep({ envelope }: { envelope: Envelope }) {
  const say = useBook(book);
  const { format, timeZone } = useReader();
  const { row, labels } = envelope;
  const next = nextOf(row, todayIn(timeZone));
  const over = ["closed", "settled", "withdrawn"].includes(next.what);
  return (
    <p className={styles.next} data-late={next.late || undefined} data-over={over || undefined}>
      {!over && <b>{say("next")}</b>}
      <span>
        {say(`next.${next.what}`, {
          name: labels?.[next.who ?? ""] ?? say("somebody"),
          day: next.by ? format.date(next.by) : "…",
        })}
      </span>
      {next.late && <em>{say("late")}</em>}
      {typeof row.passed_up_reason === "string" && row.state !== "closed" && (
        <span className="muted">{say("passed", { reason: row.passed_up_reason })}</span>
      )}
    </p>
  );
}
