import { Alert, Button, Modal, Upload } from "antd";
import { useState } from "react";
import { Problem } from "@shell/api/problem";
import { useBook, useReader } from "@shell/words/Reader";
import { sendEdits, sendFile } from "./calls";
import styles from "./Targets.module.css";
import type { Took } from "./types";
import { book } from "./words";

interface Props {
  plan: string;
  taken: () => void;
  close: () => void;
}

/** As many edits as the server takes back at once. */
const MOST = 5000;
/** As many mistakes as one reads in a dialog. */
const SHOWN = 20;

/** A file that was exported and changed comes back: all of it or nothing, and what is wrong is told by row and column. */
export default function ImportDialog({ plan, taken, close }: Props) {
  const say = useBook(book);
  const { say: shell, format } = useReader();
  const [file, setFile] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [took, setTook] = useState<Took>();
  const [refused, setRefused] = useState<unknown>();
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setRefused(undefined);
    try {
      await work();
      taken();
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy(false);
    }
  };
  const send = () =>
    run(async () => {
      if (file) setTook(await sendFile(plan, file));
    });
  const back = () =>
    run(async () => {
      if (!took) return;
      await sendEdits(plan, took.changes, took.undo);
      close();
    });
  const wrong = refused instanceof Problem ? refused.errors : [];
  return (
    <Modal
      open
      width={560}
      title={say("file.import")}
      okText={took ? say("file.done") : say("file.take")}
      cancelText={shell("form.cancel")}
      cancelButtonProps={took ? { style: { display: "none" } } : {}}
      confirmLoading={busy && !took}
      okButtonProps={{ disabled: !file }}
      onOk={() => (took ? close() : void send())}
      onCancel={close}
    >
      <div className={styles.publication}>
        {took ? (
          <>
            <Alert
              type="success"
              showIcon
              role="status"
              title={say(took.edits > 0 ? "file.took" : "file.same", {
                rows: format.number(took.rows),
                n: format.number(took.edits),
              })}
            />
            {took.ignored.length > 0 && (
              <p className="muted">{say("file.ignored", { columns: took.ignored.join(", ") })}</p>
            )}
            {took.undo.length > 0 && took.undo.length <= MOST && (
              <Button loading={busy} onClick={() => void back()}>
                {say("file.back")}
              </Button>
            )}
          </>
        ) : (
          <>
            <p>{say("file.hint")}</p>
            <Upload.Dragger
              height={112}
              accept=".csv,.xlsx"
              maxCount={1}
              beforeUpload={(chosen) => {
                setFile(chosen);
                setRefused(undefined);
                return false;
              }}
              onRemove={() => setFile(undefined)}
              fileList={file ? [{ uid: file.name, name: file.name, size: file.size }] : []}
            >
              <p>{say("file.drop")}</p>
            </Upload.Dragger>
          </>
        )}
        {refused !== undefined && (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={
              wrong.length > 0
                ? say("file.wrong", { n: format.number(wrong.length) })
                : refused instanceof Error
                  ? refused.message
                  : String(refused)
            }
            description={
              wrong.length > 0 && (
                <ul>
                  {wrong.slice(0, SHOWN).map((one, at) => (
                    <li key={at}>{one.detail}</li>
                  ))}
                  {wrong.length > SHOWN && (
                    <li>{say("checks.more", { n: format.number(wrong.length - SHOWN) })}</li>
                  )}
                </ul>
              )
            }
          />
        )}
      </div>
    </Modal>
  );
}
