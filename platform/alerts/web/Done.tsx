import { Button } from "antd";
import { useVerbs } from "@shell/action/useVerbs";
import { runVerb } from "@shell/api/calls";
import type { Envelope, Noun } from "@shell/api/types";
import { Cell } from "@shell/resource/Cell";
import { fieldOf } from "@shell/resource/fields";
import { RowLink } from "@shell/resource/RowLink";
import { useWritten } from "@shell/resource/useWrites";
import { useBook } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { book } from "./words";

/** Cause, action, result and explanation; and whether the warning was right. */
export function Done({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const written = useWritten(noun.name);
  const { allowed } = useVerbs(noun, envelope);
  const { row, labels } = envelope;
  const text = (name: string) => (typeof row[name] === "string" && row[name] ? String(row[name]) : undefined);
  const explained = fieldOf(noun, "explained_as");
  const judge = async (judgement: string) => {
    await runVerb(noun.name, row.id, "judge", { judgement, version: row.version });
    await written();
  };
  return (
    <section className={styles.part} aria-label={say("told")}>
      <h2>{say("told")}</h2>
      <dl className={styles.said}>
        <dt>{say("cause")}</dt>
        <dd>{text("cause") ?? <span className="muted">{say("cause.none")}</span>}</dd>
        <dt>{say("action")}</dt>
        <dd>
          {text("action") ?? <span className="muted">{say("action.none")}</span>}{" "}
          {text("task_id") && (
            <RowLink noun="activities" id={String(row.task_id)}>
              {say("task")}
            </RowLink>
          )}
        </dd>
        {text("explanation") && (
          <>
            <dt>{say("explained")}</dt>
            <dd>
              {explained && <Cell noun={noun} field={explained} row={row} labels={labels} />}{" "}
              {text("explanation")}
            </dd>
          </>
        )}
        {text("result") && (
          <>
            <dt>{say("result")}</dt>
            <dd>{text("result")}</dd>
          </>
        )}
      </dl>
      {allowed.some((verb) => verb.name === "judge") && (
        <div className={styles.judge} role="group" aria-label={say("judged")}>
          <span>{say("judged")}</span>
          {(["right", "wrong"] as const).map((one) => (
            <Button
              key={one}
              size="small"
              type={row.judgement === one ? "primary" : "default"}
              aria-pressed={row.judgement === one}
              onClick={() => void judge(one)}
            >
              {say(`judged.${one}`)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
