import { useNavigate } from "@tanstack/react-router";
import { Alert, App, Button, Drawer, Form, Space } from "antd";
import { type KeyboardEvent, useState } from "react";
import { createRow, editRow } from "../api/calls";
import { placeErrors, Problem } from "../api/problem";
import { useMeta, useSession } from "../api/queries";
import type { Labels, Noun, Row } from "../api/types";
import { isSent } from "../approval/ask";
import { isSilent, knownOffline, later, mayWait } from "../outbox/later";
import type { NewEntry } from "../outbox/outbox";
import { useReader } from "../words/Reader";
import { AlikeRows } from "./AlikeRows";
import { ConflictDialog } from "./ConflictDialog";
import { parentsOf } from "./depends";
import { FieldItem } from "./FieldItem";
import { titleOf } from "./fields";
import { entryOf } from "./formEntry";
import { changedBody, editable, flat, newBody, sections, startValues, type Values } from "./formFields";
import { follow, useNewerBelow } from "./formRows";
import { useFormDraft } from "./useFormDraft";
import { useWritten } from "./useWrites";

interface Props {
  noun: Noun;
  /** Absent: a new row. */
  row?: Row;
  labels?: Labels;
  initial?: Values;
  close: () => void;
  saved?: (row: Row) => void;
  /** Goes to the new row's page when it is made. */
  openAfter?: boolean;
}

