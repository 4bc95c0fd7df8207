import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Checkbox, Drawer, Input, InputNumber, Select } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Problem } from "@shell/api/problem";
import type { Noun } from "@shell/api/types";
import { isSent } from "@shell/approval/ask";
import { Tone } from "@shell/resource/Cell";
import { fieldOf } from "@shell/resource/fields";
import { RefInput } from "@shell/resource/RefInput";
import { useWritten } from "@shell/resource/useWrites";
import { Failed, Waiting } from "@shell/shell/States";
import { CloseOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { getPathBoard, splitGap } from "./calls";
import { useOption } from "./Cards";
import { shown } from "./figures";
import { amountOf, type Draft, draftOf, filled, fixed, linesOf, points, totals, usual } from "./split";
import styles from "./Split.module.css";
import type { InitiativeCard, PathCard } from "./types";
import { book } from "./words";

interface Props {
  path: PathCard;
  noun: Noun;
  close: () => void;
}

/** The gap of a path split into initiatives: each with its lever, owner, lift and confidence, and what is still missing. */
export default function SplitDrawer({ path, noun, close }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["related", "paths", "board", path.id, locale],
    queryFn: () => getPathBoard(path.id),
  });
  const now = found.data?.paths[0];
  if (found.data && now)
    return <Splitting path={now} initiatives={found.data.initiatives} noun={noun} close={close} />;
  return (
    <Drawer open size={980} title={say("split.title", { name: path.name })} onClose={close}>
      {found.error ? <Failed error={found.error} again={() => void found.refetch()} /> : <Waiting />}
    </Drawer>
  );
}

