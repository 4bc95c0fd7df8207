import { DatePicker, Modal } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useReader } from "../words/Reader";

interface Props {
  asOf?: string;
  close: () => void;
  choose: (asOf: string | undefined) => void;
}

/** Asks for the past moment at which to show a list or a row. */
export default function AsOfDialog({ asOf, close, choose }: Props) {
  const { say } = useReader();
  const [at, setAt] = useState(asOf ? dayjs(asOf) : dayjs().subtract(1, "day").startOf("minute"));
  return (
    <Modal
      open
      width={380}
      title={say("asof.button")}
      okText={say("asof.show")}
      cancelText={say("form.cancel")}
      onOk={() => choose(at.toDate().toISOString())}
      onCancel={close}
    >
      <p className="muted" style={{ marginBottom: 12 }}>
        {say("asof.hint")}
      </p>
      <DatePicker
        showTime={{ format: "HH:mm" }}
        value={at}
        onChange={(value) => value && setAt(value)}
        disabledDate={(day) => day.isAfter(dayjs())}
        allowClear={false}
        aria-label={say("asof.button")}
        style={{ width: "100%" }}
      />
    </Modal>
  );
}
