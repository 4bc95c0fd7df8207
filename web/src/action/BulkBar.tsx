import { part } from "../parts/part";
import { CloseOutlined, DeleteOutlined, EditOutlined } from "../theme/icons";
import { App, Button, Dropdown, Modal, Select } from "antd";
import { Suspense, useState } from "react";
import { type Bulk, runBulk } from "../api/calls";
import { type Field, type Noun, type Value, type Verb } from "../api/types";
import { screensOf } from "../capabilities";
import { useComplaint } from "../resource/complaint/useComplaint";
import { FieldInput } from "../resource/FieldInput";
import { type Filter, settled } from "../resource/filter";
import { changedBody, editable, type Values } from "../resource/formFields";
import type { ListState } from "../resource/listState";
import type { Marked } from "../resource/useSelection";
import { useWritten } from "../resource/useWrites";
import { useOffers } from "../shell/offers";
import { useReader } from "../words/Reader";
import styles from "./BulkBar.module.css";
import { JobProgress } from "./JobProgress";

const VerbDialog = part(() => import("./VerbDialog"));

interface Props {
  noun: Noun;
  marked: Marked;
  /** Of the rows that are marked. */
  count: number;
  state: ListState;
  /** Of the rows that the list shows. */
  total: number | null;
  takeAll: () => void;
  clear: () => void;
}

/** What can be done to the rows that are marked; it runs as a job and says how far it is. */
export default function BulkBar({ noun, marked, count, state, total, takeAll, clear }: Props) {
  const { say, format } = useReader();
  const { message, modal } = App.useApp();
  const written = useWritten(noun.name);
  const [job, setJob] = useState<string>();
  const [over, setOver] = useState(false);
  const [verb, setVerb] = useState<Verb>();
  const [editing, setEditing] = useState(false);
  const n = format.number(count, 0);
  // What asks about one row has nothing to say about several.
  const { dialogs } = screensOf(noun.name);
  const verbs = noun.verbs.filter((one) => !dialogs[one.name]);
  const far = marked.all ? say("bulk.far") : undefined;

  const start = async (name: string, form: Values = {}) => {
    const begun = await runBulk(noun.name, { verb: name, ...rowsOf(marked, state), form });
    setOver(false);
    setJob(begun.id);
  };
  const startOrSay = (name: string) =>
    start(name).catch((error: unknown) => {
      void message.error(error instanceof Error ? error.message : String(error));
    });
  const begin = (chosen: Verb) => {
    if (chosen.fields.length > 0) return setVerb(chosen);
    modal.confirm({
      title: say("bulk.confirm", { verb: chosen.label, n }),
      content: [chosen.help, far].filter(Boolean).join(" "),
      okText: chosen.label,
      okButtonProps: { danger: chosen.danger },
      cancelText: say("form.cancel"),
      onOk: () => startOrSay(chosen.name),
    });
  };
  const remove = () =>
    modal.confirm({
      title: say("bulk.confirm", { verb: say("row.delete"), n }),
      content: far,
      okText: say("row.delete"),
      okButtonProps: { danger: true },
      cancelText: say("form.cancel"),
      onOk: () => startOrSay("delete"),
    });

  useOffers(() =>
    job
      ? undefined
      : {
          about: say("bulk.count", { n }),
          offers: [
            ...verbs.map((one) => ({
              key: one.name,
              label: one.label,
              hint: one.help,
              danger: one.danger,
              run: () => begin(one),
            })),
            ...(noun.may.edit
              ? [{ key: "edit", label: say("bulk.edit"), icon: "form", run: () => setEditing(true) }]
              : []),
            ...(noun.may.delete
              ? [{ key: "delete", label: say("row.delete"), danger: true, run: () => void remove() }]
              : []),
          ],
        },
  );

  return (
    <div className={styles.bar} role="region" aria-label={say("bulk.label")}>
      {job ? (
        <div className={styles.job}>
          <JobProgress
            id={job}
            ended={() => {
              setOver(true);
              void written();
            }}
          />
        </div>
      ) : (
        <>
          <div className={styles.count}>
            <strong role="status">{say("bulk.count", { n })}</strong>
            {!marked.all && (total ?? 0) > count && (
              <Button type="link" size="small" aria-keyshortcuts="Shift+A" onClick={takeAll}>
                {say("bulk.all", { n: format.number(total ?? 0, 0) })}
              </Button>
            )}
          </div>
          {noun.may.edit && (
            <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {say("bulk.edit")}
            </Button>
          )}
          {verbs.length > 0 && (
            <Dropdown
              trigger={["click"]}
              menu={{
                items: verbs.map((one) => ({ key: one.name, label: one.label, danger: one.danger })),
                onClick: ({ key }) => {
                  const chosen = verbs.find((one) => one.name === key);
                  if (chosen) begin(chosen);
                },
              }}
            >
              <Button>{say("bulk.verbs")}</Button>
            </Dropdown>
          )}
          {noun.may.delete && (
            <Button danger icon={<DeleteOutlined />} onClick={remove}>
              {say("row.delete")}
            </Button>
          )}
        </>
      )}
      {(!job || over) && (
        <Button
          type="text"
          className={styles.close}
          icon={<CloseOutlined />}
          aria-label={say("bulk.clear")}
          onClick={() => {
            setJob(undefined);
            clear();
          }}
        />
      )}
      {verb && (
        <Suspense fallback={null}>
          <VerbDialog
            verb={verb}
            subject={say("bulk.count", { n })}
            run={(body) => start(verb.name, body)}
            close={() => setVerb(undefined)}
          />
        </Suspense>
      )}
      {editing && (
        <BulkEdit
          fields={editable(noun.fields)}
          n={n}
          run={(form) => start("edit", form)}
          close={() => setEditing(false)}
        />
      )}
    </div>
  );
}

