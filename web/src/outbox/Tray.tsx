import { useNavigate } from "@tanstack/react-router";
import { App, Button, Drawer } from "antd";
import { Suspense, useEffect, useState } from "react";
import { nounOf, useMeta } from "../api/queries";
import { part } from "../parts/part";
import { fieldOf } from "../resource/fields";
import { Nothing } from "../shell/States";
import { sizeOf } from "../story/size";
import { useBook, useReader } from "../words/Reader";
import { again, type Entry, isMendable, mayHaveArrived, mended, nextStep, waitsFor } from "./entry";
import { change, discard, wake } from "./outbox";
import styles from "./Tray.module.css";
import { book, type OutboxWord } from "./words";

const Mend = part(() => import("./Mend"));

interface Props {
  user: string;
  entries: Entry[];
  sending: string | undefined;
  close: () => void;
}

/** What waits on this device: how each entry stands, and what can be done about it. */
export default function Tray({ entries, sending, close }: Props) {
  const { format } = useReader();
  const say = useBook(book);
  const [mending, setMending] = useState<string>();
  const lasting = useLasting();
  const size = entries.flatMap((one) => one.steps).reduce((sum, step) => sum + (step.file?.size ?? 0), 0);
  const mend = entries.find((one) => one.id === mending);
  return (
    <Drawer
      open
      onClose={close}
      size={460}
      title={say("title")}
      styles={{ wrapper: { maxWidth: "100vw" } }}
      extra={
        entries.some((one) => one.state === "waiting") && (
          <Button onClick={wake} loading={!!sending}>
            {say("send")}
          </Button>
        )
      }
    >
      {entries.length === 0 ? (
        <Nothing title={say("empty")} hint={say("empty.hint")} />
      ) : (
        <>
          <p className={`muted ${styles.state}`} role="status">
            {say(navigator.onLine ? "state.there" : "state.offline")}
          </p>
          <ul className={styles.list}>
            {entries.map((one) => (
              <Line
                key={one.id}
                entry={one}
                sending={one.id === sending}
                behind={!!waitsFor(one, entries)}
                mend={() => setMending(one.id)}
                close={close}
              />
            ))}
          </ul>
          <p className={`muted ${styles.foot}`}>
            {size > 0 && `${say("size", { size: sizeOf(size, format) })} `}
            {lasting !== undefined && say(lasting ? "lasting" : "lasting.not")}
          </p>
        </>
      )}
      {mend && (
        <Suspense fallback={null}>
          <Mend key={mend.id} entry={mend} close={() => setMending(undefined)} />
        </Suspense>
      )}
    </Drawer>
  );
}

function useLasting(): boolean | undefined {
  const [lasting, setLasting] = useState<boolean>();
  useEffect(() => {
    void navigator.storage?.persisted?.().then(setLasting, () => undefined);
  }, []);
  return lasting;
}

interface LineProps {
  entry: Entry;
  sending: boolean;
  behind: boolean;
  mend: () => void;
  close: () => void;
}

function Line({ entry, sending, behind, mend, close }: LineProps) {
  const { locale, format } = useReader();
  const say = useBook(book);
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const meta = useMeta(locale);
  const noun = nounOf(meta, entry.about.noun);
  const files = entry.steps.flatMap((one) => (one.file && !one.made ? [one.file] : []));
  const old = entry.problem?.code === "outbox.too_old";
  const stuck = entry.state !== "waiting";
  const failed = (error: unknown) =>
    void message.error(error instanceof Error ? error.message : String(error));
  const throwAway = () =>
    void modal.confirm({
      title: say("delete.title", { title: entry.title }),
      content: say(mayHaveArrived(entry) ? "delete.hint.tried" : "delete.hint"),
      okText: say("delete"),
      okButtonProps: { danger: true },
      cancelText: say("cancel"),
      onOk: () => discard(entry.id).catch(failed),
    });
  const how = howOf(entry, sending, behind);
  return (
    <li className={styles.entry} aria-label={entry.title}>
      <div className={styles.head}>
        <strong>{entry.title}</strong>
        <span className="muted">{format.ago(new Date(entry.at).toISOString())}</span>
      </div>
      <p className={`muted ${styles.about}`}>
        {[say(`kind.${entry.kind}`), noun?.label, entry.about.title].filter(Boolean).join(" · ")}
        {files.length > 0 &&
          ` · ${say(files.length === 1 ? "files.1" : "files", {
            n: files.length,
            size: sizeOf(
              files.reduce((sum, one) => sum + one.size, 0),
              format,
            ),
          })}`}
      </p>
      <p
        className={styles.how}
        data-state={sending ? "sending" : stuck ? "stuck" : entry.failed ? "failed" : undefined}
      >
        <i aria-hidden="true" />
        <span>{say(how, { n: entry.failed ?? 0 })}</span>
      </p>
      {entry.state !== "conflict" && <Why entry={entry} />}
      <div className={styles.tools}>
        {isMendable(entry) && !sending && (
          <Button type={stuck ? "primary" : "default"} onClick={mend}>
            {say(entry.state === "conflict" ? "compare" : "mend")}
          </Button>
        )}
        {entry.state === "refused" && !sending && (
          <Button
            onClick={() =>
              // As it stands now: another tab may have sent it already.
              void change(entry.id, (now) =>
                now.state !== "refused" ? undefined : old ? mended(now, crypto.randomUUID()) : again(now),
              ).catch(failed)
            }
          >
            {say(old ? "again.new" : "again")}
          </Button>
        )}
        {entry.about.id && (
          <Button
            onClick={() => {
              close();
              void navigate({
                to: "/$noun/$id",
                params: { noun: entry.about.noun, id: entry.about.id ?? "" },
              });
            }}
          >
            {say("open")}
          </Button>
        )}
        {!sending && (
          <Button type="text" danger onClick={throwAway}>
            {say("delete")}
          </Button>
        )}
      </div>
    </li>
  );
}

function howOf(entry: Entry, sending: boolean, behind: boolean): OutboxWord {
  if (sending) return "is.sending";
  if (entry.state === "conflict") return "is.conflict";
  if (entry.state === "refused") return "is.refused";
  if (behind) return "is.behind";
  if (entry.failed) return "is.failed";
  return mayHaveArrived(entry) ? "is.tried" : "is.waiting";
}

const OWN: Record<string, OutboxWord> = {
  "outbox.too_old": "too_old",
  "outbox.file_gone": "file_gone",
  "outbox.broken": "broken",
};

/** The server's own words, each with the field that it is about. */
function Why({ entry }: { entry: Entry }) {
  const { locale } = useReader();
  const say = useBook(book);
  const meta = useMeta(locale);
  const { problem } = entry;
  if (!problem) return null;
  const own = OWN[problem.code ?? ""];
  const noun = nounOf(meta, nextStep(entry)?.noun ?? "");
  const lines = (problem.errors ?? []).map((one) => {
    const label = noun && one.field ? fieldOf(noun, one.field)?.label : undefined;
    return label ? `${label}: ${one.detail}` : one.detail;
  });
  const said = own ? [say(own)] : lines.length > 0 ? lines : [problem.detail ?? problem.code ?? ""];
  return (
    <ul className={styles.why}>
      {[...new Set(said)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
