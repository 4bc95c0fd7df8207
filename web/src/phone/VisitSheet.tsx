import { Alert, App, Button, Input, Select } from "antd";
import { useId, useState } from "react";
import { serverNow } from "../api/client";
import { placeErrors, Problem, type ProblemDocument } from "../api/problem";
import { nounOf, useMeta, useSession } from "../api/queries";
import type { Row } from "../api/types";
import { addDays } from "../dashboard/span";
import { knownOffline, later } from "../outbox/later";
import { outcomeOf } from "../outbox/settling";
import { draftOf } from "../parts/draft";
import { titleOf } from "../resource/fields";
import { useBook, useReader } from "../words/Reader";
import { wallTime } from "../words/zone";
import { useAround } from "./around";
import { Photos } from "./Photos";
import { Sheet } from "./Sheet";
import { isWritten, LOGGED, NOTHING, stepsOf, type Visit } from "./visit";
import styles from "./VisitSheet.module.css";
import { book } from "./words";

interface Props {
  about: { noun: string; id: string };
  /** What was planned and is written down now. */
  planned?: Row;
  close: () => void;
}

const FIELDS = ["body", "outcome", "met_id", "title", "due_on"];
const PEOPLE = "contacts";

/** Writes down what happened, with one thumb or by voice: plain text, large, and the button where the thumb is. */
export default function VisitSheet({ about, planned, close }: Props) {
  const { locale, timeZone } = useReader();
  const say = useBook(book);
  const { message, modal } = App.useApp();
  const meta = useMeta(locale);
  const session = useSession();
  const around = useAround(meta, about.noun, about.id);
  const draft = draftOf<Visit>(session?.user.id, `visit.${planned?.id ?? `${about.noun}.${about.id}`}`);
  const [visit, setVisit] = useState<Visit>(() => ({
    ...NOTHING,
    ...(about.noun === PEOPLE ? { met: about } : {}),
    ...draft.read()?.value,
    photos: [],
  }));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ProblemDocument>();
  const activities = nounOf(meta, "activities");
  const change = (next: Partial<Visit> | ((old: Visit) => Partial<Visit>)) =>
    setVisit((old) => {
      const now = { ...old, ...(typeof next === "function" ? next(old) : next) };
      if (isWritten(now)) draft.write({ ...now, photos: [] });
      else draft.forget();
      return now;
    });
  const leave = () => {
    if (busy) return;
    if (!isWritten(visit)) return close();
    modal.confirm({
      title: say("leave"),
      content: say("leave.hint"),
      okText: say("leave.yes"),
      cancelText: say("leave.no"),
      onOk: close,
    });
  };
  const save = async () => {
    if (!session) return;
    setBusy(true);
    setRefused(undefined);
    try {
      const steps = stepsOf(visit, {
        about,
        at: serverNow().toISOString(),
        planned,
        mine: !planned || planned.owner_id === session.user.person_id,
        row: around.row,
        noun: around.noun,
        words: { visit: say(`kind.${visit.kind}`), next: say("next.default") },
      });
      const title = visit.text.trim() || visit.outcome.trim() || say(`kind.${visit.kind}`);
      const entry = {
        user: session.user.id,
        kind: "visit" as const,
        about: { ...about, title: around.title },
        title,
        steps,
      };
      const id = await later(entry, locale);
      // It is safe from here on; what follows only tells how it went.
      draft.forget();
      const went = knownOffline() ? { is: "waiting" as const } : await outcomeOf(id);
      if (went.is === "back") {
        draft.write({ ...visit, photos: [] });
        setRefused(went.problem);
        setBusy(false);
        return;
      }
      if (went.is === "arrived") void message.success(say("saved"));
      if (went.is === "partly") void message.warning({ content: say("partly"), duration: 8 });
      close();
    } catch (error) {
      setRefused({ status: 0, detail: error instanceof Error ? error.message : String(error) });
      setBusy(false);
    }
  };
  const placed = refused ? placeErrors(new Problem(refused), FIELDS) : { fields: [], general: [] };
  const wrong = (name: string) => placed.fields.find((one) => one.name === name)?.errors.join(" ");
  const title =
    planned && activities
      ? say("sheet.planned", { title: titleOf(activities, planned) })
      : say("sheet.visit");
  return (
    <Sheet
      title={title}
      close={leave}
      footer={
        <Button
          type="primary"
          block
          className={styles.save}
          loading={busy}
          disabled={!isWritten(visit)}
          onClick={() => void save()}
        >
          {say("save")}
        </Button>
      }
    >
      <form
        className={styles.sheet}
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && isWritten(visit)) void save();
        }}
      >
        <p className={styles.about}>{[around.noun?.label, around.title].filter(Boolean).join(" · ")}</p>
        {placed.general.map((line) => (
          <Alert key={line} type="error" showIcon title={line} role="alert" />
        ))}
        {typeof planned?.body === "string" && planned.body && (
          <p className="muted">{say("notes", { notes: planned.body })}</p>
        )}
        {!planned && (
          <div role="group" aria-label={say("kind")} className={styles.chips}>
            {LOGGED.map((kind) => (
              <button
                key={kind}
                type="button"
                className={styles.chip}
                aria-pressed={visit.kind === kind}
                onClick={() => change({ kind })}
              >
                {say(`kind.${kind}`)}
              </button>
            ))}
          </div>
        )}
        <Words
          label={say("text")}
          hint={say("text.hint")}
          value={visit.text}
          wrong={wrong("body") ?? wrong("title")}
          rows={5}
          change={(text) => change({ text })}
          autoFocus
        />
        <Words
          label={say("outcome")}
          value={visit.outcome}
          wrong={wrong("outcome")}
          rows={1}
          most={400}
          change={(outcome) => change({ outcome })}
        />
        {around.people.length > 0 && (
          <Met around={around} visit={visit} wrong={wrong("met_id")} change={change} />
        )}
        <Photos photos={visit.photos} change={(to) => change((old) => ({ photos: to(old.photos) }))} />
        <NextStep visit={visit} zone={timeZone} wrong={wrong("due_on")} change={change} />
      </form>
    </Sheet>
  );
}

