import { useQuery } from "@tanstack/react-query";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getToSign } from "./calls";
import { figure } from "./figures";
import styles from "./ToSign.module.css";
import type { Paper, ToSign } from "./types";
import { book } from "./words";

/** What waits for my answer or my countersignature, by its deadline; below it, what others have not signed yet. */
export default function ToSignScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  useTitle(say("to_sign"));
  const found = useQuery({
    queryKey: ["related", "agreements", "to_sign", locale],
    queryFn: getToSign,
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const { open, waiting } = found.data;
  return (
    <div className={styles.page}>
      <h1>{say("to_sign")}</h1>
      {open.length === 0 ? (
        <Nothing title={say("to_sign.none")} hint={say("to_sign.none.hint")} />
      ) : (
        <Papers papers={open} told={found.data} />
      )}
      {waiting.length > 0 && (
        <section aria-label={say("to_sign.waiting")}>
          <h2>{say("to_sign.waiting")}</h2>
          <Papers papers={waiting} told={found.data} others />
        </section>
      )}
    </div>
  );
}

interface Props {
  papers: Paper[];
  told: ToSign;
  /** They wait for somebody else. */
  others?: boolean;
}

function Papers({ papers, told, others }: Props) {
  return (
    <ul className={styles.papers}>
      {papers.map((paper) => (
        <OnePaper key={paper.id} paper={paper} told={told} others={others} />
      ))}
    </ul>
  );
}

function OnePaper({ paper, told, others }: { paper: Paper; told: ToSign; others?: boolean }) {
  const say = useBook(book);
  const { format } = useReader();
  const late = !!paper.due_on && paper.due_on < told.today;
  const whose = paper.step === "sign" ? paper.party : paper.superior;
  return (
    <li>
      <RowLink noun="agreements" id={paper.id} className={styles.paper}>
        <span className={styles.named}>
          <strong>{paper.name}</strong>
          {paper.due_on && (
            <Tone tone={late ? "red" : others ? "default" : "orange"}>
              {say(late ? "to_sign.late" : "to_sign.by", { day: format.date(paper.due_on) })}
            </Tone>
          )}
        </span>
        <span>
          {others
            ? say("to_sign.waits", { name: whose?.name ?? "—" })
            : say(`to_sign.${paper.step}`, { party: paper.party?.name ?? "—" })}
        </span>
        <span className="muted">
          {[
            paper.unit?.name ?? paper.party?.name,
            `${format.date(paper.from)} – ${format.date(paper.to)}`,
            say("edition", { n: paper.edition }),
            paper.base !== null &&
              `${say("base")} ${figure(format, paper.base, paper.measure, told.currency)}`,
            paper.reminders > 0 && say("to_sign.reminders", { n: paper.reminders }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {paper.news && <span className={styles.excerpt}>{paper.news}</span>}
      </RowLink>
    </li>
  );
}
