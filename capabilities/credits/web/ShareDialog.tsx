import { Alert, Button, Input, InputNumber, Modal } from "antd";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Problem } from "@shell/api/problem";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Field, Labels, Money } from "@shell/api/types";
import { isSent } from "@shell/approval/ask";
import type { AskProps } from "@shell/capability";
import { fieldOf } from "@shell/resource/fields";
import { RefInput } from "@shell/resource/RefInput";
import { CloseOutlined, PlusOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Credit.module.css";
import {
  allot,
  evenly,
  minorOf,
  moneyOf,
  partOf,
  restTo,
  type Share,
  sharesOf,
  told,
  totalOf,
  WHOLE,
  worthOf,
} from "./shares";
import { type Credit, useCredit } from "./useCredit";
import { book } from "./words";

/** Who gets how much of a deal, all of it at once, with a total that is right before it is sent. */
export default function ShareDialog(props: AskProps) {
  const { credit } = useCredit(props.envelope.row.id);
  return credit ? <Form {...props} credit={credit} /> : null;
}

const same = (one: Share[], other: Share[]) => JSON.stringify(told(one)) === JSON.stringify(told(other));
const PERSON: Field = { name: "person_id", label: "", kind: "ref", ref: "people", required: true };

function Form({ verb, subject, envelope, run, close, credit }: AskProps & { credit: Credit }) {
  const say = useBook(book);
  const { say: shell, locale, format } = useReader();
  const meta = useMeta(locale);
  const { row } = envelope;
  const owner = typeof row.owner_id === "string" ? row.owner_id : undefined;
  const before = { splits: sharesOf(credit.splits), overlays: sharesOf(credit.overlays) };
  // A deal that nobody shares is its owner's: that is where sharing begins.
  const begun = before.splits.length === 0 && owner;
  const [splits, setSplits] = useState<Share[]>(
    begun ? [{ key: -1, person: owner, points: WHOLE, reason: "" }] : before.splits,
  );
  const [overlays, setOverlays] = useState<Share[]>(before.overlays);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ rows: Map<string, string>; general: string[] }>({
    rows: new Map(),
    general: [],
  });
  const keys = useRef(1000);
  const next = () => (keys.current += 1);
  const labels: Labels = { ...envelope.labels, ...credit.labels };
  const worth = worthOf(row);
  const rest = WHOLE - totalOf(splits);
  const percent = (points: number) => `${format.number(points / 100, 2)}%`;
  const people = nounOf(meta, "credit_splits");
  const field = { ...((people && fieldOf(people, "person_id")) ?? PERSON), required: true };
  const unnamed = [...splits, ...overlays].some((one) => !one.person);
  const sound = !unnamed && (splits.length === 0 || rest === 0);

  const save = async () => {
    if (!sound || busy) return;
    // Whoever has all of it as its owner does not share it: it stays the owner's, whoever that is.
    const alone = splits.length === 1 && splits[0]?.person === owner && splits[0]?.points === WHOLE;
    const wanted = alone ? [] : splits;
    const body = {
      ...(same(wanted, before.splits) ? {} : { splits: told(wanted) }),
      ...(same(overlays, before.overlays) ? {} : { overlays: told(overlays) }),
    };
    if (Object.keys(body).length === 0) return close();
    setBusy(true);
    setWrong({ rows: new Map(), general: [] });
    try {
      await run({ ...body, ...(reason.trim() ? { reason: reason.trim() } : {}) } as never);
      close();
    } catch (error) {
      if (isSent(error)) return close();
      setWrong(placed(error));
      setBusy(false);
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.stopPropagation();
    void save();
  };
  const amounts = worth
    ? allot(
        minorOf(worth),
        splits.map((one) => one.points ?? 0),
      )
    : [];
  return (
    <Modal
      open
      width={560}
      title={format.named(verb.label, subject)}
      okText={verb.label}
      okButtonProps={{ disabled: !sound }}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={close}
    >
      <div className={styles.form} onKeyDownCapture={pressed}>
        {wrong.general.map((line) => (
          <Alert key={line} type="error" showIcon title={line} role="alert" />
        ))}
        {row.outcome === "won" && <p className="muted">{say("dialog.won")}</p>}
        <section aria-label={say("dialog.splits")}>
          <div className={styles.head}>
            <h3>{say("dialog.splits")}</h3>
            <span className={styles.gap} />
            <Button
              size="small"
              type="text"
              disabled={splits.length < 2}
              onClick={() => setSplits(evenly(splits))}
            >
              {say("dialog.even")}
            </Button>
            {owner && (
              <Button
                size="small"
                type="text"
                disabled={rest === 0 || splits.length === 0}
                onClick={() => setSplits(restTo(owner, splits, next()))}
              >
                {say("dialog.rest")}
              </Button>
            )}
          </div>
          {splits.length === 0 && <p className="muted">{say("dialog.empty")}</p>}
          {splits.map((one, at) => (
            <ShareRow
              key={one.key}
              one={one}
              field={{ ...field, label: say("dialog.person", { n: String(at + 1) }) }}
              labels={labels}
              most={100}
              amount={worth && rest === 0 ? moneyOf(amounts[at] ?? 0n, worth) : undefined}
              wrong={wrong.rows.get(`splits.${at}`)}
              put={(changed) => setSplits(splits.map((other) => (other.key === one.key ? changed : other)))}
              remove={() => setSplits(splits.filter((other) => other.key !== one.key))}
            />
          ))}
          <div className={styles.total}>
            <Button
              size="small"
              type="link"
              icon={<PlusOutlined />}
              onClick={() =>
                setSplits([...splits, { key: next(), person: null, points: Math.max(0, rest), reason: "" }])
              }
            >
              {say("dialog.add")}
            </Button>
            <span className={styles.gap} />
            {splits.length > 0 && (
              <span role="status" data-sum={rest === 0 ? "whole" : "not"}>
                {rest === 0
                  ? say("dialog.whole")
                  : say(rest > 0 ? "dialog.missing" : "dialog.over", {
                      total: percent(WHOLE - rest),
                      rest: percent(Math.abs(rest)),
                    })}
              </span>
            )}
          </div>
        </section>
        <section aria-label={say("dialog.overlays")}>
          <h3>{say("dialog.overlays")}</h3>
          <p className="muted">{say("dialog.overlays.help")}</p>
          {overlays.map((one, at) => (
            <ShareRow
              key={one.key}
              one={one}
              field={{ ...field, label: say("dialog.overlay.person", { n: String(at + 1) }) }}
              labels={labels}
              most={1000}
              says
              amount={worth && moneyOf(partOf(minorOf(worth), one.points ?? 0), worth)}
              wrong={wrong.rows.get(`overlays.${at}`)}
              put={(changed) =>
                setOverlays(overlays.map((other) => (other.key === one.key ? changed : other)))
              }
              remove={() => setOverlays(overlays.filter((other) => other.key !== one.key))}
            />
          ))}
          <Button
            size="small"
            type="link"
            icon={<PlusOutlined />}
            onClick={() =>
              setOverlays([...overlays, { key: next(), person: null, points: 1000, reason: "" }])
            }
          >
            {say("dialog.overlay.add")}
          </Button>
        </section>
        <label className={styles.reason}>
          <span>{say("dialog.reason")}</span>
          <Input value={reason} maxLength={400} onChange={(event) => setReason(event.target.value)} />
        </label>
      </div>
    </Modal>
  );
}

interface RowProps {
  one: Share;
  field: Field;
  labels: Labels;
  most: number;
  /** Whether it says what for. */
  says?: boolean;
  amount: Money | undefined;
  wrong: string | undefined;
  put: (one: Share) => void;
  remove: () => void;
}

function ShareRow({ one, field, labels, most, says, amount, wrong, put, remove }: RowProps) {
  const say = useBook(book);
  const { format } = useReader();
  const complaint = useId();
  // One that was chosen just now has no label yet; its place names it.
  const name = (one.person && labels[one.person]) || field.label;
  return (
    <div className={styles.share} role="group" aria-label={name}>
      <span className={styles.who}>
        <RefInput
          field={field}
          value={one.person}
          labels={labels}
          pickOnly
          aria-label={field.label}
          onChange={(person) => put({ ...one, person: typeof person === "string" ? person : null })}
        />
      </span>
      <InputNumber
        className={styles.percent}
        aria-label={say("dialog.share", { name })}
        aria-describedby={wrong ? complaint : undefined}
        status={wrong ? "error" : undefined}
        suffix="%"
        min={0}
        max={most}
        precision={2}
        step={5}
        controls={false}
        value={one.points === null ? null : one.points / 100}
        onChange={(value) => put({ ...one, points: value === null ? null : Math.round(Number(value) * 100) })}
      />
      <span className={styles.amount}>{amount && format.money(amount)}</span>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={say("dialog.remove", { name })}
        onClick={remove}
      />
      {says && (
        <Input
          className={styles.for}
          aria-label={say("dialog.overlay.reason", { name })}
          placeholder={say("dialog.overlay.reason.hint")}
          maxLength={400}
          value={one.reason}
          onChange={(event) => put({ ...one, reason: event.target.value })}
        />
      )}
      {wrong && (
        <p id={complaint} className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** What the server objects to, by the row that it is in. */
function placed(error: unknown) {
  const rows = new Map<string, string>();
  const general: string[] = [];
  if (!(error instanceof Problem)) return { rows, general: [String(error)] };
  for (const one of error.errors) {
    if (typeof one.row === "number") rows.set(`${one.field}.${one.row}`, one.detail);
    else general.push(one.detail);
  }
  if (error.errors.length === 0) general.push(error.message);
  return { rows, general };
}
