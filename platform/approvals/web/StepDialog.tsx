import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, InputNumber, Modal, Select } from "antd";
import { Suspense, useState } from "react";
import { createRow, editRow, listRows } from "@shell/api/calls";
import { placeErrors } from "@shell/api/problem";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Field, Labels, Noun, Value } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { describe } from "@shell/resource/describe";
import type { Filter } from "@shell/resource/filter";
import { RefInput } from "@shell/resource/RefInput";
import { useWritten } from "@shell/resource/useWrites";
import { useBook, useReader } from "@shell/words/Reader";
import type { Step } from "./types";
import { unitsOf } from "./units";
import { book } from "./words";

const FilterBuilder = part(() => import("@shell/resource/FilterBuilder"));

interface Props {
  edition: string;
  step?: Step;
  place: number;
  labels: Labels;
  noun: Noun | undefined;
  /** With all that its condition may ask. */
  conditioned: Noun | undefined;
  close: () => void;
}

const WHO = ["superior", "superiors", "unit_head", "people", "position", "role", "authority"] as const;
const NAMES = [
  "name",
  "who",
  "people",
  "position_id",
  "role",
  "kind",
  "unit_field",
  "amount_field",
  "percentage_field",
  "level",
  "mode",
  "days",
  "late",
  "copies",
];
const LEVELLED = ["superior", "superiors", "unit_head"];
const UNITED = ["unit_head", "authority"];

