import { useQuery } from "@tanstack/react-query";
import { Alert, Modal, Select } from "antd";
import { useState } from "react";
import { Problem } from "@shell/api/problem";
import { isSent } from "@shell/approval/ask";
import type { AskProps } from "@shell/capability";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { exact } from "./amounts";
import { getPublication } from "./calls";
import { PublishChecks } from "./PublishChecks";
import styles from "./Targets.module.css";
import { digitsOf } from "./useView";
import { book } from "./words";

/** What publishing will do, before it does it: for whom, from when, and what it takes the place of. */
export default function PublishDialog({ verb, subject, envelope, run, close }: AskProps) {
  const say = useBook(book);
  const { say: shell, format } = useReader();
  const { row } = envelope;
  const id = String(row.id);
  const [from, setFrom] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const found = useQuery({
    queryKey: ["target-publication", id, row.version, from ?? ""],
    queryFn: () => getPublication(id, from),
    placeholderData: (before) => before,
    retry: false,
  });
  const told = found.data;
  const money = row.quantity === null || row.quantity === undefined;
  const currency = String(row.currency ?? "CNY");
  const amount = (value: number) =>
    money
      ? format.money({ amount: exact(value, { digits: digitsOf(currency) }), currency })
      : format.number(exact(value, { digits: 4 }));
  const publish = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      await run({ from: from ?? told?.from ?? null });
      close();
    } catch (error) {
      if (isSent(error)) return close();
      setRefused(
        error instanceof Problem && error.errors[0] ? error.errors[0].detail : (error as Error).message,
      );
      setBusy(false);
    }
  };
  const why = refused ?? told?.refusal?.detail;
  return (
    <Modal
      open
      width={520}
      title={format.named(verb.label, subject)}
      okText={verb.label}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      okButtonProps={{ disabled: !told || !!told.refusal }}
      onOk={() => void publish()}
      onCancel={close}
    >
      {found.error && !told ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !told ? (
        <Waiting lines={4} />
      ) : (
        <div className={styles.publication}>
          {why && <Alert type="error" showIcon role="alert" title={why} />}
          <label className={styles.from}>
            <span>{say("publish.from")}</span>
            <Select
              value={from ?? told.from}
              options={told.starts.map((day) => ({ value: day, label: format.date(day) }))}
              onChange={setFrom}
            />
          </label>
          <p>
            {say("publish.what", {
              people: format.number(told.people),
              units: format.number(told.places - told.people),
              targets: format.number(told.targets),
            })}
          </p>
          <dl className={styles.effects}>
            <div>
              <dt>{say("publish.amount", { from: format.date(from ?? told.from) })}</dt>
              <dd>{amount(told.amount)}</dd>
            </div>
            {told.before !== null && (
              <div>
                <dt>{say("publish.before")}</dt>
                <dd>
                  {amount(told.before)}{" "}
                  <small className={told.amount < told.before ? styles.under : styles.over}>
                    {told.amount > told.before ? "+" : ""}
                    {amount(told.amount - told.before)}
                  </small>
                </dd>
              </div>
            )}
          </dl>
          {told.replaces ? (
            <Alert
              type="warning"
              showIcon
              title={say("publish.replaces", { name: told.replaces.name })}
              description={say("publish.replaces.what", {
                ends: format.number(told.replaces.ends),
                kept: format.number(told.replaces.kept),
              })}
            />
          ) : (
            <p className="muted">{say("publish.first")}</p>
          )}
          <PublishChecks id={id} version={row.version} />
          <p className="muted">{say("publish.kept")}</p>
        </div>
      )}
    </Modal>
  );
}
