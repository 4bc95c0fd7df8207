import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { signIn } from "../api/calls";
import { carryToken } from "../api/client";
import type { Session } from "../api/types";
import { useReader } from "../words/Reader";

interface Fields {
  login: string;
  password: string;
}

/** Asks who it is; used by the sign-in page and over a page whose session ran out. */
export function SignInForm({ login, done }: { login?: string; done: (session: Session) => void }) {
  const { say } = useReader();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (fields: Fields) => {
    setBusy(true);
    setRefused(undefined);
    try {
      const session = await signIn(fields);
      carryToken(session.csrf);
      done(session);
    } catch (error) {
      setRefused(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ login }} onFinish={submit}>
      {refused && <Alert type="error" showIcon title={refused} style={{ marginBottom: 16 }} role="alert" />}
      <Form.Item
        name="login"
        label={say("door.login")}
        rules={[{ required: true, message: say("form.required") }]}
      >
        <Input autoComplete="username" autoFocus={!login} readOnly={!!login} size="large" />
      </Form.Item>
      <Form.Item
        name="password"
        label={say("door.password")}
        rules={[{ required: true, message: say("form.required") }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={!!login} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        {say("door.in")}
      </Button>
    </Form>
  );
}
