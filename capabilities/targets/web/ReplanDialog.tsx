import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Checkbox, Input, Modal, Select } from "antd";
import { useState } from "react";
import { Problem } from "@shell/api/problem";
import type { Envelope } from "@shell/api/types";
import { useWritten } from "@shell/resource/useWrites";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { exact, typed } from "./amounts";
import { getRest, planAnew } from "./calls";
import styles from "./Targets.module.css";
import { digitsOf } from "./useView";
import { book } from "./words";

interface Props {
  envelope: Envelope;
  close: () => void;
}

/** The rest of a plan's days planned anew: from when on, for how much, and what stays. */
export default function ReplanDialog({ envelope, close }: Props) {
  const say = useBook(book);
  const { say: shell, format } = useReader();
  const navigate = useNavigate();
  const written = useWritten("target_plans");
  const { row } = envelope;
  const id = String(row.id);
  const money = row.quantity === null || row.quantity === undefined;
  const currency = String(row.currency ?? "CNY");
  const digits = money ? digitsOf(currency) : 4;
  const [chosen, setChosen] = useState<string>();
  const [text, setText] = useState<string>();
  const [name, setName] = useState<string>();
  const [keep, setKeep] = useState(true);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const total = text === undefined ? undefined : typed(text, { digits });
  const unread = text !== undefined && (total === undefined || total === null);
  const found = useQuery({
    queryKey: ["target-rest", id, row.version, chosen ?? "", total ?? ""],
    queryFn: () => getRest(id, chosen, total ?? undefined),
    placeholderData: (before) => before,
    enabled: !unread,
    retry: false,
  });
  const told = found.data;
  const from = chosen ?? told?.from;
  const amount = (value: number) =>
    money
      ? format.money({ amount: exact(value, { digits }), currency })
      : format.number(exact(value, { digits }));
  const called = name ?? say("replan.name", { name: String(row.name), from: from ? format.date(from) : "" });
  const none = told !== undefined && told.starts.length === 0;
  const make = async () => {
    if (!from) return;
    setBusy(true);
    setRefused(undefined);
    try {
      const made = await planAnew(id, { from, ...(total ? { total } : {}), name: called, keep });
      await written();
      close();
      await navigate({ to: "/$noun/$id", params: { noun: "target_plans", id: made.plan }, search: {} });
    } catch (error) {
      setRefused(
        error instanceof Problem && error.errors[0] ? error.errors[0].detail : (error as Error).message,
      );
      setBusy(false);
    }
  };
  const why = refused ?? (none ? say("replan.none") : told?.refusal?.detail);
  return (
    <Modal
      open
      width={520}
      title={say("replan")}
      okText={say("replan.make")}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      okButtonProps={{ disabled: !told || none || !!told.refusal || unread || !called.trim() }}
      onOk={() => void make()}
      onCancel={close}
      // Below what is still to come it would jump.
      footer={(buttons) => ((told ?? found.error) ? buttons : null)}
    >
      {found.error && !told ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !told ? (
        <Waiting lines={4} />
      ) : (
        <div className={styles.publication}>
          {why && <Alert type="error" showIcon role="alert" title={why} />}
          <p>{say("replan.what")}</p>
          <label className={styles.from}>
            <span>{say("replan.from")}</span>
            <Select
              value={from}
              options={told.starts.map((day) => ({ value: day, label: format.date(day) }))}
              onChange={setChosen}
            />
          </label>
          <label className={styles.from}>
            <span>
              {say("replan.total", {
                from: format.date(String(row.from)),
                to: format.date(String(row.to)),
              })}
            </span>
            <Input
              value={text ?? exact(told.total, { digits })}
              inputMode="decimal"
              status={unread ? "error" : undefined}
              aria-invalid={unread || undefined}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          {unread && (
            <p role="alert" className={styles.under}>
              {say("value.wrong")}
            </p>
          )}
          <dl className={styles.effects} aria-busy={found.isFetching}>
            <div>
              <dt>{say("replan.kept")}</dt>
              <dd>{amount(told.kept)}</dd>
            </div>
            <div>
              <dt>{say("replan.rest")}</dt>
              <dd>
                {amount(told.rest)}{" "}
                <small className={told.rest < told.before ? styles.under : styles.over}>
                  {told.rest > told.before ? "+" : ""}
                  {amount(told.rest - told.before)}
                </small>
              </dd>
            </div>
            <div>
              <dt>{say("replan.year")}</dt>
              <dd>{amount(told.kept + told.rest)}</dd>
            </div>
          </dl>
          <label className={styles.from}>
            <span>{say("replan.called")}</span>
            <Input value={called} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </label>
          <Checkbox checked={keep} onChange={(event) => setKeep(event.target.checked)}>
            {say("replan.keep")}
          </Checkbox>
          <p className="muted">{say("replan.then")}</p>
        </div>
      )}
    </Modal>
  );
}
