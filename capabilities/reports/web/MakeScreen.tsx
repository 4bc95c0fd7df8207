import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Alert, App, Button, Form, Select } from "antd";
import { useState } from "react";
import { createRow, editRow, getRow } from "@shell/api/calls";
import { placeErrors } from "@shell/api/problem";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Meta, Noun, Value } from "@shell/api/types";
import { isSent } from "@shell/approval/ask";
import { FieldItem } from "@shell/resource/FieldItem";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { changedBody, editable, newBody, startValues, type Values } from "@shell/resource/formFields";
import { useWritten } from "@shell/resource/useWrites";
import { Missing } from "@shell/shell/Missing";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Reports.module.css";
import { SectionsInput } from "./SectionsInput";
import { KINDS, sentence } from "./sentence";
import { book } from "./words";

/** A template is made or changed, with its sentence beside it. */
export default function MakeScreen() {
  const { locale } = useReader();
  const meta = useMeta(locale);
  const { id } = useParams({ strict: false }) as { id?: string };
  const noun = nounOf(meta, "report_templates");
  const found = useQuery({
    queryKey: ["row", "report_templates", id, locale, null],
    queryFn: ({ signal }) => getRow("report_templates", id ?? "", undefined, signal),
    enabled: !!id,
  });
  if (!meta) return <Waiting />;
  if (!noun || !(id ? noun.may.edit : noun.may.create)) return <Missing />;
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (id && !found.data) return <Waiting />;
  return <TemplateForm key={id ?? "new"} noun={noun} meta={meta} envelope={found.data} />;
}

const GROUPS = [
  { name: "main", word: "form.name" },
  { name: "when", word: "form.when" },
  { name: "whom", word: "form.whom" },
  { name: "what", word: "form.what" },
  { name: "course", word: "form.course" },
] as const;

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

/** Labels that are picked from what there is, in place of being typed. */
const PICKED = ["kinds", "measures", "sections"];

function TemplateForm({ noun, meta, envelope }: { noun: Noun; meta: Meta; envelope?: Envelope }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const written = useWritten("report_templates");
  const row = envelope?.row;
  const [form] = Form.useForm<Values>();
  const fields = editable(noun.fields);
  const [values, setValues] = useState<Values>(() => startValues(fields, row));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const [key] = useState(() => crypto.randomUUID());
  const unit = useUnitName(values.within_id);
  useTitle(row ? say("form.change", { name: titleOf(noun, row) }) : say("templates.new"));
  const submit = async () => {
    setBusy(true);
    setRefused([]);
    const all = { ...values, ...form.getFieldsValue(true) };
    try {
      const done = row
        ? await editRow(noun.name, row, changedBody(fields, row, all), key)
        : await createRow(noun.name, newBody(fields, all), key);
      await written();
      void message.success(say("form.saved"));
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
  const options = {
    kinds: KINDS.map((value) => ({ value, label: say(`kind.${value}`) })),
    measures: meta.metrics.map((one) => ({ value: one.name, label: one.label })),
  };
  const label = (name: string) => fieldOf(noun, name)?.label ?? name;
  return (
    <div className={styles.page}>
      <h1>{row ? say("form.change", { name: titleOf(noun, row) }) : say("templates.new")}</h1>
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
                .filter((field) => (field.group ?? "main") === group.name && !PICKED.includes(field.name))
                .map((field) => (
                  <FieldItem key={field.name} field={field} labels={envelope?.labels} />
                ))}
              {group.name === "whom" && (
                <Form.Item name="kinds" label={label("kinds")} extra={say("kinds.hint")}>
                  <Select mode="multiple" allowClear options={options.kinds} />
                </Form.Item>
              )}
              {group.name === "what" && (
                <>
                  <Form.Item name="sections" label={label("sections")}>
                    <SectionsInput />
                  </Form.Item>
                  <Form.Item name="measures" label={label("measures")} extra={say("measures.hint")}>
                    <Select
                      mode="multiple"
                      allowClear
                      showSearch={{ optionFilterProp: "label" }}
                      options={options.measures}
                    />
                  </Form.Item>
                </>
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
            <Link to="/report_settings">
              <Button>{say("form.cancel")}</Button>
            </Link>
          </div>
        </Form>
        <p className={styles.sentence} aria-live="polite">
          {sentence(values, say, unit)}
        </p>
      </div>
    </div>
  );
}
