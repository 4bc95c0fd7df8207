import { Link } from "@tanstack/react-router";
import { useMeta, nounOf } from "@shell/api/queries";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Attendance.module.css";
import { lines } from "./months";
import type { Absence, Month, Person } from "./types";
import { book } from "./words";

const marked = (presence: string | null) =>
  presence === "missing" ? "missing" : presence === "late" || presence === "left_early" ? "late" : undefined;

/** One person's month: a strip of days with their absences on it, and how much of it they are there. */
export function PersonMonth({ person, days }: { person: Person; days: Month["days"] }) {
  const say = useBook(book);
  const { format } = useReader();
  const figure = say("of", {
    available: format.number(person.available),
    days: format.number(person.working_days),
  });
  return (
    <li className={styles.person}>
      <div className={styles.who}>
        <Link to="/$noun/$id" params={{ noun: "people", id: person.id }} search={{}}>
          {person.name}
        </Link>
        {person.unit && <span className="muted">{person.unit.name}</span>}
      </div>
      <div className={styles.strip} style={{ gridTemplateColumns: `repeat(${days.length}, 1fr)` }}>
        {person.days.map((day, at) => (
          <span
            key={days[at]?.day}
            style={{ gridColumn: at + 1 }}
            data-free={day.worked ? undefined : ""}
            data-mark={marked(day.presence)}
          />
        ))}
        {person.absences.map((absence) => (
          <Away key={absence.id} absence={absence} days={days} />
        ))}
      </div>
      <div className={styles.figure}>
        <span>{figure}</span>
        {person.share !== null && <span className="muted">{format.ratio(person.share / 100, 0)}</span>}
      </div>
    </li>
  );
}

function Away({ absence, days }: { absence: Absence; days: Month["days"] }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const fields = nounOf(useMeta(locale), "absences")?.fields;
  const label = (field: string, value: string) =>
    fields?.find((one) => one.name === field)?.options?.find((one) => one.value === value)?.label ?? value;
  const [first, behind] = lines(days, absence.from, absence.to);
  const why = absence.kind ? label("kind", absence.kind) : say("away");
  const told = say("told", {
    why,
    when: format.range(absence.from, absence.to),
    state: label("state", absence.state),
  });
  return (
    <Link
      to="/$noun/$id"
      params={{ noun: "absences", id: absence.id }}
      search={{}}
      className={styles.away}
      data-mark={absence.state}
      style={{ gridColumn: `${first} / ${behind}` }}
      aria-label={told}
      title={told}
    >
      <span aria-hidden="true">{why}</span>
    </Link>
  );
}
