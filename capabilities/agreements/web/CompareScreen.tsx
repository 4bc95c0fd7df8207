import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Switch } from "antd";
import { useState } from "react";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Compare.module.css";
import { getComparison } from "./calls";
import { TONES } from "./tones";
import { book } from "./words";

const PARTS = ["terms", "kpis", "clauses"] as const;

/** What one edition says otherwise than the one before: as it was beside as it is. */
export default function CompareScreen() {
  const { id, with: other } = useParams({ strict: false }) as { id: string; with: string };
  const say = useBook(book);
  const { locale } = useReader();
  const [all, setAll] = useState(false);
  const found = useQuery({
    queryKey: ["related", "agreements", "compare", id, other, locale],
    queryFn: () => getComparison(id, other),
  });
  const title = found.data
    ? say("compare.title", { from: found.data.from.edition, to: found.data.to.edition })
    : say("compare");
  useTitle(title);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const { from, to, lines } = found.data;
  const shown = lines.filter((line) => all || !line.same);
  return (
    <article className={styles.page} aria-label={title}>
      <RowLink noun="agreements" id={id} className={styles.up}>
        {to.name}
      </RowLink>
      <h1>{title}</h1>
      <p className={styles.states}>
        {[from, to].map((edition) => (
          <span key={edition.id}>
            {say("edition", { n: edition.edition })}{" "}
            <Tone tone={TONES[edition.state]}>{edition.state_label}</Tone>
          </span>
        ))}
      </p>
      <label className={styles.switch}>
        <Switch size="small" checked={all} onChange={setAll} /> {say("compare.all")}
      </label>
      {shown.length === 0 && <Nothing title={say("compare.none")} />}
      {PARTS.map((part) => {
        const theirs = shown.filter((line) => line.part === part);
        if (theirs.length === 0) return null;
        return (
          <section key={part} aria-label={say(`part.${part}`)}>
            <h2>{say(`part.${part}`)}</h2>
            {theirs.map((line, nth) => (
              <div key={nth} className={styles.line} data-same={line.same || undefined}>
                <h3>{line.title}</h3>
                {line.same ? (
                  <p>{line.is}</p>
                ) : (
                  <div className={styles.beside}>
                    {line.was && <del>{line.was}</del>}
                    {line.is && <ins>{line.is}</ins>}
                  </div>
                )}
              </div>
            ))}
          </section>
        );
      })}
    </article>
  );
}