/** What the server is told: the rows, or what makes the list show them. */
export function rowsOf(marked: Marked, state: ListState): Pick<Bulk, "ids" | "filter" | "q"> {
  const ids = [...marked.ids];
  if (!marked.all) return { ids };
  const shown = settled(state.filter);
  const but: Filter[] = ids.length > 0 ? [{ field: "id", op: "not_in", value: ids }] : [];
  return {
    ids: null,
    // An empty list of conditions is every row; none at all would be an oversight.
    filter: { and: [...(shown ? [shown] : []), ...but] },
    ...(state.q ? { q: state.q } : {}),
  };
}

/** Every value differs from a row that holds none. */
const NOTHING = { id: "", version: 0 };

interface EditProps {
  fields: Field[];
  n: string;
  run: (form: Values) => Promise<void>;
  close: () => void;
}

function BulkEdit({ fields, n, run, close }: EditProps) {
  const { say } = useReader();
  const { message } = App.useApp();
  const [name, setName] = useState<string>();
  const [value, setValue] = useState<Value>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const complain = useComplaint();
  const field = fields.find((one) => one.name === name);
  const save = async () => {
    if (!field) return;
    const complaint = complain(field, value);
    setWrong(complaint);
    if (complaint) return;
    setBusy(true);
    try {
      await run(changedBody([field], NOTHING, { [field.name]: value }));
      close();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={420}
      title={say("bulk.edit.title", { n })}
      okText={say("form.save")}
      okButtonProps={{ disabled: !field }}
      cancelText={say("form.cancel")}
      confirmLoading={busy}
      onOk={() => void save()}
      onCancel={close}
    >
      <div style={{ display: "grid", gap: 12 }}>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: "label" }}
          placeholder={say("filter.field")}
          aria-label={say("filter.field")}
          value={name}
          options={fields.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(next: string) => {
            setName(next);
            setValue(null);
            setWrong(null);
          }}
        />
        {field && (
          <FieldInput
            bare
            field={field}
            value={value}
            onChange={(next) => {
              setValue(next);
              setWrong(complain(field, next, true));
            }}
          />
        )}
        {wrong && (
          <span role="alert" className={styles.wrong}>
            {wrong}
          </span>
        )}
      </div>
    </Modal>
  );
}
