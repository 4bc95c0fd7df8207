import { Link } from "@tanstack/react-router";
import { Button, Progress } from "antd";
import { useState } from "react";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Policies.module.css";
import bars from "./Progress.module.css";
import { Reminder } from "./Reminder";
import type { Whole } from "./types";
import { book } from "./words";

/** Units that are shown before one asks for all of them. */
const UNITS = 8;

/** How many of those within the reader's reach have confirmed, unit by unit, and who is late. */
export function ProgressView({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const [all, setAll] = useState(false);
  const { progress } = whole;
  if (!progress || !whole.confirm || (whole.state === "draft" && progress.asked === 0)) return null;
  const filter = {
    and: [
      { field: "policy_id", op: "eq" as const, value: whole.id },
      { field: "state", op: "in" as const, value: ["asked", "acknowledged"] },
    ],
  };
  const share = (part: { asked: number; confirmed: number }) =>
    part.asked === 0 ? 0 : Math.floor((part.confirmed / part.asked) * 100);
  // Where most is left to do stands first.
  const units = [...progress.units].sort((one, other) => share(one) - share(other));
  return (
    <section aria-label={say("progress")}>
      <h2>{say("progress")}</h2>
      {progress.asked === 0 ? (
        <p className="muted">{say("none.asked")}</p>
      ) : (
        <>
          <p className={bars.figure}>
            <strong>{format.ratio(share(progress) / 100, 0)}</strong>
            <span className="muted">
              {say("progress.of", { confirmed: progress.confirmed, asked: progress.asked })}
            </span>
            {progress.overdue > 0 && (
              <span className={styles.late}>{say("progress.overdue", { n: progress.overdue })}</span>
            )}
          </p>
          <ul className={bars.bars}>
            {units.slice(0, all ? undefined : UNITS).map((part) => (
              <li key={part.unit?.id ?? ""}>
                <span>{part.unit?.name ?? say("no.unit")}</span>
                <Progress
                  percent={share(part)}
                  size="small"
                  showInfo={false}
                  aria-label={say("progress.of", { confirmed: part.confirmed, asked: part.asked })}
                />
                <span className="muted">
                  {part.confirmed}/{part.asked}
                </span>
              </li>
            ))}
          </ul>
          {!all && units.length > UNITS && (
            <Button size="small" type="link" className={bars.all} onClick={() => setAll(true)}>
              {say("progress.units", { n: units.length })}
            </Button>
          )}
          {progress.late.length > 0 && (
            <>
              <h3>{say("late")}</h3>
              <ul className={styles.rows}>
                {progress.late.slice(0, 8).map((late) => (
                  <li key={late.id} className={styles.lateRow}>
                    <span>{late.person.name}</span>
                    <span className="muted">{say("due", { day: format.date(late.due_on) })}</span>
                    <Reminder id={late.id} name={late.person.name} reminders={late.reminders} />
                  </li>
                ))}
              </ul>
            </>
          )}
          <p>
            <Link to="/$noun" params={{ noun: "policy_acknowledgements" }} search={{ filter }}>
              {say("progress.list")}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