interface WordsProps {
  label: string;
  hint?: string;
  value: string;
  wrong?: string;
  rows: number;
  most?: number;
  change: (text: string) => void;
  autoFocus?: boolean;
}

/** A plain field of text: a phone's keyboard and its microphone know what to do with it. */
function Words({ label, hint, value, wrong, rows, most = 100_000, change, autoFocus }: WordsProps) {
  const { locale } = useReader();
  const id = useId();
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <Input.TextArea
        id={id}
        className={styles.text}
        value={value}
        placeholder={hint}
        autoFocus={autoFocus}
        autoSize={{ minRows: rows, maxRows: 14 }}
        maxLength={most}
        lang={locale === "zh" ? "zh-CN" : "en"}
        autoCapitalize="sentences"
        autoCorrect="on"
        spellCheck
        enterKeyHint="enter"
        aria-invalid={!!wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(event) => change(event.target.value)}
      />
      {wrong && (
        <p id={`${id}-wrong`} className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

interface PartProps {
  visit: Visit;
  wrong?: string;
  change: (next: Partial<Visit>) => void;
}

const FEW = 4;

/** Whom one met: a few as chips, many in a list that can be searched. */
function Met({ around, visit, wrong, change }: PartProps & { around: ReturnType<typeof useAround> }) {
  const say = useBook(book);
  const choose = (id: string | undefined) => change({ met: id ? { noun: PEOPLE, id } : undefined });
  return (
    <div role="group" aria-label={say("met")}>
      <span className={styles.label}>{say("met")}</span>
      {around.people.length <= FEW ? (
        <div className={styles.chips}>
          {around.people.map((one) => (
            <button
              key={one.id}
              type="button"
              className={styles.chip}
              aria-pressed={visit.met?.id === one.id}
              onClick={() => choose(visit.met?.id === one.id ? undefined : one.id)}
            >
              {one.name}
            </button>
          ))}
        </div>
      ) : (
        <Select
          size="large"
          style={{ width: "100%" }}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          aria-label={say("met")}
          placeholder={say("met.none")}
          value={visit.met?.id}
          onChange={choose}
          options={around.people.map((one) => ({
            value: one.id,
            label: [one.name, one.post].filter(Boolean).join(" · "),
          }))}
        />
      )}
      {wrong && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** What comes next, and when: the usual days with one touch. */
function NextStep({ visit, zone, wrong, change }: PartProps & { zone: string | undefined }) {
  const say = useBook(book);
  const [other, setOther] = useState(false);
  const today = (wallTime(serverNow(), zone) ?? "").slice(0, 10);
  const days = [
    { on: addDays(today, 1), word: say("next.tomorrow") },
    { on: addDays(today, 3), word: say("next.three") },
    { on: addDays(today, 7), word: say("next.week") },
  ];
  const another = other || (!!visit.nextOn && !days.some((day) => day.on === visit.nextOn));
  return (
    <div role="group" aria-label={say("next")}>
      <Words
        label={say("next")}
        hint={say("next.hint")}
        value={visit.next}
        rows={1}
        most={400}
        change={(next) => change({ next })}
      />
      <div className={styles.chips} style={{ marginTop: 8 }} role="group" aria-label={say("next.on")}>
        {days.map((day) => (
          <button
            key={day.on}
            type="button"
            className={styles.chip}
            aria-pressed={!another && visit.nextOn === day.on}
            onClick={() => {
              setOther(false);
              change({ nextOn: visit.nextOn === day.on && !another ? undefined : day.on });
            }}
          >
            {day.word}
          </button>
        ))}
        <button
          type="button"
          className={styles.chip}
          aria-pressed={another}
          onClick={() => setOther(!another)}
        >
          {say("next.day")}
        </button>
      </div>
      {another && (
        // The phone's own calendar, which every thumb knows.
        <input
          type="date"
          className={styles.date}
          aria-label={say("next.on")}
          min={today}
          value={visit.nextOn ?? ""}
          onChange={(event) => change({ nextOn: event.target.value || undefined })}
        />
      )}
      {wrong && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
