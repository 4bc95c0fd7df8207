import { useQuery } from "@tanstack/react-query";
import { Alert, Modal } from "antd";
import { useState } from "react";
import { isSent } from "@shell/approval/ask";
import type { AskProps } from "@shell/capability";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { BacktestView } from "./BacktestView";
import { getBacktest } from "./calls";
import { book } from "./words";

/** A rule is switched on by whoever has seen what it would have said. */
export default function SwitchOnDialog({ verb, subject, envelope, run, close }: AskProps) {
  const say = useBook(book);
  const { say: shell, format, locale } = useReader();
  const { id, version } = envelope.row;
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const tried = useQuery({
    queryKey: ["row", "alert_rules.backtest", id, version, locale],
    queryFn: () => getBacktest(id),
  });
  const start = async () => {
    if (!tried.data) return;
    setBusy(true);
    try {
      await run({ backtest: tried.data.mark });
      close();
    } catch (error) {
      if (isSent(error)) return close();
      setWrong(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={720}
      title={format.named(verb.label, subject)}
      okText={verb.label}
      okButtonProps={{ disabled: !tried.data }}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      onOk={() => void start()}
      onCancel={close}
    >
      <p className="muted">{say("backtest.lead")}</p>
      {tried.error && !tried.data ? (
        <Failed error={tried.error} again={() => void tried.refetch()} />
      ) : tried.data ? (
        <BacktestView tried={tried.data} />
      ) : (
        <Waiting lines={4} />
      )}
      {wrong && <Alert type="error" showIcon title={wrong} />}
    </Modal>
  );
}
