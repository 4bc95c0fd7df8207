import { Button } from "antd";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import { shown } from "./figures";
import { Part } from "./InitiativePanel";
import styles from "./Initiatives.module.css";
import { LiftChart } from "./LiftChart";
import type { Check, Verdict, Whole } from "./types";
import type { Mending } from "./useMend";
import { book } from "./words";

const TONE: Record<Verdict, string> = { landed: "green", partly: "gold", not: "red" };

/** Whether it lands: what was expected, what was measured, and what was said at each check. */
export function Checks({ whole, mend }: { whole: Whole; mend: Mending }) {
  const say = useBook(book);
  const { checks } = whole;
  return (
    <Part
      title={say("checks")}
      none={checks.length === 0 && whole.curve.length === 0 ? say("checks.none") : undefined}
    >
      {whole.curve.length > 1 && <LiftChart curve={whole.curve} checks={checks} measure={whole.measure} />}
      <ul className={styles.entries}>
        {[...checks].reverse().map((check) => (
          <OneCheck key={check.id} check={check} whole={whole} mend={mend} />
        ))}
      </ul>
    </Part>
  );
}

function OneCheck({ check, whole, mend }: { check: Check; whole: Whole; mend: Mending }) {
  const say = useBook(book);
  const { format } = useReader();
  const value = (n: number) => shown(format, whole.measure, n);
  const late = check.state === "planned" && check.due_on < whole.today;
  return (
    <li>
      <span className={styles.sentence}>
        <RowLink noun="landing_checks" id={check.id}>
          {format.date(check.checked_on ?? check.due_on)}
        </RowLink>{" "}
        {check.verdict ? (
          <Tone tone={TONE[check.verdict]}>{say(`verdict.${check.verdict}`)}</Tone>
        ) : (
          <Tone tone={late ? "red" : "blue"}>
            {say(late ? "overdue" : "due", { day: format.date(check.due_on) })}
          </Tone>
        )}
        <span className="muted">
          {[
            check.measured !== null && say("checks.measured", { value: value(check.measured) }),
            check.measured !== null && check.measured_at === null && say("checks.said"),
            check.expected !== null && say("checks.expected", { value: value(check.expected) }),
            check.checker?.name,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {check.evidence && <span className={styles.evidence}>{check.evidence}</span>}
        {check.next_step && (
          <span>
            {say("checks.next", { text: check.next_step })}{" "}
            {check.task && (
              <RowLink noun="activities" id={check.task}>
                {say("checks.task")}
              </RowLink>
            )}
          </span>
        )}
      </span>
      {check.state === "planned" && (
        <Button
          size="small"
          type={late ? "primary" : "default"}
          onClick={() => void mend.deed("landing_checks", check.id, "conclude")}
        >
          {say("checks.conclude")}
        </Button>
      )}
    </li>
  );
}
