import { useBook, useReader } from "../words/Reader";
import { Tone } from "../resource/Cell";
import styles from "./Approval.module.css";
import type { RouteAnswer, RouteStep, Said } from "./types";
import { type ApprovalWord, book } from "./words";

const TONES: Record<Said, string> = {
  open: "gold",
  later: "default",
  yes: "green",
  no: "red",
  returned: "orange",
  passed: "blue",
  asking: "blue",
  veto: "red",
  dropped: "default",
};

/** The steps in their order: who is asked, what they said, where it stands. */
export function RouteView({ steps }: { steps: RouteStep[] }) {
  const say = useBook(book);
  const { locale } = useReader();
  const names = new Intl.ListFormat(locale, { type: "unit", style: "short" });
  return (
    <ol className={styles.route}>
      {steps.map((step) => (
        <li
          key={step.key}
          data-stands={step.stands ?? "later"}
          aria-current={step.stands === "now" ? "step" : undefined}
        >
          <div className={styles.step}>
            <strong>{step.name}</strong>
            {step.people.length > 1 && <span className="muted">{say(`route.mode.${step.mode}`)}</span>}
            {step.stands === "now" && <Tone tone="gold">{say("route.now")}</Tone>}
            {step.days !== null && step.stands !== "done" && (
              <span className="muted">{say("route.days", { n: step.days })}</span>
            )}
          </div>
          <ul>
            {step.people.map((one, at) => (
              <Answer key={`${one.person.id}-${at}`} one={one} />
            ))}
          </ul>
          {step.copies.length > 0 && (
            <p className="muted">
              {say("route.copies", { names: names.format(step.copies.map((one) => one.name ?? "•••")) })}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

export function Answer({ one }: { one: RouteAnswer }) {
  const say = useBook(book);
  const { format } = useReader();
  return (
    <li className={styles.answer}>
      <span className={styles.who}>
        <span>{one.person.name ?? "•••"}</span>
        {one.in_place_of && (
          <span className="muted">{say("route.for", { name: one.in_place_of.name ?? "•••" })}</span>
        )}
        {one.why && <span className="muted">{say(`why.${one.why}` as ApprovalWord)}</span>}
        {one.state && <Tone tone={TONES[one.state]}>{say(`said.${one.state}`)}</Tone>}
        {one.state === "open" && one.due_on && (
          <span className="muted">{say("route.due", { on: format.date(one.due_on) })}</span>
        )}
        {one.decided_at && (
          <time className="muted" dateTime={one.decided_at} title={format.instant(one.decided_at)}>
            {format.ago(one.decided_at)}
          </time>
        )}
      </span>
      {one.comment && <span className={styles.comment}>{one.comment}</span>}
    </li>
  );
}
