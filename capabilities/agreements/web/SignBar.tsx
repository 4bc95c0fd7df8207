import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Agreements.module.css";
import { act } from "./calls";
import { turnOf } from "./figures";
import type { Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { type AgreementWord, book } from "./words";

type Step = "accept" | "accept_with_reservation" | "dispute" | "countersign";

/** What the reader is asked to do, within reach of a thumb: the party signs, the superior countersigns. */
export function SignBar({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const [step, setStep] = useState<Step>();
  const turn = turnOf(whole);
  if (turn !== "sign" && turn !== "countersign") return null;
  const late = turn === "sign" && !!whole.sign_by && whole.sign_by < whole.today;
  return (
    <div className={styles.sign} role="group" aria-label={say(`${turn}.title`)} data-late={late || undefined}>
      <p>
        <strong>{say(`${turn}.title`)}</strong>
        <span>
          {turn === "countersign"
            ? say(whole.state === "reserved" ? "countersign.reserved" : "countersign.hint")
            : whole.sign_by
              ? say(late ? "sign.late" : "sign.by", { day: format.date(whole.sign_by) })
              : say("sign.hint")}
        </span>
      </p>
      <div className={styles.buttons}>
        {turn === "sign" ? (
          <>
            <Button danger onClick={() => setStep("dispute")}>
              {say("dispute")}
            </Button>
            <Button onClick={() => setStep("accept_with_reservation")}>
              {say("accept_with_reservation")}
            </Button>
            <Button type="primary" onClick={() => setStep("accept")}>
              {say("accept")}
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={() => setStep("countersign")}>
            {say("countersign")}
          </Button>
        )}
      </div>
      {step && <Deed whole={whole} step={step} close={() => setStep(undefined)} />}
    </div>
  );
}

/** Once more what it means, and the words that go with it. */
function Deed({ whole, step, close }: { whole: Whole; step: Step; close: () => void }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const reserved = step === "countersign" && whole.state === "reserved";
  const writes = step === "accept_with_reservation" || step === "dispute" || reserved;
  const run = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      const form = !writes ? {} : reserved ? { reply: text } : { text };
      await act(whole.id, step, form);
      void message.success(say(`${step}.done`));
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
      title={say(step)}
      okText={say(step)}
      okButtonProps={{ disabled: writes && !text.trim(), danger: step === "dispute", loading: busy }}
      onOk={() => void run()}
      onCancel={close}
    >
      <p>{say(`${step}.sure`, { name: whole.name })}</p>
      {reserved && <blockquote className={styles.quote}>{whole.reservation}</blockquote>}
      {writes && (
        <label className={styles.words}>
          {say(`${step}.text` as AgreementWord)}
          <Input.TextArea
            autoFocus
            rows={4}
            value={text}
            maxLength={4000}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      )}
      {refused && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
    </Modal>
  );
}
