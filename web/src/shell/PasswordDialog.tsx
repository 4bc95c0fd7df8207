import { App, Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import { changePassword } from "../api/calls";
import { placeErrors } from "../api/problem";
import { useReader } from "../words/Reader";

interface Fields {
  current: string;
  new: string;
  again: string;
}

export default function PasswordDialog({ close }: { close: () => void }) {
  const { say } = useReader();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [refused, setRefused] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const submit = async (fields: Fields) => {
    setBusy(true);
    setRefused([]);
    try {
      await changePassword({ current: fields.current, new: fields.new });
      void message.success(say("password.done"));
      close();
    } catch (error) {
      const placed = placeErrors(error, ["current", "new"]);
      form.setFields(placed.fields.map((one) => ({ ...one, name: one.name as keyof Fields })));
      setRefused(placed.general);
      setBusy(false);
    }
  };
  const required = { required: true, message: say("form.required") };
  return (
    <Modal
      open
      title={say("user.password")}
      okText={say("form.save")}
      cancelText={say("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
      width={400}
    >
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        {refused.map((line) => (
          <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} />
        ))}
        <Form.Item name="current" label={say("password.current")} rules={[required]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item name="new" label={say("password.new")} rules={[required]} extra={say("start.password")}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={say("password.again")}
          dependencies={["new"]}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                !value || value === getFieldValue("new")
                  ? Promise.resolve()
                  : Promise.reject(new Error(say("password.differs"))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" onPressEnter={form.submit} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
