import { Link } from "@tanstack/react-router";
import { Alert, Form, Modal } from "antd";
import { useState } from "react";
import { createRow, editRow, getRow } from "../api/calls";
import { placeErrors } from "../api/problem";
import { nounOf, useMeta } from "../api/queries";
import type { Field, Noun, Row } from "../api/types";
import { FieldItem } from "../resource/FieldItem";
import { fieldOf, titleOf } from "../resource/fields";
import { newBody, startValues, type Values } from "../resource/formFields";
import { useReader } from "../words/Reader";
import styles from "./Board.module.css";
import type { Say } from "../words/words";
import type { BoardSpec } from "./spec";
import type { BoardWord } from "./words";

interface Props {
  noun: Noun;
  spec: BoardSpec;
  say: Say<BoardWord>;
  row: Row;
  to: string;
  needs: string[];
  /** What the server said, which names what is missing. */
  why: string;
  /** With the row as it is now that it holds what it lacked. */
  filled: (row: Row) => void;
  close: () => void;
}

/** A row of another noun that has to be made, with its part of the form. */
interface Part {
  word: string;
  noun: Noun;
  parent: string;
  fields: Field[];
}

const inner = (word: string, field: Field): Field => ({
  ...field,
  name: `${word}.${field.name}`,
  custom: false,
});

/** Exactly what a move lacks, to be filled in on the spot. */
export default function FillDialog({ noun, spec, say, row, to, needs, why, filled, close }: Props) {
  const { say: shell, locale, format } = useReader();
  const meta = useMeta(locale);
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string[]>([]);
  // What was made stays made, even where the next step fails: it is not made a second time.
  const [made, setMade] = useState<ReadonlySet<string>>(new Set());

  const own = needs
    .map((name) => fieldOf(noun, name))
    .filter((field) => field !== undefined)
    .map((field) => ({ ...field, required: true }));
  const open = noun.may.edit ? own.filter((field) => !field.read_only && field.may_edit !== false) : [];
  const parts = needs.flatMap((word): Part[] => {
    const needed = spec.needed[word];
    const other = needed && nounOf(meta, needed.noun);
    if (!needed || !other?.may.create || made.has(word)) return [];
    const fields = needed.fields.map((name) => fieldOf(other, name)).filter((field) => field !== undefined);
    return [{ word, noun: other, parent: needed.parent, fields }];
  });
  const offered = new Set([...open.map((field) => field.name), ...parts.map((one) => one.word), ...made]);
  const elsewhere = needs.filter((name) => !offered.has(name));
  const fields = [...open, ...parts.flatMap((one) => one.fields.map((field) => inner(one.word, field)))];

  const submit = async (values: Values) => {
    setBusy(true);
    setWrong([]);
    // Whose fields are being written: the other noun does not know its own by our names.
    let prefix = "";
    try {
      let now = row;
      const body = newBody(open, values);
      if (Object.keys(body).length > 0) now = { ...now, ...(await editRow(noun.name, now, body)).row };
      for (const one of parts) {
        prefix = `${one.word}.`;
        const given = Object.fromEntries(
          one.fields.map((field) => [field.name, values[`${one.word}.${field.name}`]]),
        );
        await createRow(
          one.noun.name,
          { ...newBody(one.fields, given), [one.parent]: row.id },
          crypto.randomUUID(),
        );
        setMade((old) => new Set(old).add(one.word));
      }
      // What hangs on a row may change it.
      if (parts.length > 0) now = { ...now, ...(await getRow(noun.name, row.id)).row };
      close();
      filled(now);
    } catch (error) {
      const shown = fields.filter((field) => field.name.startsWith(prefix));
      const placed = placeErrors(
        error,
        shown.map((field) => field.name.slice(prefix.length)),
      );
      form.setFields(placed.fields.map((one) => ({ ...one, name: prefix + one.name })));
      setWrong(placed.general);
      setBusy(false);
    }
  };

  return (
    <Modal
      open
      width={460}
      title={say("fill.title", { name: titleOf(noun, row), to })}
      okText={say("fill.save")}
      okButtonProps={{ disabled: elsewhere.length > 0 && fields.length === 0 }}
      cancelText={shell("form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={close}
    >
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={<span className={styles.why}>{why}</span>}
        description={fields.length > 0 ? say("fill.hint") : undefined}
        style={{ marginBottom: 16 }}
      />
      {elsewhere.length > 0 && (
        <p>
          {say("fill.elsewhere", {
            fields: format.list(elsewhere.map((name) => fieldOf(noun, name)?.label ?? name)),
          })}{" "}
          <Link to="/$noun/$id" params={{ noun: noun.name, id: row.id }}>
            {say("fill.open")}
          </Link>
        </p>
      )}
      {wrong.map((line) => (
        <Alert key={line} type="error" showIcon title={line} style={{ marginBottom: 12 }} role="alert" />
      ))}
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={startValues(fields, undefined)}
        onFinish={submit}
      >
        {fields.map((field, at) => (
          <FieldItem key={field.name} field={field} autoFocus={at === 0} />
        ))}
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
      </Form>
    </Modal>
  );
}
