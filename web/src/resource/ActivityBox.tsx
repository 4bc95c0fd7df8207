import { App, Button, Input } from "antd";
import { Suspense, useState } from "react";
import { createRow } from "../api/calls";
import type { Noun } from "../api/types";
import { part } from "../parts/part";
import { useReader } from "../words/Reader";
import styles from "./ActivityBox.module.css";
import type { Values } from "./formFields";
import { useWritten } from "./useWrites";

const FormDrawer = part(() => import("./FormDrawer"));

interface Props {
  noun: Noun;
  id: string;
  activities: Noun;
}

/** A comment is written here; a call, a visit or a task is logged with its own form. */
export function ActivityBox({ noun, id, activities }: Props) {
  const { say } = useReader();
  const { message } = App.useApp();
  const written = useWritten();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [logging, setLogging] = useState(false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  if (!activities.may.create) return null;

  const about: Values = { subject_noun: noun.name, subject_id: id };
  const body = activities.fields.find((field) => field.kind === "long_text" && !field.read_only);
  const kind = activities.fields.find(
    (field) => field.kind === "choice" && field.options?.some((option) => option.value === "comment"),
  );
  const comment = async () => {
    if (!body || !text.trim()) return;
    setBusy(true);
    try {
      const values: Values = { ...about, [body.name]: text.trim() };
      if (kind) values[kind.name] = "comment";
      const title = activities.fields.find((field) => field.name === activities.title);
      // Where an activity needs a subject line, a comment's first words are it.
      if (title?.required && title.name !== body.name)
        values[title.name] = text.trim().split("\n")[0]?.slice(0, 80);
      await createRow("activities", values, key);
      setText("");
      setKey(crypto.randomUUID());
      await written();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className={styles.box} aria-label={activities.plural}>
      {body && (
        <Input.TextArea
          value={text}
          autoSize={{ minRows: 2, maxRows: 8 }}
          placeholder={say("activity.placeholder")}
          aria-label={say("activity.placeholder")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void comment();
          }}
        />
      )}
      <div className={styles.actions}>
        {body && (
          <Button
            type="primary"
            disabled={!text.trim()}
            loading={busy}
            title="Ctrl+Enter"
            onClick={() => void comment()}
          >
            {say("activity.comment")}
          </Button>
        )}
        <Button onClick={() => setLogging(true)}>{say("activity.log")}</Button>
      </div>
      {logging && (
        <Suspense fallback={null}>
          <FormDrawer noun={activities} initial={about} close={() => setLogging(false)} />
        </Suspense>
      )}
    </section>
  );
}
