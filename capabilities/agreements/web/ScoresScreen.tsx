import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { App, Button, Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getWhole, judge } from "./calls";
import { figure, rowsAddress, shareOf, toneOf } from "./figures";
import styles from "./Scores.module.css";
import type { Line, Month, Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { type AgreementWord, book } from "./words";

/** The score card: a month at a time, each number opening to its rows. */
export default function ScoresScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  const say = useBook(book);
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["related", "agreements", "one", id, locale],
    queryFn: () => getWhole(id),
  });
  useTitle(found.data && `${say("scores")} · ${found.data.name}`);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  return <Card whole={found.data} />;
}

function Card({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const [chosen, setChosen] = useState<string>();
  const month = whole.scores.find((one) => one.id === chosen) ?? whole.scores[0];
  return (
    <article className={styles.page} aria-label={say("scores")}>
      <RowLink noun="agreements" id={whole.id} className={styles.up}>
        {whole.name}
      </RowLink>
      <h1>{say("scores")}</h1>
      {!month ? (
        <Nothing title={say("scores.none")} />
      ) : (
        <>
          <div className={styles.months} role="tablist" aria-label={say("months")}>
            {[...whole.scores].reverse().map((one) => (
              <button
                key={one.id}
                type="button"
                role="tab"
                aria-selected={one.id === month.id}
                onClick={() => setChosen(one.id)}
              >
                <span>{format.period(one.month.slice(0, 7))}</span>
                <strong data-tone={toneOf(shareOf(one))}>{format.number(one.points, 2)}</strong>
              </button>
            ))}
          </div>
          <OneMonth key={month.id} month={month} whole={whole} />
        </>
      )}
    </article>
  );
}

function OneMonth({ month, whole }: { month: Month; whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  return (
    <section aria-label={format.period(month.month.slice(0, 7))}>
      <p className={styles.sum}>
        <strong>{format.number(month.points, 2)}</strong>
        <span>{say("scores.full", { full: format.number(month.full) })}</span>
        <Tone tone={month.state === "closed" ? "green" : "blue"}>{month.state_label}</Tone>
        <span className="muted">
          {[
            say("scores.to_date", { points: format.number(month.points_to_date, 2) }),
            say("edition", { n: month.edition }),
            month.missing > 0 && say("scores.missing", { n: month.missing }),
            month.closed_at
              ? say("closed.at", { at: format.instant(month.closed_at) })
              : month.worked_out_at && say("worked.at", { at: format.instant(month.worked_out_at) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </p>
      <ul className={styles.lines}>
        {month.lines.map((line) => (
          <OneLine key={line.id} line={line} currency={whole.currency} />
        ))}
      </ul>
    </section>
  );
}

function OneLine({ line, currency }: { line: Line; currency: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const [judging, setJudging] = useState(false);
  const number = (value: number | null) => figure(format, value, line.measure, currency);
  const counted = line.how !== "judged";
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <strong>{line.title}</strong>
        <span className="muted">{line.rule}</span>
        {line.note && <span>{line.note}</span>}
      </div>
      {counted && (
        <dl className={styles.numbers}>
          {line.how !== "deduction" && (
            <div>
              <dt>{say("target")}</dt>
              <dd>{number(line.target)}</dd>
            </div>
          )}
          <div>
            <dt>{say("reached")}</dt>
            <dd>
              {line.question && line.actual !== null ? (
                <Link to="/numbers" search={rowsAddress(line.question) as never}>
                  {number(line.actual)}
                </Link>
              ) : (
                number(line.actual)
              )}
            </dd>
          </div>
          {line.attainment !== null && (
            <div>
              <dt>{say("attainment")}</dt>
              <dd>{format.number(line.attainment, 2)}%</dd>
            </div>
          )}
        </dl>
      )}
      <div className={styles.score}>
        <strong>{line.points === null ? "—" : format.number(line.points, 2)}</strong>
        <span className="muted">{say("scores.full", { full: format.number(line.full) })}</span>
        {line.decided && <span className="muted">{say(`decided.${line.decided}` as AgreementWord)}</span>}
        {line.judges && (
          <Button
            size="small"
            onClick={() => setJudging(true)}
            aria-label={say("judge.of", { title: line.title })}
          >
            {say("judge")}
          </Button>
        )}
      </div>
      {judging && <Judging line={line} close={() => setJudging(false)} />}
    </li>
  );
}

function Judging({ line, close }: { line: Line; close: () => void }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [points, setPoints] = useState<number | null>(line.points);
  const [note, setNote] = useState(line.note ?? "");
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (points === null) return;
    setBusy(true);
    try {
      await judge(line.id, points, note);
      void message.success(say("judge.done"));
      close();
      await refresh();
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={line.title}
      okText={say("judge")}
      okButtonProps={{ disabled: points === null, loading: busy }}
      onOk={() => void run()}
      onCancel={close}
    >
      <p>{line.rule}</p>
      <label className={styles.field}>
        {say("judge.points")}
        <InputNumber autoFocus value={points} step={0.5} precision={2} onChange={setPoints} />
      </label>
      <label className={styles.field}>
        {say("judge.note")}
        <Input.TextArea
          rows={3}
          value={note}
          maxLength={2000}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {refused && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
    </Modal>
  );
}
