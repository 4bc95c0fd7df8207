import { App, Checkbox, Form, Input, Modal } from "antd";
import { useState } from "react";
import { createRow, editRow } from "../api/calls";
import type { Noun, Row } from "../api/types";
import { useReader } from "../words/Reader";

interface Props {
  noun: Noun;
  /** The view to name anew; absent: a new one of the list as it looks. */
  view?: Row;
  state: Record<string, unknown>;
  close: () => void;
  saved: (row: Row) => void;
}

export default function SaveViewDialog({ noun, view, state, close, saved }: Props) {
  const { say } = useReader();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const [form] = Form.useForm<{ name: string; shared: boolean }>();
  const submit = async (fields: { name: string; shared: boolean }) => {
    setBusy(true);
    try {
      const { row } = view
        ? await editRow("views", view, fields)
        : await createRow("views", { noun: noun.name, ...fields, state }, key);
      saved(row);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={400}
      title={view ? say("views.rename", { name: String(view.name) }) : say("views.save")}
      okText={say("form.save")}
      cancelText={say("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: view?.name, shared: view?.shared ?? false }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label={say("views.name")}
          rules={[{ required: true, whitespace: true, message: say("form.required") }]}
        >
          <Input autoFocus maxLength={80} />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked" noStyle>
          <Checkbox>{say("views.share")}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