/** `initiatives`: what is done about it already. */
function Splitting({ path, initiatives, noun, close }: Props & { initiatives: InitiativeCard[] }) {
  const say = useBook(book);
  const { format, say: shell } = useReader();
  const { message, modal } = App.useApp();
  const written = useWritten("initiatives");
  const made = useRef(0);
  const fresh = (kind?: string, label?: string): Draft => ({
    key: `new:${++made.current}`,
    name: label ?? "",
    kind: kind ?? "other",
    owner_id: path.owner?.id ?? null,
    lift: null,
    confidence: null,
  });
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    initiatives.filter((one) => one.state !== "stopped").map(draftOf),
  );
  const [plan, setPlan] = useState(true);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const [wrong, setWrong] = useState<ReadonlyMap<string, string>>(new Map());
  // The key whose name is to be typed next.
  const [begun, setBegun] = useState<string>();
  const levers = fieldOf(noun, "kind")?.options ?? [];
  const owner = fieldOf(noun, "owner_id");
  // Somebody may change one meanwhile: what is written is written upon that.
  const upon = drafts.map((one) => ({
    ...one,
    there: initiatives.find((other) => other.id === one.there?.id) ?? one.there,
  }));
  const lines = linesOf(upon);
  const told = totals(path, drafts, plan);
  const value = (n: number | null) => shown(format, path.measure, n);

  const put = (key: string, change: Partial<Draft>) => {
    setWrong((old) => new Map([...old].filter(([of]) => of !== key)));
    setDrafts((old) => old.map((one) => (one.key === key ? { ...one, ...change } : one)));
  };
  const add = (kind?: string, label?: string) => {
    const draft = fresh(kind, label);
    setBegun(draft.key);
    setDrafts((old) => [...old, draft]);
  };
  const leave = () => {
    if (lines.length === 0) return close();
    modal.confirm({
      title: say("split.leave"),
      okText: say("split.leave.yes"),
      okButtonProps: { danger: true },
      cancelText: shell("form.cancel"),
      onOk: close,
    });
  };
  const save = async () => {
    if (busy || lines.length === 0) return;
    setBusy(true);
    setRefused([]);
    setWrong(new Map());
    try {
      await splitGap(path.id, lines, plan);
      await written();
      void message.success(say("split.done", { n: lines.length }));
      close();
    } catch (error) {
      await placed(error);
    } finally {
      setBusy(false);
    }
  };
  /** What is wrong stands in its line; what is about no line, above all of them. */
  const placed = async (error: unknown) => {
    if (isSent(error)) return close();
    if (!(error instanceof Problem)) return setRefused([String(error)]);
    const found = new Map<string, string>();
    const rest: string[] = [];
    const sent = upon.filter((one) => linesOf([one]).length > 0);
    for (const one of error.errors) {
      const key = one.row == null ? undefined : sent[one.row]?.key;
      const label = fieldOf(noun, one.field ?? "")?.label;
      const text = label ? format.named(label, one.detail) : one.detail;
      if (key) found.set(key, [found.get(key), text].filter(Boolean).join(" "));
      else rest.push(text);
    }
    if (error.errors.length === 0) rest.push(error.message);
    setWrong(found);
    setRefused(rest);
    if (error.conflict) await written();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <Drawer
      open
      size={980}
      title={say("split.title", { name: path.name })}
      onClose={leave}
      styles={{ wrapper: { maxWidth: "100vw" } }}
      footer={
        <div className={styles.foot}>
          <Checkbox checked={plan} onChange={(event) => setPlan(event.target.checked)}>
            {say("split.plan")}
          </Checkbox>
          <span className={styles.space} />
          <Button onClick={leave}>{shell("form.cancel")}</Button>
          <Button type="primary" loading={busy} disabled={lines.length === 0} onClick={() => void save()}>
            {say("split.save", { n: lines.length })}
          </Button>
        </div>
      }
    >
      {/* Keys that go up from the inputs. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div onKeyDown={keys}>
        <Sums path={path} told={told} value={value} />
        {drafts.some((one) => one.there?.state === "idea") && (
          <p className={styles.note}>{say("split.note")}</p>
        )}
        {refused.map((text) => (
          <Alert key={text} type="error" title={text} showIcon className={styles.refused} />
        ))}
        {drafts.length > 0 && (
          <div className={styles.heads} aria-hidden="true">
            <span>{fieldOf(noun, "name")?.label}</span>
            <span>{fieldOf(noun, "kind")?.label}</span>
            <span>{owner?.label}</span>
            <span className={styles.right}>{fieldOf(noun, "lift")?.label}</span>
            <span className={styles.right}>{fieldOf(noun, "confidence")?.label}</span>
          </div>
        )}
        <ul className={styles.lines} aria-label={say("split.lines")}>
          {drafts.map((draft, at) => {
            const no = String(at + 1);
            const name = draft.name || no;
            const label = (field: string) => format.named(fieldOf(noun, field)?.label ?? field, name);
            if (fixed(draft)) return <Fixed key={draft.key} draft={draft} value={value} />;
            return (
              <li key={draft.key} data-wrong={wrong.has(draft.key) || undefined}>
                <TheName
                  value={draft.name}
                  label={label("name")}
                  begun={begun === draft.key}
                  put={(text) => put(draft.key, { name: text })}
                />
                <Select
                  value={draft.kind}
                  aria-label={label("kind")}
                  options={levers.map((one) => ({ value: one.value, label: one.label }))}
                  onChange={(kind: string) => put(draft.key, { kind })}
                />
                {owner && (
                  <RefInput
                    field={owner}
                    pickOnly
                    value={draft.owner_id}
                    aria-label={label("owner_id")}
                    labels={labelsOf(draft, path)}
                    onChange={(id) => put(draft.key, { owner_id: typeof id === "string" ? id : null })}
                  />
                )}
                <span className={styles.amount}>
                  <InputNumber<number>
                    value={draft.lift === null ? null : round(draft.lift * points(path.measure))}
                    min={0}
                    controls={false}
                    aria-label={label("lift")}
                    suffix={path.measure?.unit === "ratio" ? "%" : path.measure?.currency}
                    formatter={(n) => (n === undefined || n === null ? "" : grouped(String(n)))}
                    parser={(text) => amountOf(text ?? "") ?? (null as never)}
                    onChange={(n) => put(draft.key, { lift: n === null ? null : n / points(path.measure) })}
                  />
                  <Button
                    size="small"
                    type="link"
                    disabled={!told.rest}
                    aria-label={format.named(say("split.rest"), name)}
                    title={say("split.rest.hint")}
                    onClick={() => put(draft.key, { lift: filled(draft, told.rest) })}
                  >
                    {say("split.rest")}
                  </Button>
                </span>
                <InputNumber<number>
                  value={draft.confidence}
                  min={0}
                  max={100}
                  controls={false}
                  suffix="%"
                  placeholder={String(usual(plan))}
                  aria-label={label("confidence")}
                  onChange={(confidence) => put(draft.key, { confidence })}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined />}
                  style={draft.there ? { visibility: "hidden" } : undefined}
                  aria-label={say("split.remove", { name })}
                  onClick={() => setDrafts((old) => old.filter((one) => one.key !== draft.key))}
                />
                {wrong.has(draft.key) && (
                  <p role="alert" className={styles.wrong}>
                    {wrong.get(draft.key)}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
        <div className={styles.levers} role="group" aria-label={say("split.add")}>
          <span className="muted">{say("split.add")}</span>
          {levers.map((one) => (
            <Button key={one.value} size="small" onClick={() => add(one.value, one.label)}>
              + {one.label}
            </Button>
          ))}
        </div>
      </div>
    </Drawer>
  );
}

const round = (value: number) => Math.round(value * 10_000) / 10_000;
const grouped = (text: string) => text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

function labelsOf(draft: Draft, path: PathCard): Record<string, string> {
  const known = [path.owner, draft.there?.owner].filter((one) => !!one);
  return Object.fromEntries(known.map((one) => [one.id, one.name]));
}

interface NameProps {
  value: string;
  label: string;
  begun: boolean;
  put: (text: string) => void;
}

/** The name of a line; of one that was just added it is typed at once, over the name of its lever. */
function TheName({ value, label, begun, put }: NameProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (begun) input.current?.select();
  }, [begun]);
  return (
    <Input
      ref={(one) => {
        input.current = one?.input ?? null;
      }}
      value={value}
      maxLength={200}
      aria-label={label}
      onChange={(event) => put(event.target.value)}
    />
  );
}

