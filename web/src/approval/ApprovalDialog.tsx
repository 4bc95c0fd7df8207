import { useQuery } from "@tanstack/react-query";
import { Alert, App, Form, Input, Modal } from "antd";
import { useState } from "react";
import { Failed, Waiting } from "../shell/States";
import { useBook } from "../words/Reader";
import type { Act } from "./ask";
import styles from "./Approval.module.css";
import { drawRoute, sendAct } from "./calls";
import { ChangesView, WhyView } from "./ChangesView";
import { RouteView } from "./RouteView";
import { book } from "./words";

interface Props {
  act: Act;
  answer: (sent: boolean) => void;
}

/** What was refused because it needs approval: why, what it would change, who decides; and it can be sent. */
export default function ApprovalDialog({ act, answer }: Props) {
  const say = useBook(book);
  const { message } = App.useApp();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  // One key for all tries of this dialog: a second click sends nothing twice.
  const [key] = useState(() => crypto.randomUUID());
  const drawn = useQuery({
    queryKey: ["approval", "draw", key],
    queryFn: () => drawRoute(act),
    staleTime: Infinity,
    retry: false,
  });
  const send = async () => {
    setBusy(true);
    setWrong(undefined);
    try {
      const sent = await sendAct(act, reason.trim() || undefined, key);
      void message.success(say("ask.sent", { step: sent.step ?? "–" }), 5);
      answer(true);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  const found = drawn.data;
  return (
    <Modal
      open
      width={640}
      zIndex={1300}
      title={say("ask.title")}
      okText={say("ask.send")}
      okButtonProps={{ disabled: !found?.wanted }}
      cancelText={say("ask.cancel")}
      confirmLoading={busy}
      onOk={() => void send()}
      onCancel={() => answer(false)}
    >
      {drawn.error ? (
        <Failed error={drawn.error} again={() => void drawn.refetch()} />
      ) : !found ? (
        <Waiting lines={5} />
      ) : (
        <div className={styles.ask}>
          <p className="muted">{say(found.wanted ? "ask.lead" : "ask.no_longer")}</p>
          {wrong && <Alert type="error" showIcon title={wrong} role="alert" />}
          <section aria-label={say("why")}>
            <WhyView flows={found.flows} />
          </section>
          <section aria-label={say("changes")}>
            <h3>{say("changes")}</h3>
            <ChangesView rows={found.rows} labels={found.labels} />
          </section>
          <section aria-label={say("route")}>
            <h3>{say("route")}</h3>
            <RouteView steps={found.steps} />
          </section>
          <Form layout="vertical">
            <Form.Item label={say("ask.reason")} htmlFor="approval-reason" style={{ marginBottom: 0 }}>
              <Input.TextArea
                id="approval-reason"
                autoFocus
                autoSize={{ minRows: 2, maxRows: 6 }}
                placeholder={say("ask.reason.hint")}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && found.wanted) void send();
                }}
              />
            </Form.Item>
          </Form>
        </div>
      )}
    </Modal>
  );
}
