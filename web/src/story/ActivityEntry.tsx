import { Link } from "@tanstack/react-router";
import { App, Button, Space } from "antd";
import { useState } from "react";
import { editRow, runVerb } from "../api/calls";
import type { TimelineEntry } from "../api/types";
import { useWritten } from "../resource/useWrites";
import { CheckOutlined, DeleteOutlined, EditOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import type { Word } from "../words/words";
import styles from "./ActivityEntry.module.css";
import { Files } from "./Files";
import { namedIn, type Person, pieces, unnamed } from "./mentions";
import { SayBox } from "./SayBox";

interface Props {
  entry: TimelineEntry;
  remove: (entry: TimelineEntry) => void;
}

const DID: Record<string, Word> = {
  comment: "story.did.comment",
  file: "story.did.file",
  call: "story.did.call",
  visit: "story.did.visit",
  meeting: "story.did.meeting",
  mail: "story.did.mail",
  task: "story.did.task",
};

/** What somebody said, filed, did or has to do, as a sentence with what belongs to it. */
export function ActivityEntry({ entry, remove }: Props) {
  const { say, format } = useReader();
  const { message } = App.useApp();
  const written = useWritten("activities");
  const [editing, setEditing] = useState(false);
  const told = entry.activity;
  if (!told) return null;
  const { row, files, mentions, may } = told;
  const kind = String(row.kind);
  const said = typeof row.body === "string" ? row.body : "";
  const ahead = kind !== "task" && row.done === false;
  const title = typeof row.title === "string" ? row.title : "";
  const own = kind === "comment" || kind === "file";
  const done = async () => {
    try {
      await runVerb("activities", row.id, "complete", {});
      await written();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <p>
        <strong>{entry.who?.name || say("story.somebody")}</strong>{" "}
        {say(ahead ? "story.did.plans" : (DID[kind] ?? "story.did.other"), {
          kind: entry.text.toLocaleLowerCase(),
        })}
        {!own && (
          <>
            {say("story.colon")}
            <Link to="/$noun/$id" params={{ noun: "activities", id: row.id }} className={styles.inText}>
              {title}
            </Link>
          </>
        )}
      </p>
      {kind === "task" && (
        <p className="muted">
          {row.done
            ? say("story.task.done", { at: format.ago(String(row.done_at ?? entry.at)) })
            : row.due_on
              ? say("story.task.due", { on: format.date(String(row.due_on)) })
              : say("story.task.open")}
        </p>
      )}
      {ahead && <p className="muted">{format.instant(entry.at)}</p>}
      {editing ? (
        <EditSaid entry={entry} said={said} mentions={mentions} close={() => setEditing(false)} />
      ) : (
        said && said !== title && <Said text={said} mentions={mentions} />
      )}
      {!editing && said && said === title && own && <Said text={said} mentions={mentions} />}
      {told.met && (
        <p>
          <span className="muted">{say("story.met")}</span>{" "}
          <Link to="/$noun/$id" params={told.met} className={styles.inText}>
            {told.met.name}
          </Link>
        </p>
      )}
      {typeof row.outcome === "string" && row.outcome && (
        <p>
          <span className="muted">{say("story.outcome")}</span> {row.outcome}
        </p>
      )}
      {files.length > 0 && <Files files={files} />}
      {!editing && (
        <Space size={0} className={styles.tools}>
          {kind === "task" && row.done === false && may.edit && (
            <Button type="text" size="small" icon={<CheckOutlined />} onClick={() => void done()}>
              {say("story.task.complete")}
            </Button>
          )}
          {kind === "comment" && may.edit && (
            <Button
              type="text"
              size="small"
              icon={<EditOutlined />}
              aria-label={say("story.edit")}
              title={say("story.edit")}
              onClick={() => setEditing(true)}
            />
          )}
          {own && may.delete && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={say("story.delete")}
              title={say("story.delete")}
              onClick={() => remove(entry)}
            />
          )}
        </Space>
      )}
    </>
  );
}

function Said({ text, mentions }: { text: string; mentions: Person[] }) {
  const { say } = useReader();
  const rest = unnamed(text, mentions);
  return (
    <div className={styles.said}>
      {pieces(text, mentions).map((piece, at) =>
        typeof piece === "string" ? piece : <Named key={at} person={piece} />,
      )}
      {rest.length > 0 && (
        <p className="muted">
          {say("story.mentions")}{" "}
          {rest.map((person) => (
            <Named key={person.id} person={person} />
          ))}
        </p>
      )}
    </div>
  );
}

function Named({ person }: { person: Person }) {
  return (
    <Link to="/$noun/$id" params={{ noun: "people", id: person.id }} className={styles.named}>
      @{person.name}
    </Link>
  );
}

interface EditProps {
  entry: TimelineEntry;
  said: string;
  mentions: Person[];
  close: () => void;
}

function EditSaid({ entry, said, mentions, close }: EditProps) {
  const { say } = useReader();
  const { message } = App.useApp();
  const written = useWritten("activities");
  const [text, setText] = useState(said);
  const [chosen, setChosen] = useState(mentions);
  const [busy, setBusy] = useState(false);
  const row = entry.activity?.row;
  if (!row) return null;
  const put = (version: number, body: string, people: Person[]) =>
    editRow(
      "activities",
      { id: row.id, version },
      // The title is how the text begins; left empty it is taken from it anew.
      { body, title: null, mentions: namedIn(body, people).map((one) => one.id) },
    );
  const save = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    try {
      const after = await put(row.version, text.trim(), chosen);
      await written();
      close();
      const key = `story-${row.id}`;
      const undo = async () => {
        message.destroy(key);
        try {
          await put(after.row.version, said, mentions);
          await written();
        } catch (error) {
          void message.error(error instanceof Error ? error.message : String(error));
        }
      };
      void message.success({
        key,
        duration: 6,
        content: (
          <>
            {say("story.edited")}{" "}
            <Button type="link" size="small" onClick={() => void undo()}>
              {say("row.undo")}
            </Button>
          </>
        ),
      });
    } catch (error) {
      setBusy(false);
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className={styles.edit}>
      <SayBox
        autoFocus
        text={text}
        label={say("story.edit")}
        change={setText}
        choose={(person) => setChosen((old) => [...old, person])}
        send={() => void save()}
        cancel={close}
      />
      <Space>
        <Button
          type="primary"
          size="small"
          loading={busy}
          disabled={!text.trim()}
          onClick={() => void save()}
        >
          {say("form.save")}
        </Button>
        <Button size="small" onClick={close}>
          {say("form.cancel")}
        </Button>
      </Space>
    </div>
  );
}
