import { Alert, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { createRow } from "@shell/api/calls";
import { placeErrors } from "@shell/api/problem";
import { nounOf } from "@shell/api/queries";
import type { Field, Meta, Noun, Value } from "@shell/api/types";
import { RefInput } from "@shell/resource/RefInput";
import { useBook, useReader } from "@shell/words/Reader";
import type { Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

interface Link {
  rule_noun: string;
  rule_id?: string | null;
  rule_part?: string | null;
  section?: string | null;
  how: string;
  note?: string;
}

const NAMES = ["rule_noun", "rule_id", "rule_part", "section", "how", "note"];

/** What most often sees to a policy stands first. */
const FIRST = ["approval_flows", "rights", "stages", "pipelines", "positions", "price_lists"];

function kindsOf(meta: Meta): Noun[] {
  const rank = (noun: Noun) => (FIRST.indexOf(noun.name) + FIRST.length + 1) % (FIRST.length + 1);
  const own = (noun: Noun) => noun.name === "policies" || noun.name.startsWith("policy_");
  return meta.nouns.filter((noun) => !own(noun)).sort((one, other) => rank(one) - rank(other));
}

interface Props {
  whole: Whole;
  meta: Meta;
  /** Of an enforcement: where its labels and choices come from. */
  noun: Noun;
  close: () => void;
}

/** Says what in the system sees to a policy: a row, a field or a verb, or all rows of a kind. */
export default function LinkRule({ whole, meta, noun, close }: Props) {
  const say = useBook(book);
  const { say: shell } = useReader();
  const [form] = Form.useForm<Link>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string[]>([]);
  const refresh = useRefresh();
  const kind = nounOf(meta, Form.useWatch("rule_noun", form) ?? "");
  const field = (name: string): Field | undefined => noun.fields.find((one) => one.name === name);
  const label = (name: string) => field(name)?.label ?? name;
  const submit = async (values: Link) => {
    setBusy(true);
    setWrong([]);
    const body = Object.fromEntries(NAMES.map((name) => [name, values[name as keyof Link] || null]));
    try {
      await createRow(
        "policy_enforcements",
        { ...body, policy_id: whole.id } as Record<string, Value>,
        crypto.randomUUID(),
      );
      await refresh();
      close();
    } catch (error) {
      const placed = placeErrors(error, NAMES);
      form.setFields(placed.fields as never);
      setWrong(placed.general);
      setBusy(false);
    }
  };
  const parts = kind
    ? [
        {
          label: say("rule.verbs"),
          options: kind.verbs.map((verb) => ({ value: verb.name, label: verb.label })),
        },
        {
          label: say("rule.fields"),
          options: kind.fields.map((one) => ({ value: one.name, label: one.label })),
        },
      ].filter((group) => group.options.length > 0)
    : [];
  const search = { showSearch: { optionFilterProp: "label" } };
  return (
    <Modal
      open
      width={520}
      title={say("rules.add")}
      okText={shell("form.save")}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      {wrong.map((line) => (
        <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
      ))}
      <Form<Link>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ how: "enforces" }}
        onFinish={(values) => void submit(values)}
        onValuesChange={(changed) => {
          // Rows and fields of another kind are not those of this one.
          if ("rule_noun" in changed) form.setFieldsValue({ rule_id: null, rule_part: null });
        }}
      >
        <Form.Item
          name="rule_noun"
          label={label("rule_noun")}
          rules={[{ required: true, message: say("rule.needed") }]}
        >
          <Select
            autoFocus
            {...search}
            options={kindsOf(meta).map((one) => ({ value: one.name, label: one.plural }))}
          />
        </Form.Item>
        {kind && (
          <>
            <Form.Item name="rule_id" label={label("rule_id")} extra={say("rule.all", { kind: kind.plural })}>
              <RefInput
                field={{ name: "rule_id", label: label("rule_id"), kind: "ref", ref: kind.name }}
                pickOnly
              />
            </Form.Item>
            <Form.Item name="rule_part" label={label("rule_part")}>
              <Select allowClear {...search} options={parts} />
            </Form.Item>
          </>
        )}
        <Form.Item name="section" label={label("section")} extra={say("rule.section")}>
          <Select
            allowClear
            {...search}
            options={whole.sections.map((section) => ({ value: section.title, label: section.title }))}
          />
        </Form.Item>
        <Form.Item name="how" label={label("how")}>
          <Select
            options={field("how")?.options?.map(({ value, label: text }) => ({ value, label: text }))}
          />
        </Form.Item>
        <Form.Item name="note" label={label("note")}>
          <Input maxLength={400} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
