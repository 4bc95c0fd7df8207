import { Link } from "@tanstack/react-router";
import { Tone } from "@shell/resource/Cell";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Fit.module.css";
import type { Compared, FitLine } from "./types";
import { book } from "./words";

const LEVELS = [1, 2, 3, 4, 5];

/** One person beside one position; told from the side of the one that is not known from the page. */
export function FitCard({ fit, about }: { fit: Compared; about: "people" | "positions" }) {
  const say = useBook(book);
  const { format } = useReader();
  const named = about === "people" ? fit.person : fit.position;
  const percent = (share: number) => format.ratio(share / 100, 0);
  return (
    <section className={styles.card} aria-label={named.name}>
      <header className={styles.cardHead}>
        <h2>
          <Link to="/$noun/$id" params={{ noun: about, id: named.id }} search={{}}>
            {named.name}
          </Link>
        </h2>
        <span className="muted">
          {[fit.unit?.name, fit.share === null ? say("fit.candidate") : percent(fit.share)]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <span className={styles.share}>
          {fit.open && fit.sheet && fit.competencies.length > 0 && (
            <strong>
              {fit.fit === null ? say("fit.unknown") : say("fit.share", { percent: percent(fit.fit) })}
            </strong>
          )}
        </span>
      </header>
      {!fit.sheet ? (
        <p className="muted">{say("fit.no_sheet")}</p>
      ) : fit.competencies.length === 0 ? (
        <p className="muted">{say("fit.no_demands")}</p>
      ) : !fit.open ? (
        <p className="muted">{say("fit.hidden")}</p>
      ) : (
        <>
          <ul className={styles.lines}>
            {fit.competencies.map((line) => (
              <FitRow key={line.competency.id} line={line} />
            ))}
          </ul>
          {fit.assessed !== null && fit.assessed < 100 && (
            <p className="muted">{say("fit.assessed", { percent: percent(fit.assessed) })}</p>
          )}
        </>
      )}
    </section>
  );
}

function FitRow({ line }: { line: FitLine }) {
  const say = useBook(book);
  const { format } = useReader();
  const name = line.competency.name;
  const bar =
    line.level === null
      ? say("fit.bar_none", { name, required: line.required })
      : say("fit.bar", { name, level: line.level, required: line.required });
  return (
    <li>
      <span className={styles.skill}>
        <Link to="/$noun/$id" params={{ noun: "competencies", id: line.competency.id }} search={{}}>
          {name}
        </Link>
        {line.assessed_on && (
          <small className="muted">{say("fit.seen", { date: format.date(line.assessed_on) })}</small>
        )}
      </span>
      <span className={styles.bar} role="img" aria-label={bar} title={line.described ?? undefined}>
        {LEVELS.map((level) => (
          <span
            key={level}
            data-have={line.level !== null && level <= line.level ? "" : undefined}
            data-gap={line.level !== null && level > line.level && level <= line.required ? "" : undefined}
            data-asked={level <= line.required ? "" : undefined}
          />
        ))}
      </span>
      <span className={styles.standing}>
        <FitTone line={line} />
        {line.standing === "gap" && line.training && (
          <span className={styles.training}>
            <strong>{say("fit.closes")}</strong> {line.training}
          </span>
        )}
      </span>
    </li>
  );
}

function FitTone({ line }: { line: FitLine }) {
  const say = useBook(book);
  switch (line.standing) {
    case "met":
      return <Tone tone="green">{say("fit.met")}</Tone>;
    case "gap":
      return <Tone tone="orange">{say("fit.gap", { gap: line.gap ?? 0 })}</Tone>;
    case "not_assessed":
    case null:
      return <Tone tone="default">{say("fit.not_assessed")}</Tone>;
  }
}
