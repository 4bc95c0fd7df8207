import { Alert, Button, Form, Input, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { placeErrors } from "../api/problem";
import { useMeta } from "../api/queries";
import { useReader } from "../words/Reader";
import styles from "./Account.module.css";
import { makeToken } from "./calls";
import { endOf, grantsOf, type Scope } from "./scope";

interface Fields {
  name: string;
  scope: Scope;
  lists: string[];
  days: number;
}

/** Asks what the token is for; then shows it, once. */
export default function NewTokenDialog({ made, close }: { made: () => void; close: () => void }) {
  const { say, locale } = useReader();
  const meta = useMeta(locale);
  const [form] = Form.useForm<Fields>();
  const scope = Form.useWatch("scope", form);
  const [refused, setRefused] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [token, setToken] = useState<string>();
  const [copied, setCopied] = useState(false);

  const submit = async ({ name, scope, lists, days }: Fields) => {
    setBusy(true);
    setRefused([]);
    try {
      const answer = await makeToken({ name, scopes: grantsOf(scope, lists ?? []), expires_at: endOf(days) });
      setToken(answer.token);
      made();
    } catch (error) {
      const placed = placeErrors(error, ["name"]);
      form.setFields(placed.fields.map((one) => ({ ...one, name: "name" as const })));
      setRefused(placed.general);
    }
    setBusy(false);
  };

  if (token) {
    return (
      <Modal
        open
        width={520}
        title={say("account.tokens")}
        closable={false}
        keyboard={false}
        footer={
          <Button type="primary" onClick={close}>
            {say("account.tokens.done")}
          </Button>
        }
      >
        <Alert type="warning" showIcon title={say("account.tokens.made")} style={{ marginBottom: 12 }} />
        <div className={styles.secret}>
          <code data-token>{token}</code>
          <Button
            onClick={() => {
              void navigator.clipboard?.writeText(token).then(() => setCopied(true));
            }}
          >
            {say(copied ? "account.tokens.copied" : "account.tokens.copy")}
          </Button>
        </div>
        <p className="muted">{say("account.tokens.made.hint")}</p>
      </Modal>
    );
  }
  const required = { required: true, message: say("form.required") };
  return (
    <Modal
      open
      width={460}
      title={say("account.tokens.new")}
      okText={say("form.create")}
      cancelText={say("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ scope: "read", days: 90 }}
        onFinish={submit}
      >
        {refused.map((line) => (
          <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
        ))}
        <Form.Item
          name="name"
          label={say("account.tokens.name")}
          extra={say("account.tokens.name.hint")}
          rules={[{ ...required, whitespace: true }]}
        >
          <Input autoFocus maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="scope" label={say("account.tokens.scope")}>
          <Radio.Group
            vertical
            options={[
              { value: "read", label: say("account.tokens.scope.read") },
              { value: "some", label: say("account.tokens.scope.some") },
              { value: "all", label: say("account.tokens.scope.all") },
            ]}
          />
        </Form.Item>
        {scope === "some" && (
          <Form.Item name="lists" label={say("account.tokens.scope.lists")} rules={[required]}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: "label" }}
              options={(meta?.nouns ?? []).map((noun) => ({ value: noun.name, label: noun.plural }))}
            />
          </Form.Item>
        )}
        <Form.Item name="days" label={say("account.tokens.expires")}>
          <Select
            options={[
              { value: 30, label: say("account.tokens.days", { n: 30 }) },
              { value: 90, label: say("account.tokens.days", { n: 90 }) },
              { value: 365, label: say("account.tokens.year") },
              { value: 0, label: say("account.tokens.never") },
            ]}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
