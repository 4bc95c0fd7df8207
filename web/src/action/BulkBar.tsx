import { part } from "../parts/part";
import { CloseOutlined, DeleteOutlined, EditOutlined } from "../theme/icons";
import { App, Button, Dropdown, Modal, Select } from "antd";
import { Suspense, useState } from "react";
import { type Bulk, runBulk } from "../api/calls";
import { type Field, type Noun, type Value, type Verb } from "../api/types";
import { FieldInput } from "../resource/FieldInput";
import { settled } from "../resource/filter";
import { changedBody, editable, type Values } from "../resource/formFields";
import type { ListState } from "../resource/listState";
import { useWritten } from "../resource/useWrites";
import { useOffers } from "../shell/offers";
import { useReader } from "../words/Reader";
import styles from "./BulkBar.module.css";
import { JobProgress } from "./JobProgress";

const VerbDialog = part(() => import("./VerbDialog"));

interface Props {
  noun: Noun;
  /** `null`: every row of the list, also those not loaded. */
  ids: string[] | null;
  state: ListState;
  total: number | null;
  canTakeAll: boolean;
  takeAll: () => void;
  clear: () => void;
}

/** What can be done to the rows that are marked; it runs as a job and says how far it is. */
export default function BulkBar({ noun, ids, state, total, canTakeAll, takeAll, clear }: Props) {
  const { say, format } = useReader();
  const { message, modal } = App.useApp();
  const written = useWritten(noun.name);
  const [job, setJob] = useState<string>();
  const [over, setOver] = useState(false);
  const [verb, setVerb] = useState<Verb>();
  const [editing, setEditing] = useState(false);
  const count = ids ? ids.length : (total ?? 0);
  const n = format.number(count, 0);

  const start = async (name: string, form: Values = {}) => {
    const which: Pick<Bulk, "ids" | "filter"> = ids
      ? { ids }
      : { ids: null, filter: settled(state.filter) ?? { and: [] } };
    const begun = await runBulk(noun.name, { verb: name, ...which, form });
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
      content: chosen.help,
      okText: chosen.label,
      okButtonProps: { danger: chosen.danger },
      cancelText: say("form.cancel"),
      onOk: () => startOrSay(chosen.name),
    });
  };
  const remove = () =>
    modal.confirm({
      title: say("bulk.confirm", { verb: say("row.delete"), n }),
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
            ...noun.verbs.map((one) => ({
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
          <strong>{say("bulk.count", { n })}</strong>
          {canTakeAll && (
            <Button type="link" size="small" onClick={takeAll}>
              {say("bulk.all", { n: format.number(total ?? 0, 0) })}
            </Button>
          )}
          {noun.may.edit && (
            <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {say("bulk.edit")}
            </Button>
          )}
          {noun.verbs.length > 0 && (
            <Dropdown
              trigger={["click"]}
              menu={{
                items: noun.verbs.map((one) => ({ key: one.name, label: one.label, danger: one.danger })),
                onClick: ({ key }) => {
                  const chosen = noun.verbs.find((one) => one.name === key);
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
  const field = fields.find((one) => one.name === name);
  const save = async () => {
    if (!field) return;
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
          }}
        />
        {field && <FieldInput bare field={field} value={value} onChange={setValue} />}
      </div>
    </Modal>
  );
}
