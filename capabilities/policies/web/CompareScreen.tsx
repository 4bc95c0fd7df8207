import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Switch } from "antd";
import { useState } from "react";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getComparison } from "./calls";
import styles from "./Policies.module.css";
import diff from "./Compare.module.css";
import type { Comparison, Fate } from "./types";
import { book } from "./words";

const TONES: Record<Fate, string> = { same: "default", added: "green", removed: "red", changed: "orange" };

/** What one edition says otherwise than another: what is gone struck out, what is new marked. */
export default function CompareScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const { id, from, to } = useParams({ strict: false }) as { id: string; from: string; to: string };
  const [all, setAll] = useState(false);
  const found = useQuery({
    queryKey: ["related", "policies", "compare", id, from, to, locale],
    queryFn: () => getComparison(id, from, to),
  });
  const title = say("compare.title", { from, to });
  useTitle(title);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const told: Comparison = found.data;
  const changed = told.sections.filter((section) => section.fate !== "same");
  const shown = all ? told.sections : changed;
  const name = (told.to.name ?? "").replace(/ · \d+$/, "");
  return (
    <article className={styles.compare} aria-label={title}>
      <RowLink noun="policies" id={id} className={styles.up}>
        {name}
      </RowLink>
      <h1>{title}</h1>
      <p className={diff.told}>
        {[told.from, told.to]
          .map((edition) =>
            [
              say("edition", { n: edition.edition }),
              edition.state_label,
              edition.from &&
                say(edition.state === "planned" ? "from" : "since", { from: format.date(edition.from) }),
            ]
              .filter(Boolean)
              .join(" · "),
          )
          .join(" → ")}
      </p>
      {told.to.news && <p className={styles.news}>{told.to.news}</p>}
      <label className={diff.switch}>
        <Switch size="small" checked={all} onChange={setAll} /> {say("compare.all")}
      </label>
      {shown.length === 0 && <Nothing title={say("compare.none")} />}
      {shown.map((section, at) => (
        <section key={at} className={styles.section}>
          <div className={styles.heading}>
            <h2>{section.title}</h2>
            <Tone tone={TONES[section.fate]}>{say(`fate.${section.fate}`)}</Tone>
          </div>
          {section.was && <p className="muted">{say("compare.was", { title: section.was })}</p>}
          <p className={diff.diff}>
            {section.parts.map((part, nth) =>
              part.fate === "added" ? (
                <ins key={nth}>{part.text}</ins>
              ) : part.fate === "removed" ? (
                <del key={nth}>{part.text}</del>
              ) : (
                <span key={nth}>{part.text}</span>
              ),
            )}
          </p>
        </section>
      ))}
      <p className={diff.on}>
        <Link
          to={"/policies/$id/edition/$edition" as never}
          params={{ id, edition: String(told.to.edition) } as never}
        >
          {say("compare.read", { n: told.to.edition })}
        </Link>
      </p>
    </article>
  );
}
