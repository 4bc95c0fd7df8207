import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Alert, App, Button, Form } from "antd";
import { useEffect, useState } from "react";
import { createRow, editRow, getRow } from "@shell/api/calls";
import { placeErrors } from "@shell/api/problem";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Field, Meta, Noun, Value } from "@shell/api/types";
import { isSent } from "@shell/approval/ask";
import { FieldItem } from "@shell/resource/FieldItem";
import { titleOf } from "@shell/resource/fields";
import { changedBody, editable, newBody, startValues, type Values } from "@shell/resource/formFields";
import { useWritten } from "@shell/resource/useWrites";
import { Missing } from "@shell/shell/Missing";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { BacktestView } from "./BacktestView";
import { tryDraft } from "./calls";
import { fieldsOf, sentence } from "./sentence";
import { useMeasure } from "./useMeasure";
import { book } from "./words";

/** A rule is made or changed, with its sentence and its back-test beside it. */
export default function MakeScreen() {
  const { locale } = useReader();
  const meta = useMeta(locale);
  const { id } = useParams({ strict: false }) as { id?: string };
  const noun = nounOf(meta, "alert_rules");
  const found = useQuery({
    queryKey: ["row", "alert_rules", id, locale, null],
    queryFn: ({ signal }) => getRow("alert_rules", id ?? "", undefined, signal),
    enabled: !!id,
  });
  if (!meta) return <Waiting />;
  if (!noun || !(id ? noun.may.edit : noun.may.create)) return <Missing />;
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (id && !found.data) return <Waiting />;
  return <RuleForm key={id ?? "new"} noun={noun} meta={meta} envelope={found.data} />;
}

const GROUPS = [
  { name: "main", word: "form.name" },
  { name: "what", word: "form.what" },
  { name: "test", word: "form.test" },
  { name: "whom", word: "form.whom" },
] as const;

/** The dimension that each kind of watch needs. */
const NEEDS: Record<string, string> = {
  region: "region",
  team: "team",
  manager: "manager",
  person: "owner",
  account: "account",
};

/** A field as this form asks for it: numbers are picked by name, and only watches that the number knows are offered. */
function asked(field: Field, meta: Meta, values: Values): Field {
  if (field.name === "metric") {
    const options = meta.metrics.map((one) => ({ value: one.name, label: one.label }));
    return { ...field, kind: "choice", options };
  }
  const known = meta.metrics.find((one) => one.name === values.metric)?.dimensions;
  if (field.name === "per" && known) {
    const options = (field.options ?? []).filter(
      (option) => !NEEDS[option.value] || known.includes(NEEDS[option.value] ?? ""),
    );
    return { ...field, options };
  }
  return field;
}

function isAsked(field: Field, values: Values): boolean {
  if (field.group === "test") return fieldsOf(values).has(field.name);
  if (field.name === "trailing") return values.window === "trailing";
  if (field.name === "charged_id") return values.charge === "named";
  return true;
}

/** What a unit that was picked is called. */
function useUnitName(id: Value | undefined): string | undefined {
  const { locale } = useReader();
  const noun = nounOf(useMeta(locale), "units");
  const found = useQuery({
    queryKey: ["row", "units", id, locale, null],
    queryFn: ({ signal }) => getRow("units", String(id), undefined, signal),
    enabled: !!noun && typeof id === "string" && id !== "",
  });
  return noun && found.data ? titleOf(noun, found.data.row) : undefined;
}

/** Typing is over. */
const PAUSE_MS = 600;

function RuleForm({ noun, meta, envelope }: { noun: Noun; meta: Meta; envelope?: Envelope }) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const written = useWritten("alert_rules");
  const row = envelope?.row;
  const [form] = Form.useForm<Values>();
  const fields = editable(noun.fields);
  const [values, setValues] = useState<Values>(() => startValues(fields, row));
  const [settled, setSettled] = useState(values);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const [key] = useState(() => crypto.randomUUID());
  const { metric, measure } = useMeasure(values.metric);
  const unit = useUnitName(values.within_id);
  useTitle(row ? say("form.change", { name: titleOf(noun, row) }) : say("form.new"));
  useEffect(() => {
    const timer = setTimeout(() => setSettled(values), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [values]);
  // What the test does not ask for says nothing, also where it was typed before.
  const said = (all: Values) =>
    Object.fromEntries(fields.map((field) => [field.name, isAsked(field, all) ? all[field.name] : null]));
  const draft = { ...newBody(fields, said(settled)), name: String(settled.name || say("form.new")) };
  const tried = useQuery({
    queryKey: ["row", "alert_rules.draft", JSON.stringify(draft), locale],
    queryFn: ({ signal }) => tryDraft(draft, signal),
    enabled: !!settled.metric,
    retry: false,
  });
  const submit = async () => {
    setBusy(true);
    setRefused([]);
    const all = said({ ...values, ...form.getFieldsValue(true) });
    try {
      const done = row
        ? await editRow(noun.name, row, changedBody(fields, row, all), key)
        : await createRow(noun.name, newBody(fields, all), key);
      await written();
      void message.success(say(row?.active && !done.row.active ? "form.again" : "form.saved"));
      await navigate({ to: "/$noun/$id", params: { noun: noun.name, id: done.row.id }, search: {} });
    } catch (error) {
      setBusy(false);
      if (isSent(error)) return;
      const placed = placeErrors(
        error,
        fields.map((field) => field.name),
      );
      form.setFields(placed.fields);
      setRefused(placed.general);
    }
  };
  return (
    <div className={styles.page}>
      <h1>{row ? say("form.change", { name: titleOf(noun, row) }) : say("form.new")}</h1>
      <div className={styles.form}>
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={values}
          onValuesChange={(_, all) => setValues((before) => ({ ...before, ...all }))}
          onFinish={() => void submit()}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            form.submit();
          }}
        >
          {GROUPS.map((group) => (
            <section key={group.name} className={styles.part} aria-label={say(group.word)}>
              <h2>{say(group.word)}</h2>
              {fields
                .filter((field) => (field.group ?? "main") === group.name && isAsked(field, values))
                .map((field) => (
                  <FieldItem key={field.name} field={asked(field, meta, values)} labels={envelope?.labels} />
                ))}
              {group.name === "test" && measure.unit === "ratio" && (
                <p className="muted">{say("form.ratio")}</p>
              )}
            </section>
          ))}
          {refused.map((text) => (
            <Alert key={text} type="error" showIcon title={text} />
          ))}
          <div className={styles.deeds}>
            <Button type="primary" htmlType="submit" loading={busy}>
              {say("form.save")}
            </Button>
            {row ? (
              <Link to="/$noun/$id" params={{ noun: noun.name, id: row.id }} search={{}}>
                <Button>{say("form.cancel")}</Button>
              </Link>
            ) : (
              <Link to="/early_warning">
                <Button>{say("form.cancel")}</Button>
              </Link>
            )}
          </div>
        </Form>
        <div className={styles.beside}>
          <p className={styles.sentence} aria-live="polite">
            {sentence(values, metric, measure, say, format, unit)}
          </p>
          <section className={styles.part} aria-label={say("backtest")}>
            <h2>{say("backtest")}</h2>
            {!settled.metric ? (
              <p className="muted">{say("backtest.first")}</p>
            ) : tried.error && !tried.data ? (
              <p className="muted">{tried.error.message}</p>
            ) : tried.data ? (
              <BacktestView tried={tried.data} />
            ) : (
              <Waiting lines={3} />
            )}
          </section>
        </div>
      </div>
    </div>
  );
}
