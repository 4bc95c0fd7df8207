import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { useVerbs } from "@shell/action/useVerbs";
import { getRow } from "@shell/api/calls";
import type { Envelope, Noun } from "@shell/api/types";
import { Cell, Tone } from "@shell/resource/Cell";
import { Facts } from "@shell/resource/Facts";
import { fieldOf, titleOf } from "@shell/resource/fields";
import type { Filter } from "@shell/resource/filter";
import { Timeline } from "@shell/resource/Timeline";
import { PinButton } from "@shell/shell/PinButton";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { BacktestView } from "./BacktestView";
import { getBacktest } from "./calls";
import { Precision } from "./Precision";
import { sentence } from "./sentence";
import { useMeasure } from "./useMeasure";
import { book } from "./words";

/** A rule: what it says, how often it was right, and what it would have said. */
export default function RuleScreen({ noun, id }: { noun: Noun; id: string }) {
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", noun.name, id, locale, null],
    queryFn: ({ signal }) => getRow(noun.name, id, undefined, signal),
  });
  useTitle(found.data && titleOf(noun, found.data.row), noun.label);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  return <Rule noun={noun} envelope={found.data} />;
}

function Rule({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const { row, labels } = envelope;
  const { metric, measure } = useMeasure(row.metric);
  const { allowed, start, busy, dialog } = useVerbs(noun, envelope);
  const [all, setAll] = useState(false);
  const severity = fieldOf(noun, "severity");
  const mayEdit = envelope.may?.edit ?? noun.may.edit;
  const tried = useQuery({
    queryKey: ["row", "alert_rules.backtest", row.id, row.version, locale],
    queryFn: () => getBacktest(row.id),
    retry: false,
  });
  const cases: Filter = { field: "rule_id", op: "eq", value: row.id };
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/early_warning" className={styles.up}>
            {say("rules.title")}
          </Link>
          <div className={styles.name}>
            <h1>{titleOf(noun, row)}</h1>
            {severity && <Cell noun={noun} field={severity} row={row} labels={labels} />}
            <Tone tone={row.active ? "green" : "grey"}>{say(row.active ? "rules.on" : "rules.off")}</Tone>
            <PinButton place={`${noun.name}/${row.id}`} />
          </div>
        </div>
        <div className={styles.deeds} role="toolbar" aria-label={say("deeds")}>
          {allowed.map((verb, at) => (
            <Tooltip key={verb.name} title={verb.help}>
              <Button
                type={at === 0 ? "primary" : "default"}
                loading={busy === verb.name}
                onClick={() => start(verb)}
              >
                {verb.label}
              </Button>
            </Tooltip>
          ))}
          {mayEdit && (
            <Link to="/early_warning/change/$id" params={{ id: row.id }}>
              <Button>{say("change")}</Button>
            </Link>
          )}
          {dialog}
        </div>
      </header>
      <div className={styles.columns}>
        <div className={styles.main} data-leads>
          <p className={styles.sentence}>
            {sentence(row, metric, measure, say, format, labels?.[String(row.within_id)])}
          </p>
          {typeof row.trouble === "string" && (
            <p className={styles.late}>{say("trouble", { why: row.trouble })}</p>
          )}
          {typeof row.purpose === "string" && <p>{row.purpose}</p>}
          <section className={styles.part} data-leads aria-label={say("backtest")}>
            <h2>{say("backtest")}</h2>
            <p className="muted">{say("backtest.lead")}</p>
            {tried.error && !tried.data ? (
              <Failed error={tried.error} again={() => void tried.refetch()} />
            ) : tried.data ? (
              <BacktestView tried={tried.data} />
            ) : (
              <Waiting lines={4} />
            )}
          </section>
          <details className={styles.fields} onToggle={(event) => setAll(event.currentTarget.open)}>
            <summary>{say("fields")}</summary>
            {all && <Facts noun={noun} envelope={envelope} mayEdit={mayEdit} />}
          </details>
        </div>
        <aside className={styles.aside}>
          <p>
            <Precision row={row} />
          </p>
          <p>
            <Link to="/$noun" params={{ noun: "alerts" }} search={{ filter: cases }}>
              {say("open.cases")}
            </Link>
          </p>
          <Timeline noun={noun} id={row.id} />
        </aside>
      </div>
    </article>
  );
}
