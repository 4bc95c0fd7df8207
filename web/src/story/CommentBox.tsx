import { App, Button, Progress } from "antd";
import { Suspense, useEffect, useRef, useState } from "react";
import { createRow } from "../api/calls";
import { useSession } from "../api/queries";
import type { Noun } from "../api/types";
import { isSilent, knownOffline, later } from "../outbox/later";
import { draftOf } from "../parts/draft";
import { part } from "../parts/part";
import { usePhone } from "../resource/usePhone";
import { useWritten } from "../resource/useWrites";
import { CloseOutlined, PaperClipOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import styles from "./CommentBox.module.css";
import { namedIn, type Person } from "./mentions";
import { SayBox } from "./SayBox";
import { sizeOf } from "./size";
import { type Sending, useFiles } from "./useFiles";

const FormDrawer = part(() => import("../resource/FormDrawer"));
const VisitSheet = part(() => import("../phone/VisitSheet"));

interface Props {
  noun: Noun;
  id: string;
  /** What the row is called. */
  title: string;
  activities: Noun;
}

interface Draft {
  text: string;
  chosen: Person[];
}

const EMPTY: Draft = { text: "", chosen: [] };

/** Where one says something about a row, with files; a call, a visit or a task is logged with its own form. */
export function CommentBox({ noun, id, title, activities }: Props) {
  const { say, locale } = useReader();
  const { message } = App.useApp();
  const user = useSession()?.user.id;
  const written = useWritten("activities");
  const draft = draftOf<Draft>(user, `comment.${noun.name}.${id}`);
  const [said, setSaid] = useState<Draft>(() => draft.read()?.value ?? EMPTY);
  const { files, add, remove, send } = useFiles();
  const phone = usePhone();
  const [busy, setBusy] = useState(false);
  const [logging, setLogging] = useState(false);
  const [over, setOver] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  // A comment that is written already, whose files have not all arrived.
  const comment = useRef<string>(undefined);
  const picker = useRef<HTMLInputElement>(null);

  const unsent = files.length > 0;
  useEffect(() => {
    if (!unsent) return;
    // Files cannot be kept over a reload: the browser asks.
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    globalThis.addEventListener("beforeunload", leaving);
    return () => globalThis.removeEventListener("beforeunload", leaving);
  }, [unsent]);

  if (!activities.may.create) return null;
  const text = said.text.trim();
  const sendable = files.some((one) => one.state !== "large");
  // Text and person come one after the other when somebody is chosen: neither may undo the other.
  const change = (next: Partial<Draft>) =>
    setSaid((old) => {
      const now = { ...old, ...next };
      if (now.text.trim()) draft.write(now);
      else draft.forget();
      return now;
    });
  const bodyOf = () => {
    const mentions = namedIn(text, said.chosen).map((one) => one.id);
    return { subject_noun: noun.name, subject_id: id, kind: "comment", body: text, mentions };
  };
  const sent = () => {
    comment.current = undefined;
    setSaid(EMPTY);
    draft.forget();
    setKey(crypto.randomUUID());
  };
  /** What nobody answered for waits on this device, under the keys of the tries that were made. */
  const wait = async (chosen: Pick<Sending, "key" | "file">[], tried: boolean) => {
    if (!user) return;
    const whole = text && !comment.current;
    const rest = { subject_noun: noun.name, subject_id: id };
    const carrier = whole ? "{made:0}" : comment.current;
    const files = chosen.map((one) => ({
      key: one.key,
      // With its comment still to be written, no file can have gone.
      tried: tried && !whole,
      path: "/files",
      noun: "activities",
      body: { ...rest, ...(carrier ? { comment_id: carrier } : {}) },
      file: one.file,
    }));
    const entry = {
      user,
      kind: whole ? ("comment" as const) : ("file" as const),
      about: { noun: noun.name, id, title },
      title: whole ? text : (chosen[0]?.file.name ?? ""),
      steps: [
        ...(whole ? [{ key, tried, path: "/activities", noun: "activities", body: bodyOf() }] : []),
        ...files,
      ],
    };
    await later(entry, locale);
    for (const one of chosen) remove(one.key);
    sent();
  };
  const post = async () => {
    if (busy || (!text && !sendable)) return;
    setBusy(true);
    const chosen = files.filter((one) => one.state !== "large");
    try {
      if (knownOffline()) return await wait(chosen, false);
      try {
        if (text && !comment.current) comment.current = (await createRow("activities", bodyOf(), key)).row.id;
      } catch (error) {
        if (!isSilent(error)) throw error;
        return await wait(chosen, true);
      }
      const { all, silent } = await send({ noun: noun.name, id, comment: comment.current });
      if (silent.length > 0) return await wait(silent, true);
      await written();
      if (all) sent();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    // Files are dropped anywhere on the box; the button beside it does the same by keyboard.

    <section
      className={styles.box}
      aria-label={say("story.say")}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer.files);
      }}
      onPaste={(event) => {
        if (event.clipboardData.files.length === 0) return;
        event.preventDefault();
        add(event.clipboardData.files);
      }}
    >
      <SayBox
        text={said.text}
        change={(next) => change({ text: next })}
        choose={(person) => change({ chosen: [...said.chosen, person] })}
        send={() => void post()}
        label={say("activity.placeholder")}
      />
      {files.length > 0 && (
        <ul className={styles.files} aria-label={say("story.files")}>
          {files.map((one) => (
            <FileLine key={one.key} one={one} remove={() => remove(one.key)} />
          ))}
        </ul>
      )}
      {over && (
        <p className={styles.drop} aria-hidden="true">
          {say("story.drop")}
        </p>
      )}
      <div className={styles.actions}>
        <Button
          type="primary"
          disabled={!text && !sendable}
          loading={busy}
          title="Ctrl+Enter"
          aria-keyshortcuts="Control+Enter"
          onClick={() => void post()}
        >
          {say(text || !sendable ? "activity.comment" : "story.file.it")}
        </Button>
        <Button
          icon={<PaperClipOutlined />}
          aria-label={say("story.attach")}
          title={say("story.attach.hint")}
          onClick={() => picker.current?.click()}
        />
        <span className={styles.gap} />
        <Button type="text" onClick={() => setLogging(true)}>
          {say("activity.log")}
        </Button>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={say("story.attach")}
        onChange={(event) => {
          add(event.target.files ?? []);
          event.target.value = "";
        }}
      />
      {logging && phone && (
        <Suspense fallback={null}>
          <VisitSheet about={{ noun: noun.name, id }} close={() => setLogging(false)} />
        </Suspense>
      )}
      {logging && !phone && (
        <Suspense fallback={null}>
          <FormDrawer
            noun={activities}
            initial={{ subject_noun: noun.name, subject_id: id }}
            close={() => setLogging(false)}
          />
        </Suspense>
      )}
    </section>
  );
}

function FileLine({ one, remove }: { one: Sending; remove: () => void }) {
  const { say, format } = useReader();
  const wrong = one.state === "large" ? say("story.large") : one.state === "failed" ? one.why : undefined;
  return (
    <li className={styles.file}>
      <span className={styles.name}>{one.file.name}</span>
      <span className="muted">{sizeOf(one.file.size, format)}</span>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={say(one.state === "sending" ? "story.stop" : "story.take.out", { name: one.file.name })}
        onClick={remove}
      />
      {one.state === "sending" && (
        <Progress
          className={styles.progress}
          percent={Math.round(one.share * 100)}
          size="small"
          aria-label={one.file.name}
        />
      )}
      {wrong && (
        <span className={styles.wrong} role="alert">
          {wrong}
        </span>
      )}
    </li>
  );
}
