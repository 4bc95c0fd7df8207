import { Alert, Modal, Radio } from "antd";
import { useState } from "react";
import type { Labels, Noun, Row } from "../api/types";
import { useReader } from "../words/Reader";
import { ValueText } from "./Cell";
import styles from "./ConflictDialog.module.css";
import { fieldOf, sameValue, valueOf } from "./fields";
import type { Values } from "./formFields";

interface Props {
  noun: Noun;
  /** The row as somebody else left it. */
  current: Row;
  yours: Values;
  labels?: Labels;
  /** With the values that were chosen to win over the current ones. */
  keep: (mine: Values) => void;
  close: () => void;
}

/** Two people changed one row: both values side by side, field by field, and a choice. */
export function ConflictDialog({ noun, current, yours, labels, keep, close }: Props) {
  const { say } = useReader();
  const fields = Object.keys(yours)
    .map((name) => fieldOf(noun, name))
    .filter((field) => field !== undefined)
    .filter((field) => !sameValue(yours[field.name], valueOf(current, field)));
  const [mine, setMine] = useState<ReadonlySet<string>>(() => new Set(fields.map((field) => field.name)));
  const choose = (name: string, own: boolean) => {
    const next = new Set(mine);
    if (own) next.add(name);
    else next.delete(name);
    setMine(next);
  };
  return (
    <Modal
      open
      width={640}
      title={say("conflict.title")}
      okText={say("conflict.save")}
      cancelText={say("form.cancel")}
      onOk={() => keep(Object.fromEntries(Object.entries(yours).filter(([name]) => mine.has(name))))}
      onCancel={close}
    >
      <Alert type="warning" showIcon title={say("conflict.hint")} style={{ marginBottom: 12 }} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say("conflict.field")}</th>
            <th scope="col">{say("conflict.theirs")}</th>
            <th scope="col">{say("conflict.yours")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <th scope="row">{field.label}</th>
              {[false, true].map((own) => (
                <td key={String(own)}>
                  <Radio checked={mine.has(field.name) === own} onChange={() => choose(field.name, own)}>
                    <ValueText
                      field={field.kind === "ref" ? { ...field, ref: null } : field}
                      value={own ? yours[field.name] : valueOf(current, field)}
                      labels={labels}
                    />
                  </Radio>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
