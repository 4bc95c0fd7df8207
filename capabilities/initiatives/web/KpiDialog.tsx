import { Modal, Select } from "antd";
import { useState } from "react";
import { useMeta } from "@shell/api/queries";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Initiatives.module.css";
import { book } from "./words";

interface Props {
  chosen: (metric: string) => void;
  close: () => void;
}

/** Which number a new path is about, by what people call it. */
export default function KpiDialog({ chosen, close }: Props) {
  const say = useBook(book);
  const { locale, say: shell } = useReader();
  const metrics = useMeta(locale)?.metrics ?? [];
  const [metric, setMetric] = useState<string>();
  const help = metrics.find((one) => one.name === metric)?.help;
  return (
    <Modal
      open
      title={say("kpi.title")}
      okText={say("kpi.on")}
      cancelText={shell("form.cancel")}
      okButtonProps={{ disabled: !metric }}
      onOk={() => metric && chosen(metric)}
      onCancel={close}
    >
      <Select
        autoFocus
        showSearch={{ optionFilterProp: "label" }}
        className={styles.kpi}
        aria-label={say("kpi")}
        placeholder={say("kpi")}
        value={metric}
        options={metrics.map((one) => ({ value: one.name, label: one.label }))}
        onChange={setMetric}
      />
      <p className={styles.note}>{help}</p>
    </Modal>
  );
}
