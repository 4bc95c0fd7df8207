import { CheckOutlined, CloseOutlined, EditOutlined } from "../theme/icons";
import { App, Button, Tooltip } from "antd";
import { type KeyboardEvent, useState } from "react";
import { editRow } from "../api/calls";
import { placeErrors, Problem } from "../api/problem";
import type { Envelope, Field, Noun, Row, Value } from "../api/types";
import { useReader } from "../words/Reader";
import { Cell } from "./Cell";
import { useComplaint } from "./complaint/useComplaint";
import { ConflictDialog } from "./ConflictDialog";
import { FieldInput } from "./FieldInput";
import { isMasked, sameValue, valueOf } from "./fields";
import { changedBody, sections, startValues, type Values } from "./formFields";
import styles from "./RowPage.module.css";
import { isSent } from "../approval/ask";
import { useWritten } from "./useWrites";

interface Props {
  noun: Noun;
  envelope: Envelope;
  mayEdit: boolean;
}

/** The row's fields in their groups; each can be changed where it stands. */
export function Facts({ noun, envelope, mayEdit }: Props) {
  const { say } = useReader();
  const [open, setOpen] = useState<string>();
  // What kind of row is meant is said by the row itself; by its name among programs it would tell nobody anything.
  const said = noun.fields
    .filter((field) => field.ref === "*")
    .map((field) => field.name.replace(/_id$/, "_noun"));
  // Its version is between the programs; the title stands above, unless it can be changed here.
  const fields = noun.fields.filter(
    (field) =>
      field.name !== "version" && !said.includes(field.name) && (field.name !== noun.title || mayEdit),
  );
  return (
    <>
      {sections(fields).map((section) => (
        <section key={section.name} className={styles.section} aria-label={section.label || say("row.facts")}>
          {section.label && <h2>{section.name === "system" ? say("row.system") : section.label}</h2>}
          <dl className={styles.facts}>
            {section.fields.map((field) => (
              <div
                key={field.name}
                className={field.kind === "long_text" ? `${styles.fact} ${styles.wide}` : styles.fact}
              >
                <Tooltip title={field.help} placement="topLeft">
                  <dt data-help={field.help ? "" : undefined}>{field.label}</dt>
                </Tooltip>
                <dd>
                  <Fact
                    noun={noun}
                    field={field}
                    envelope={envelope}
                    mayEdit={
                      mayEdit &&
                      !field.read_only &&
                      field.may_edit !== false &&
                      !isMasked(envelope.row, field)
                    }
                    open={open === field.name}
                    setOpen={(now) => setOpen(now ? field.name : undefined)}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

interface FactProps extends Props {
  field: Field;
  open: boolean;
  setOpen: (open: boolean) => void;
}

function Fact({ noun, field, envelope, mayEdit, open, setOpen }: FactProps) {
  const { say } = useReader();
  if (open) return <Editor noun={noun} field={field} envelope={envelope} close={() => setOpen(false)} />;
  return (
    <div className={styles.value} data-open={mayEdit || undefined}>
      <span className={styles.shown}>
        <Cell noun={noun} field={field} row={envelope.row} labels={envelope.labels} />
      </span>
      {mayEdit && (
        <button
          type="button"
          className={styles.pen}
          aria-label={say("row.edit.field", { field: field.label })}
          onClick={() => setOpen(true)}
        >
          <EditOutlined />
        </button>
      )}
    </div>
  );
}

interface EditorProps extends Omit<FactProps, "mayEdit" | "open" | "setOpen"> {
  close: () => void;
  /** What shows the row is brought up to date by it, instead of by asking for everything again. */
  took?: (written: Envelope) => Promise<void>;
}

/** One value where it stands: Enter or a choice writes it, what is wrong stands beside it, and it can be undone. */
export function Editor({ noun, field, envelope, close, took }: EditorProps) {
  const { say } = useReader();
  const { message } = App.useApp();
  const written = useWritten(noun.name);
  // The row as it was when the editing began: a newer one that is shown meanwhile must not hide what it changed.
  const [base] = useState(envelope.row);
  const before = valueOf(base, field);
  const [value, setValue] = useState<Value>(before);
  const complain = useComplaint();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState<Row>();

  const write = async (row: Row, values: Values): Promise<Row> => {
    const done = await editRow(noun.name, row, changedBody([field], row, values));
    await (took ? took(done) : written());
    return done.row;
  };
  const undo = async (row: Row) => {
    try {
      await write(row, startValues([field], undefined, { [field.name]: before ?? null }));
      void message.success(say("row.undone", { field: field.label }));
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const save = async (next: Value, onto: Row = base) => {
    if (sameValue(next, valueOf(onto, field))) return close();
    const complaint = complain(field, next);
    if (complaint) return setWrong(complaint);
    setBusy(true);
    try {
      const row = await write(onto, { [field.name]: next });
      close();
      const key = `undo-${row.id}-${field.name}`;
      void message.success({
        key,
        duration: 6,
        content: (
          <>
            {say("row.saved", { field: field.label })}{" "}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                void undo(row);
              }}
            >
              {say("row.undo")}
            </Button>
          </>
        ),
      });
    } catch (error) {
      if (isSent(error)) return close();
      setBusy(false);
      if (error instanceof Problem && error.conflict) {
        const { current } = error.conflict;
        // Somebody changed something else: there is nothing to choose.
        if (onto === base && sameValue(valueOf(current, field), before)) return save(next, current);
        return setConflict(current);
      }
      const placed = placeErrors(error, [field.name]);
      setWrong([...placed.fields.flatMap((one) => one.errors), ...placed.general].join(" "));
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    // In a text of several lines Enter is a new line; in a look-up it chooses.
    const chooses = field.kind === "choice" || field.kind === "ref" || field.kind === "tags";
    const several = field.kind === "long_text" || field.kind === "json";
    const plain = event.key === "Enter" && !chooses && !several;
    if (plain || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      void save(value);
    }
  };
  // Choosing is deciding: no second click to say so.
  const atOnce =
    field.kind === "choice" || field.kind === "ref" || field.kind === "bool" || field.kind === "date";
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- Enter and Esc of the input in it
    <div className={styles.editor} onKeyDown={pressed}>
      <FieldInput
        bare
        autoFocus
        disabled={busy}
        field={field}
        value={value}
        labels={envelope.labels}
        onChange={(next) => {
          setValue(next);
          setWrong(complain(field, next, true) ?? undefined);
          if (atOnce) void save(next);
        }}
      />
      {!atOnce && (
        <Button
          type="primary"
          icon={<CheckOutlined />}
          loading={busy}
          aria-label={say("form.save")}
          onClick={() => void save(value)}
        />
      )}
      <Button icon={<CloseOutlined />} aria-label={say("form.cancel")} onClick={close} />
      {wrong && (
        <span className={styles.wrong} role="alert">
          {wrong}
        </span>
      )}
      {conflict && (
        <ConflictDialog
          noun={noun}
          current={conflict}
          yours={{ [field.name]: value }}
          labels={envelope.labels}
          close={() => setConflict(undefined)}
          keep={(mine) => {
            setConflict(undefined);
            if (field.name in mine) void save(value, conflict);
            else {
              close();
              void written();
            }
          }}
        />
      )}
    </div>
  );
}
