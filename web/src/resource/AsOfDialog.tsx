import { Modal } from "antd";
import { useState } from "react";
import { useReader } from "../words/Reader";
import { InstantInput } from "./InstantInput";

interface Props {
  asOf?: string;
  close: () => void;
  choose: (asOf: string | undefined) => void;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Asks for the past moment at which to show a list or a row. */
export default function AsOfDialog({ asOf, close, choose }: Props) {
  const { say } = useReader();
  const [now] = useState(() => new Date());
  const [at, setAt] = useState(
    () => asOf ?? new Date(Math.floor((now.getTime() - DAY) / MINUTE) * MINUTE).toISOString(),
  );
  return (
    <Modal
      open
      width={380}
      title={say("asof.button")}
      okText={say("asof.show")}
      cancelText={say("form.cancel")}
      onOk={() => choose(at)}
      onCancel={close}
    >
      <p className="muted" style={{ marginBottom: 12 }}>
        {say("asof.hint")}
      </p>
      <InstantInput
        value={at}
        onChange={(value) => value && setAt(value)}
        notAfter={now}
        required
        aria-label={say("asof.button")}
      />
    </Modal>
  );
}
