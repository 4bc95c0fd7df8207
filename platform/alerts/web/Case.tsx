import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Tooltip } from "antd";
import { useVerbs } from "@shell/action/useVerbs";
import { Problem } from "@shell/api/problem";
import type { Envelope, Noun } from "@shell/api/types";
import { todayIn } from "@shell/metric/kpiState";
import { RowLink } from "@shell/resource/RowLink";
import { useWritten } from "@shell/resource/useWrites";
import { type Keys, useKeys } from "@shell/shell/keys";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { getCourse } from "./calls";
import { CourseView } from "./CourseView";
import { Done } from "./Done";
import { rowsBehind } from "./rowsBehind";
import { useMeasure } from "./useMeasure";
import { valueText } from "./values";
import { book } from "./words";

/** What happened, why that is a warning, whose turn it is, and what is done about it. */
export function Case({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  return (
    <>
      <NextStep envelope={envelope} />
      <div className={styles.main}>
        <Why envelope={envelope} />
        <Course envelope={envelope} />
        <Done noun={noun} envelope={envelope} />
      </div>
    </>
  );
}

/** What may be done as it stands, the likeliest first, each with the key that does it. */
const DEEDS: [string, string][] = [
  ["take", "t"],
  ["plan_action", "a"],
  ["say_cause", "w"],
  ["close", "c"],
  ["explain", "e"],
  ["hand_over", "o"],
];

interface DeedsProps {
  noun: Noun;
  envelope: Envelope;
  /** The keys mean something else just now. */
  mute?: boolean;
}

export function Deeds({ noun, envelope, mute }: DeedsProps) {
  const say = useBook(book);
  const written = useWritten();
  const { allowed, start, busy, dialog } = useVerbs(noun, envelope, () => void written());
  const deeds = DEEDS.flatMap(([name, key]) =>
    allowed.filter((verb) => verb.name === name).map((verb) => ({ verb, key })),
  );
  const keys: Keys = {};
  if (!mute) {
    for (const { verb, key } of deeds) {
      keys[key] = (event) => {
        event.preventDefault();
        start(verb);
      };
    }
  }
  useKeys(keys);
  if (deeds.length === 0) return null;
  return (
    <div className={styles.deeds} role="toolbar" aria-label={say("deeds")}>
      {deeds.map(({ verb, key }, at) => (
        <Tooltip
          key={verb.name}
          title={
            <>
              {verb.help} <kbd className={styles.key}>{key.toUpperCase()}</kbd>
            </>
          }
        >
          <Button
            type={at === 0 ? "primary" : "default"}
            loading={busy === verb.name}
            aria-keyshortcuts={key}
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

function NextStep({ envelope: { row } }: { envelope: Envelope }) {
  const say = useBook(book);
  const { format, timeZone } = useReader();
  const by = typeof row.act_by === "string" ? row.act_by : undefined;
  const ended = typeof row.ended_on === "string" ? format.date(row.ended_on) : "…";
  const late = !!by && by < todayIn(timeZone);
  const text = () => {
    switch (row.state) {
      case "open":
        return by ? say("next.open.by", { day: format.date(by) }) : say("next.open");
      case "acting":
        return say("next.acting");
      case "recovered":
        return say("next.recovered", { day: ended });
      case "explained":
        return say("next.explained", { day: ended });
      default:
        return say("next.closed");
    }
  };
  return (
    <p className={styles.next} data-late={late || undefined}>
      {text()} {late && <em className={styles.late}>{say("late")}</em>}
    </p>
  );
}

function Why({ envelope: { row, labels } }: { envelope: Envelope }) {
  const say = useBook(book);
  const { format } = useReader();
  const { metric, measure } = useMeasure(row.metric);
  const told = (value: unknown) => valueText(value as number | null, measure, format);
  const last = { value: told(row.last_value), period: format.period(String(row.last_period)) };
  const behind = rowsBehind(row);
  return (
    <section className={styles.part} aria-label={say("why")}>
      <h2>{say("why")}</h2>
      <p>
        {say("why.value", {
          metric: metric?.label ?? String(row.metric),
          subject: typeof row.subject === "string" ? say("why.of", { subject: row.subject }) : "",
          period: format.period(String(row.period)),
          value: row.value === null ? say("nothing") : told(row.value),
        })}{" "}
        {row.limit !== null && say("why.limit", { limit: told(row.limit) })}{" "}
        {row.base !== null && say("why.base", { base: told(row.base) })}{" "}
        {typeof row.apart === "number" && say("why.apart", { percent: `${format.number(row.apart, 0)}%` })}
      </p>
      {row.last_period !== row.period && (
        <p>{row.still ? say("why.still", last) : row.state === "recovered" && say("why.recovered", last)}</p>
      )}
      <p>
        {say("rule")}:{" "}
        <RowLink noun="alert_rules" id={String(row.rule_id)}>
          {labels?.[String(row.rule_id)] ?? say("rule")}
        </RowLink>
        {metric && (
          <>
            {" · "}
            <Link to="/numbers" search={behind}>
              {say("rows")}
            </Link>
          </>
        )}
      </p>
    </section>
  );
}

function Course({ envelope: { row } }: { envelope: Envelope }) {
  const say = useBook(book);
  const { locale } = useReader();
  const course = useQuery({
    // Under what is asked for again after every write.
    queryKey: ["row", "alerts.course", row.id, locale],
    queryFn: () => getCourse(row.id),
    retry: false,
  });
  const hidden = course.error instanceof Problem && [403, 404].includes(course.error.status);
  return (
    <section className={styles.part} data-leads aria-label={say("course")}>
      <h2>{say("course")}</h2>
      {hidden ? (
        <p className="muted">{say("course.hidden")}</p>
      ) : course.error && !course.data ? (
        <Failed error={course.error} again={() => void course.refetch()} />
      ) : course.data ? (
        <CourseView course={course.data} first={String(row.period)} />
      ) : (
        <Waiting lines={3} />
      )}
    </section>
  );
}