export default function FormDrawer({ noun, row, labels, initial, close, saved, openAfter }: Props) {
  const { say, locale, format } = useReader();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const written = useWritten(noun.name);
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const [conflict, setConflict] = useState<{ current: Row; yours: Values }>();
  // One key for all tries of this form: a second click makes no second row.
  const [key] = useState(() => crypto.randomUUID());
  const fields = editable(noun.fields);
  const meta = useMeta(locale);
  const parents = parentsOf(fields, meta);
  // What the caller fixed and the form does not show, such as the row a comment is about.
  const hidden = Object.fromEntries(
    Object.entries(initial ?? {}).filter(([name]) => !fields.some((field) => field.name === name)),
  );
  const [began] = useState(() => startValues(fields, row, initial));
  const place = row
    ? `${noun.name}.${row.id}`
    : [noun.name, "new", ...Object.entries(initial ?? {}).flat()].join(".");
  const draft = useFormDraft(place, fields, began);
  const base = useNewerBelow(form, fields, row);

  const user = useSession()?.user.id;
  // Whoever waits for the row that is made here cannot go on without it.
  const waits = mayWait(noun) && !saved && user ? { user } : undefined;
  const put = async (entry: NewEntry) => {
    try {
      await later(entry, locale);
      draft.forget();
      close();
    } catch (error) {
      setBusy(false);
      setRefused([error instanceof Error ? error.message : String(error)]);
    }
  };
  const finish = async (work: () => Promise<{ row: Row }>, entry?: NewEntry) => {
    setBusy(true);
    setRefused([]);
    if (entry && knownOffline()) return put(entry);
    try {
      const done = await work();
      await written();
      void message.success(say(row ? "form.saved" : "form.created", { name: titleOf(noun, done.row) }));
      draft.forget();
      saved?.(done.row);
      close();
      if (openAfter) await navigate({ to: "/$noun/$id", params: { noun: noun.name, id: done.row.id } });
    } catch (error) {
      if (isSent(error)) {
        draft.forget();
        return close();
      }
      // It may have arrived: it is sent again under the key of this try.
      if (entry && isSilent(error)) {
        return put({ ...entry, steps: entry.steps.map((step) => ({ ...step, tried: true })) });
      }
      setBusy(false);
      if (error instanceof Problem && error.conflict && row) {
        setConflict({
          current: error.conflict.current,
          yours: changedBody(fields, base ?? row, form.getFieldsValue(true) as Values),
        });
        return;
      }
      const placed = placeErrors(
        error,
        fields.map((field) => field.name),
      );
      form.setFields(placed.fields);
      const firstWrong = placed.fields[0];
      if (firstWrong) form.scrollToField(firstWrong.name, { focus: true });
      setRefused(placed.general);
    }
  };
  const submit = (values: Values) => {
    if (!row) {
      const body = { ...hidden, ...newBody(fields, values) };
      return finish(() => createRow(noun.name, body, key), waits && entryOf(waits.user, noun, body, key));
    }
    const onto = base ?? row;
    const changed = changedBody(fields, onto, values);
    if (Object.keys(changed).length === 0) {
      draft.forget();
      return close();
    }
    const edit = crypto.randomUUID();
    return finish(
      () => editRow(noun.name, onto, changed, edit),
      waits && entryOf(waits.user, noun, { ...changed, version: onto.version }, edit, onto),
    );
  };
  const leave = () => {
    if (!form.isFieldsTouched() || busy) return close();
    modal.confirm({
      title: say("form.discard.title"),
      content: say("form.discard.hint"),
      okText: say("form.discard"),
      okButtonProps: { danger: true },
      cancelText: say("form.stay"),
      onOk: () => {
        draft.forget();
        close();
      },
    });
  };
  const typed = (changed: Values, values: Values) => {
    draft.decide();
    draft.keep(values);
    void follow(form, changed, fields, parents);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      // Before a select takes it for its own Enter and drops what was chosen last.
      event.stopPropagation();
      event.preventDefault();
      form.submit();
    }
  };

  return (
    <Drawer
      open
      size={520}
      title={row ? say("form.edit", { name: titleOf(noun, row) }) : say("list.new", { noun: noun.label })}
      onClose={leave}
      extra={
        // Where one row is made by hand, many are pasted.
        !row &&
        !initial &&
        noun.may.import && (
          <Button
            type="link"
            size="small"
            onClick={() => {
              close();
              void navigate({ href: `/imports/paste?noun=${noun.name}` });
            }}
          >
            {say("form.paste")}
          </Button>
        )
      }
      styles={{ wrapper: { maxWidth: "100vw" } }}
      footer={
        <Space style={{ display: "flex", justifyContent: "flex-end" }}>
          <Button onClick={leave}>{say("form.cancel")}</Button>
          <Button
            type="primary"
            loading={busy}
            onClick={form.submit}
            title="Ctrl+Enter"
            aria-keyshortcuts="Control+Enter"
          >
            {say(row ? "form.save" : "form.create")}
          </Button>
        </Space>
      }
    >
      {/* Ctrl+Enter anywhere in the form saves; the button says so. */}
      <div onKeyDownCapture={pressed}>
        <Form<Values>
          form={form}
          layout="vertical"
          scrollToFirstError={{ focus: true }}
          initialValues={began}
          onFinish={submit}
          onValuesChange={typed}
        >
          {draft.found && (
            <Alert
              type="info"
              showIcon
              style={{ marginBottom: 12 }}
              title={say("draft.found", { ago: format.ago(draft.found.at.toISOString()) })}
              action={
                <Space>
                  <Button
                    size="small"
                    type="primary"
                    onClick={() => {
                      form.setFields(
                        Object.entries(draft.found?.values ?? {}).map(([name, value]) => ({
                          name,
                          value,
                          touched: true,
                        })),
                      );
                      draft.decide();
                    }}
                  >
                    {say("draft.restore")}
                  </Button>
                  <Button size="small" onClick={draft.forget}>
                    {say("form.discard")}
                  </Button>
                </Space>
              }
            />
          )}
          {!row && (noun.alike?.length ?? 0) > 0 && (
            <AlikeRows noun={noun} fixed={hidden} take={saved} close={close} />
          )}
          {refused.map((line) => (
            <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
          ))}
          {sections(fields).map((section, at) => (
            <section key={section.name} style={{ marginTop: at > 0 ? 20 : 0 }}>
              {section.label && <h2 style={{ marginBottom: 10 }}>{section.label}</h2>}
              {section.fields.map((field, place) => (
                <FieldItem
                  key={field.name}
                  field={field}
                  labels={labels}
                  autoFocus={at === 0 && place === 0}
                  parent={parents.get(field.name)}
                />
              ))}
            </section>
          ))}
          {/* So that Enter in a line of text saves, as in any form. */}
          <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
        </Form>
      </div>
      {conflict && (
        <ConflictDialog
          noun={noun}
          current={conflict.current}
          yours={flat(conflict.yours)}
          labels={labels}
          close={() => setConflict(undefined)}
          keep={(mine) => {
            setConflict(undefined);
            const values = { ...startValues(fields, conflict.current), ...mine };
            const changed = changedBody(fields, conflict.current, values);
            if (Object.keys(changed).length === 0) {
              void written();
              close();
            } else void finish(() => editRow(noun.name, conflict.current, changed));
          }}
        />
      )}
    </Drawer>
  );
}
