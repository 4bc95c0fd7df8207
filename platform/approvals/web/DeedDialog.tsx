import { Alert, Form, Input, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { placeErrors } from "@shell/api/problem";
import type { Field } from "@shell/api/types";
import { RefInput } from "@shell/resource/RefInput";
import { useBook, useReader } from "@shell/words/Reader";
import { doTo } from "./calls";
import type { Deed, Whole } from "./types";
import { book } from "./words";

interface Props {
  whole: Whole;
  deed: Deed;
  done: () => Promise<void>;
  close: () => void;
}

type Values = Record<string, unknown>;

const DANGER: Deed[] = ["refuse", "veto"];
const NEEDS_COMMENT: Deed[] = ["refuse", "veto", "send_back"];

/** Asks for what a decision takes: a comment, a person, a step. */
export function DeedDialog({ whole, deed, done, close }: Props) {
  const say = useBook(book);
  const { say: shell } = useReader();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string[]>([]);
  const people: Field = { name: "people", label: say("field.people"), kind: "ref", ref: "people" };
  const submit = async (values: Values) => {
    setBusy(true);
    setWrong([]);
    const given = Object.fromEntries(
      Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ""),
    );
    // No step: back to whoever asked.
    if (given.step === 0) delete given.step;
    try {
      await doTo(whole.id, deed, given);
      await done();
    } catch (error) {
      const placed = placeErrors(error, ["comment", "to", "people", "step", "reason"]);
      form.setFields(placed.fields);
      setWrong(placed.general);
      setBusy(false);
    }
  };
  const before = whole.steps.filter((step) => step.stands === "done");
  const needed = [{ required: true, message: say("needed") }];
  return (
    <Modal
      open
      width={460}
      title={say(`deed.${deed}`)}
      okText={say(`deed.${deed}`)}
      okButtonProps={{ danger: DANGER.includes(deed) }}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      <p className="muted">{say(`lead.${deed}`)}</p>
      {wrong.map((line) => (
        <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
      ))}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ when: "before", mode: "all", step: 0 }}
        onFinish={(values) => void submit(values)}
      >
        {deed === "pass_on" && (
          <Form.Item name="to" label={say("field.to")} rules={needed}>
            <RefInput field={people} value={null} onChange={() => undefined} pickOnly />
          </Form.Item>
        )}
        {deed === "ask_others" && (
          <>
            <Form.Item name="people" label={say("field.people")} rules={needed}>
              <RefInput field={people} value={null} onChange={() => undefined} many pickOnly />
            </Form.Item>
            <Form.Item name="when" label={say("field.when")}>
              <Radio.Group
                options={[
                  { value: "before", label: say("when.before") },
                  { value: "after", label: say("when.after") },
                ]}
              />
            </Form.Item>
            <Form.Item name="mode" label={say("field.mode")}>
              <Select
                options={(["all", "any", "sequence"] as const).map((value) => ({
                  value,
                  label: say(`mode.${value}`),
                }))}
              />
            </Form.Item>
          </>
        )}
        {deed === "send_back" && (
          <Form.Item name="step" label={say("field.step")}>
            <Select
              options={[
                { value: 0, label: say("to.asker", { name: whole.requester.name ?? "•••" }) },
                ...before.map((step) => ({ value: step.key, label: step.name })),
              ]}
            />
          </Form.Item>
        )}
        <Form.Item
          name={deed === "send_again" ? "reason" : "comment"}
          label={say(deed === "send_again" ? "field.reason" : "field.comment")}
          rules={NEEDS_COMMENT.includes(deed) ? needed : []}
        >
          <Input.TextArea
            autoFocus={deed !== "pass_on" && deed !== "ask_others"}
            autoSize={{ minRows: 3, maxRows: 8 }}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
