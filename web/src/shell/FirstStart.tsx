import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Form, Input } from "antd";
import { useState } from "react";
import { makeOwner } from "../api/calls";
import { carryToken } from "../api/client";
import { placeErrors } from "../api/problem";
import { sessionQuery } from "../api/queries";
import { useReader } from "../words/Reader";
import { Door } from "./Door";

interface Fields {
  company: string;
  name: string;
  login: string;
  password: string;
}
const NAMES: (keyof Fields)[] = ["company", "name", "login", "password"];

/** The very first page of a new installation: who owns it. */
export function FirstStart() {
  const { say } = useReader();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const [refused, setRefused] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);

  const submit = async (fields: Fields) => {
    setBusy(true);
    setRefused([]);
    try {
      const session = await makeOwner(fields);
      queries.clear();
      if (session?.csrf) {
        carryToken(session.csrf);
        queries.setQueryData(sessionQuery.queryKey, session);
      }
      // An empty house begins with a list: it says how to fill it.
      await navigate({ to: "/", replace: true });
    } catch (error) {
      const placed = placeErrors(error, NAMES);
      form.setFields(placed.fields.map((one) => ({ ...one, name: one.name as keyof Fields })));
      setRefused(placed.general);
      setBusy(false);
    }
  };

  const required = [{ required: true, message: say("form.required") }];
  return (
    <Door title={say("start.title")} lead={say("start.lead")}>
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        {refused.map((line) => (
          <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 16 }} />
        ))}
        <Form.Item name="company" label={say("start.company")} rules={required}>
          <Input autoFocus autoComplete="organization" />
        </Form.Item>
        <Form.Item name="name" label={say("start.name")} rules={required}>
          <Input autoComplete="name" />
        </Form.Item>
        <Form.Item name="login" label={say("door.login")} rules={required}>
          <Input autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={say("door.password")}
          rules={required}
          extra={say("start.password")}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={busy}>
          {say("start.go")}
        </Button>
      </Form>
    </Door>
  );
}
