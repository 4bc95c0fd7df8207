import { useQuery } from "@tanstack/react-query";
import { RowLink } from "@shell/resource/RowLink";
import { Tone } from "@shell/resource/Cell";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getToRead } from "./calls";
import styles from "./Policies.module.css";
import papers from "./Papers.module.css";
import { Reminder } from "./Reminder";
import type { Paper } from "./types";
import { book } from "./words";

/** What I have to read and confirm, what I have confirmed, and who of my people is late. */
export default function ToReadScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  useTitle(say("to_read"));
  const found = useQuery({ queryKey: ["related", "policies", "to_read", locale], queryFn: getToRead });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const { open, confirmed, late, today } = found.data;
  return (
    <div className={styles.reading}>
      <h1>{say("to_read")}</h1>
      {open.length === 0 ? (
        <Nothing title={say("to_read.none")} hint={say("to_read.none.hint")} />
      ) : (
        <ul className={papers.papers}>
          {open.map((paper) => (
            <OnePaper key={paper.id} paper={paper} today={today} />
          ))}
        </ul>
      )}
      {late.length > 0 && (
        <section aria-label={say("to_read.late")}>
          <h2>{say("to_read.late")}</h2>
          <ul className={styles.rows}>
            {late.map((one) => (
              <li key={one.id} className={styles.lateRow}>
                <span>
                  <strong>{one.person.name}</strong>{" "}
                  <RowLink noun="policies" id={one.policy.id}>
                    {one.policy.name}
                  </RowLink>
                </span>
                <span className={styles.late}>{say("overdue.since", { day: format.date(one.due_on) })}</span>
                <Reminder id={one.id} name={one.person.name} reminders={one.reminders} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {confirmed.length > 0 && (
        <section aria-label={say("to_read.confirmed")}>
          <h2>{say("to_read.confirmed")}</h2>
          <ul className={styles.rows}>
            {confirmed.map((paper) => (
              <li key={paper.id}>
                <span className={styles.rowTitle}>
                  <RowLink noun="policies" id={paper.policy.id}>
                    {paper.policy.name}
                  </RowLink>
                </span>
                <span className="muted">
                  {[
                    say("edition", { n: paper.edition }),
                    paper.acknowledged_at && say("confirmed", { at: format.instant(paper.acknowledged_at) }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function OnePaper({ paper, today }: { paper: Paper; today: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const late = paper.due_on < today;
  return (
    <li>
      <RowLink noun="policies" id={paper.policy.id} className={papers.paper}>
        <span className={styles.rowTitle}>
          <strong>{paper.policy.name}</strong>
          <Tone tone={late ? "red" : "orange"}>
            {late
              ? say("overdue.since", { day: format.date(paper.due_on) })
              : say("due", { day: format.date(paper.due_on) })}
          </Tone>
        </span>
        <span className="muted">
          {[
            paper.code,
            paper.kind_label,
            say("edition", { n: paper.edition }),
            paper.from && say(paper.from > today ? "from" : "since", { from: format.date(paper.from) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {(paper.news ?? paper.summary) && (
          <span className={papers.excerpt}>{paper.news ?? paper.summary}</span>
        )}
      </RowLink>
    </li>
  );
}
