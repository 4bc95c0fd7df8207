import { Alert, Button, Form, type FormInstance, Modal } from "antd";
import { useEffect, useState } from "react";
import { placeErrors, Problem } from "../api/problem";
import { nounOf, useMeta } from "../api/queries";
import type { Field, Value } from "../api/types";
import { ConflictDialog } from "../resource/ConflictDialog";
import { FieldItem } from "../resource/FieldItem";
import { changedBody, flat, newBody, startValues, type Values } from "../resource/formFields";
import { useBook, useReader } from "../words/Reader";
import { type Entry, isMendable, mended, nextStep } from "./entry";
import { change } from "./outbox";
import { book } from "./words";

/** What was refused, with the reason beside each field; or both values, where somebody else was quicker. */
export default function Mend({ entry, close }: { entry: Entry; close: () => void }) {
  const { locale } = useReader();
  const say = useBook(book);
  const meta = useMeta(locale);
  const [form] = Form.useForm<Values>();
  const step = nextStep(entry);
  const noun = nounOf(meta, step?.noun ?? "");
  const body = step?.body ?? {};
  const values = flat(body);
  const complained = new Set((entry.problem?.errors ?? []).map((one) => one.field));
  const fields: Field[] = (noun?.fields ?? []).filter(
    (field) =>
      !field.read_only &&
      field.may_edit !== false &&
      (field.name in values || complained.has(field.name)) &&
      // What it is about stays.
      !/^subject_/.test(field.name),
  );
  const placed = entry.problem
    ? placeErrors(
        new Problem(entry.problem),
        fields.map((field) => field.name),
      )
    : { fields: [], general: [] };
  const [busy, setBusy] = useState(false);
  const [late, setLate] = useState<string>();
  const [began] = useState(() => startValues(fields, undefined, values));
  if (!noun || !step) return null;
  const send = async (next: Record<string, Value>) => {
    setBusy(true);
    try {
      const key = crypto.randomUUID();
      // Meanwhile it may have been sent from another tab: then the server may have its first form.
      const taken = await change(entry.id, (now) => (isMendable(now) ? mended(now, key, next) : undefined));
      if (taken) close();
      else setLate(say("mend.late"));
    } catch (error) {
      setLate(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  };
  if (entry.state === "conflict" && entry.current) {
    const current = entry.current;
    const { version: _, ...yours } = values;
    void _;
    return (
      <ConflictDialog
        noun={noun}
        current={current}
        yours={yours}
        close={close}
        keep={(mine) => {
          const table = noun.fields.filter((field) => field.name in mine);
          void send({ ...changedBody(table, current, mine), version: current.version });
        }}
      />
    );
  }
  const shown = new Set(fields.map((field) => field.name));
  const hidden = Object.fromEntries(
    Object.entries(body).filter(([name]) => !shown.has(name) && name !== "custom"),
  );
  return (
    <Modal
      open
      title={say("mend.title", { title: entry.title })}
      onCancel={close}
      footer={
        <Button type="primary" block size="large" loading={busy} onClick={form.submit}>
          {say("mend.save")}
        </Button>
      }
    >
      {[...(late ? [late] : []), ...placed.general].map((line) => (
        <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
      ))}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={began}
        onFinish={(typed) =>
          void send({ ...hidden, ...(step.method === "POST" ? newBody(fields, typed) : all(fields, typed)) })
        }
      >
        {fields.map((field) => (
          <FieldItem key={field.name} field={field} />
        ))}
        <Reasons form={form} fields={placed.fields} />
      </Form>
    </Modal>
  );
}

interface ReasonsProps {
  form: FormInstance<Values>;
  fields: ReturnType<typeof placeErrors>["fields"];
}

/** The reasons beside their fields: among them, for a form takes none before its fields are there. */
function Reasons({ form, fields }: ReasonsProps): null {
  useEffect(() => {
    form.setFields(fields);
    // Once, as it opens: what is typed then is judged as in any form.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the reasons do not change while it is open
  }, []);
  return null;
}

/** Of an edit, what was emptied is sent as empty. */
function all(fields: Field[], values: Values): Record<string, Value> {
  const none = { id: "", version: 0 };
  const emptied = fields.filter((field) => !field.custom && (values[field.name] ?? "") === "");
  return {
    ...changedBody(fields, none, values),
    ...Object.fromEntries(emptied.map((field) => [field.name, null])),
  };
}