/** A step: who is asked, how many have to agree, what happens when nobody answers. */
export function StepDialog({ edition, step, place, labels, noun, conditioned, close }: Props) {
  const say = useBook(book);
  const { say: shell, format, locale } = useReader();
  const meta = useMeta(locale);
  const steps = nounOf(meta, "approval_steps");
  const written = useWritten("approval_steps");
  const [form] = Form.useForm<Step>();
  const [condition, setCondition] = useState<Filter | null>(step?.condition ?? null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string[]>([]);
  const who = Form.useWatch("who", form) ?? step?.who ?? "superior";
  const days = Form.useWatch("days", form);
  const roles = useQuery({
    queryKey: ["lookup", "roles", "all"],
    queryFn: ({ signal }) => listRows("roles", { limit: 200 }, signal),
    enabled: who === "role",
    retry: false,
  });
  const submit = async (values: Step) => {
    setBusy(true);
    setWrong([]);
    const body = {
      name: values.name,
      who: values.who,
      people: values.who === "people" ? (values.people ?? []) : null,
      position_id: values.who === "position" ? values.position_id : null,
      role: values.who === "role" ? values.role : null,
      kind: values.who === "authority" ? values.kind : null,
      unit_field: UNITED.includes(values.who) ? (values.unit_field ?? null) : null,
      amount_field: values.who === "authority" ? (values.amount_field ?? null) : null,
      percentage_field: values.who === "authority" ? (values.percentage_field ?? null) : null,
      level: LEVELLED.includes(values.who) ? (values.level ?? 1) : null,
      mode: values.mode,
      days: values.days ?? null,
      late: values.late,
      copies: values.copies?.length ? values.copies : null,
      condition,
    } as unknown as Record<string, Value>;
    try {
      if (step) await editRow("approval_steps", step, body);
      else await createRow("approval_steps", { ...body, edition_id: edition, place }, crypto.randomUUID());
      await written();
      close();
    } catch (error) {
      const placed = placeErrors(error, NAMES);
      form.setFields(placed.fields as never);
      setWrong(placed.general);
      setBusy(false);
    }
  };
  const kinds = steps?.fields
    .find((field) => field.name === "kind")
    ?.options?.map(({ value, label }) => ({
      value,
      label,
    }));
  const fieldsOf = (kind: string) =>
    (noun?.fields ?? [])
      .filter((field) => field.kind === kind)
      .map((field) => ({ value: field.name, label: field.label }));
  const units = unitsOf(noun, meta);
  const person: Field = { name: "people", label: say("field.people"), kind: "ref", ref: "people" };
  const position: Field = { name: "position_id", label: say("who.position"), kind: "ref", ref: "positions" };
  const ref = { value: null, onChange: () => undefined, pickOnly: true, labels };
  return (
    <Modal
      open
      width={520}
      title={say(step ? "step.edit" : "step.add")}
      okText={shell("form.save")}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      {wrong.map((line) => (
        <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
      ))}
      <Form<Step>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={step ?? { who: "superior", level: 1, mode: "any", late: "remind" }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="name" label={say("step.name")} rules={[{ required: true, message: say("needed") }]}>
          <Input autoFocus maxLength={400} />
        </Form.Item>
        <Form.Item name="who" label={say("step.who")}>
          <Select options={WHO.map((value) => ({ value, label: say(`who.${value}`) }))} />
        </Form.Item>
        {LEVELLED.includes(who) && (
          <Form.Item name="level" label={say("step.level")} extra={say("step.level.hint")}>
            <InputNumber min={1} max={10} precision={0} />
          </Form.Item>
        )}
        {who === "people" && (
          <Form.Item name="people" label={say("field.people")}>
            <RefInput field={person} many {...ref} />
          </Form.Item>
        )}
        {who === "position" && (
          <Form.Item name="position_id" label={say("who.position")}>
            <RefInput field={position} {...ref} />
          </Form.Item>
        )}
        {who === "role" && (
          <Form.Item name="role" label={say("who.role")}>
            {roles.data ? (
              <Select
                options={roles.data.rows.map((role) => ({
                  value: String(role.name),
                  label: String(role.label),
                }))}
              />
            ) : (
              <Input />
            )}
          </Form.Item>
        )}
        {UNITED.includes(who) && units.length > 0 && (
          <Form.Item name="unit_field" label={say("step.unit")} extra={say("step.unit.hint")}>
            <Select allowClear showSearch={{ optionFilterProp: "label" }} options={units} />
          </Form.Item>
        )}
        {who === "authority" && (
          <>
            <Form.Item
              name="kind"
              label={say("step.kind")}
              extra={say("step.kind.hint")}
              rules={[{ required: true, message: say("needed") }]}
            >
              <Select options={kinds} />
            </Form.Item>
            {fieldsOf("money").length > 0 && (
              <Form.Item name="amount_field" label={say("step.amount")}>
                <Select allowClear options={fieldsOf("money")} />
              </Form.Item>
            )}
            {fieldsOf("percent").length > 0 && (
              <Form.Item name="percentage_field" label={say("step.percentage")}>
                <Select allowClear options={fieldsOf("percent")} />
              </Form.Item>
            )}
          </>
        )}
        {who !== "superiors" && (
          <Form.Item name="mode" label={say("field.mode")}>
            <Select
              options={(["any", "all", "sequence"] as const).map((value) => ({
                value,
                label: say(`mode.${value}`),
              }))}
            />
          </Form.Item>
        )}
        <Form.Item label={say("edition.condition")}>
          {condition && conditioned
            ? describe(condition, conditioned, { say: shell, format, labels })
            : say("edition.always")}{" "}
          {conditioned && (
            <Button type="link" size="small" onClick={() => setAsking(true)}>
              {shell("row.edit")}
            </Button>
          )}
        </Form.Item>
        <Form.Item name="days" label={say("step.days")}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
        {days && (
          <Form.Item name="late" label={say("step.late")}>
            <Select
              options={(["remind", "escalate"] as const).map((value) => ({
                value,
                label: say(`late.${value}.only`),
              }))}
            />
          </Form.Item>
        )}
        <Form.Item name="copies" label={say("step.copies")}>
          <RefInput field={person} many {...ref} />
        </Form.Item>
      </Form>
      {asking && conditioned && (
        <Suspense fallback={null}>
          <FilterBuilder
            noun={conditioned}
            filter={condition ?? undefined}
            labels={labels}
            apply={(next: Filter | undefined) => {
              setAsking(false);
              setCondition(next ?? null);
            }}
            close={() => setAsking(false)}
          />
        </Suspense>
      )}
    </Modal>
  );
}
