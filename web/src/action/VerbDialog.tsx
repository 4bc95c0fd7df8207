import { Alert, Form, Modal } from "antd";
import { type KeyboardEvent, useState } from "react";
import { placeErrors } from "../api/problem";
import { isSent } from "../approval/ask";
import type { Labels, Verb } from "../api/types";
import { FieldItem } from "../resource/FieldItem";
import { startValues, type Values, verbBody } from "../resource/formFields";
import { useReader } from "../words/Reader";

interface Props {
  verb: Verb;
  /** Whom or what it is done to, in the reader's words. */
  subject: string;
  labels?: Labels;
  initial?: Values;
  run: (body: Values) => Promise<unknown>;
  close: () => void;
}

/** The form of a verb, drawn from its fields; what it refuses is said beside the field it is about. */
export default function VerbDialog({ verb, subject, labels, initial, run, close }: Props) {
  const { say, format } = useReader();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const submit = async (values: Values) => {
    setBusy(true);
    setRefused([]);
    try {
      await run(verbBody(verb.fields, values));
      close();
    } catch (error) {
      if (isSent(error)) return close();
      const placed = placeErrors(
        error,
        verb.fields.map((field) => field.name),
      );
      form.setFields(placed.fields);
      setRefused(placed.general);
      setBusy(false);
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    // Before a select takes it for its own Enter and drops what was chosen last.
    event.stopPropagation();
    form.submit();
  };
  return (
    <Modal
      open
      width={460}
      title={format.named(verb.label, subject)}
      okText={verb.label}
      okButtonProps={{ danger: verb.danger }}
      cancelText={say("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      {verb.help && (
        <p className="muted" style={{ marginBottom: 16 }}>
          {verb.help}
        </p>
      )}
      {refused.map((line) => (
        <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
      ))}
      <div onKeyDownCapture={pressed}>
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={startValues(verb.fields, undefined, initial)}
          onFinish={submit}
        >
          {verb.fields.map((field, at) => (
            <FieldItem key={field.name} field={field} labels={labels} autoFocus={at === 0} />
          ))}
          <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
        </Form>
      </div>
    </Modal>
  );
}