/** One that cannot be changed here: it has landed, or is somebody else's. */
function Fixed({ draft, value }: { draft: Draft; value: (n: number | null) => string }) {
  const { format } = useReader();
  const state = useOption("initiatives", "state", draft.there?.state ?? "");
  const kind = useOption("initiatives", "kind", draft.kind);
  return (
    <li data-fixed>
      <span className={styles.name}>
        {draft.name} <Tone tone={state.tone}>{state.label}</Tone>
      </span>
      <span>{kind.label}</span>
      <span>{draft.there?.owner?.name}</span>
      <span className={styles.right}>{value(draft.lift)}</span>
      <span className={styles.right}>{format.number(draft.confidence ?? 0)}%</span>
    </li>
  );
}

interface SumsProps {
  path: PathCard;
  told: ReturnType<typeof totals>;
  value: (n: number | null) => string;
}

/** The gap, what the lines come to, and what is missing. */
function Sums({ path, told, value }: SumsProps) {
  const say = useBook(book);
  const { rest } = told;
  const closed = rest !== null && rest <= 0;
  return (
    <dl className={styles.sums} aria-live="polite">
      <div>
        <dt>{say("gap")}</dt>
        <dd>{value(path.gap)}</dd>
      </div>
      <div>
        <dt>{say("sum")}</dt>
        <dd>{value(told.sum)}</dd>
      </div>
      <div>
        <dt>{say("weighted")}</dt>
        <dd>{value(told.weighted)}</dd>
      </div>
      <div data-closed={closed || undefined} data-open={(rest !== null && rest > 0) || undefined}>
        <dt>{closed ? say("split.more") : say("short")}</dt>
        <dd>{value(rest === null ? null : Math.abs(rest))}</dd>
      </div>
    </dl>
  );
}
