import { Link } from "@tanstack/react-router";
import { Checkbox } from "antd";
import type { MouseEvent } from "react";
import type { Labels, Noun, Row } from "@shell/api/types";
import { todayIn } from "@shell/metric/kpiState";
import { Cell } from "@shell/resource/Cell";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { daysBetween } from "./tray";
import { useMeasure } from "./useMeasure";
import { valueText } from "./values";
import { book } from "./words";

interface Props {
  noun: Noun;
  row: Row;
  labels?: Labels;
  marked: boolean;
  mark: (marked: boolean) => void;
  /** It is the one that is shown beside the list. */
  shown: boolean;
  /** Shows it beside the list; without it there is no beside, and the line leads to its page. */
  show?: () => void;
}

/** One alert of the tray: what, how far, since when, by when, and whose it is. */
export function TrayLine({ noun, row, labels, marked, mark, shown, show }: Props) {
  const say = useBook(book);
  const { format, timeZone } = useReader();
  const { metric, measure } = useMeasure(row.metric);
  const today = todayIn(timeZone);
  const age = daysBetween(row.first_seen_on, today);
  const by = typeof row.act_by === "string" ? row.act_by : undefined;
  const late = !!by && by < today;
  const value = (one: unknown) => valueText(one as number | null, measure, format);
  const severity = fieldOf(noun, "severity");
  const state = row.state === "open" ? undefined : fieldOf(noun, "state");
  const pressed = (event: MouseEvent) => {
    if (!show || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show();
  };
  const what = row.last_value === null ? say("nothing") : value(row.last_value);
  return (
    <li data-shown={shown || undefined} data-severity={String(row.severity)}>
      <Checkbox
        aria-label={say("mark", { name: titleOf(noun, row) })}
        checked={marked}
        onChange={(event) => mark(event.target.checked)}
      />
      <Link
        to="/$noun/$id"
        params={{ noun: noun.name, id: row.id }}
        search={{}}
        className={styles.line}
        data-line={row.id}
        aria-current={shown || undefined}
        onFocus={show}
        onClick={pressed}
      >
        <span className={styles.name}>
          <strong>{titleOf(noun, row)}</strong>
        </span>
        <span className={styles.age}>
          {age === 0 ? say("today") : say(age === 1 ? "day" : "days", { n: age })}
        </span>
        <span className={styles.told}>
          {[metric?.label, row.limit === null ? what : say("fell", { value: what, limit: value(row.limit) })]
            .filter(Boolean)
            .join(" ")}
        </span>
        <span className={late ? styles.late : styles.age}>
          {late ? say("late") : by && say("act_by", { day: format.date(by) })}
        </span>
        <span className={styles.tags}>
          {severity && <Cell noun={noun} field={severity} row={row} labels={labels} />}
          {state && <Cell noun={noun} field={state} row={row} labels={labels} />}
          {row.assignee_id && <span className="muted">{labels?.[String(row.assignee_id)]}</span>}
        </span>
      </Link>
    </li>
  );
}
