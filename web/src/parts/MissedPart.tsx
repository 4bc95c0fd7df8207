import { Button } from "antd";
import { useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useReader } from "../words/Reader";
import { missed, page } from "./chunk";
import styles from "./MissedPart.module.css";

/** At the foot of the page: something could not be loaded, and what to do. The page itself stays as it is. */
export function MissedPart() {
  const { say } = useReader();
  const error = useSyncExternalStore(missed.watch, missed.now);
  if (!error) return null;
  // Above every dialog, whose own contents may be what somebody has to save first.
  return createPortal(
    <div className={styles.bar} role="alert">
      <div>
        <strong>{say(`parts.${error.why}`)}</strong>
        <p>{say(`parts.${error.why}.hint`)}</p>
      </div>
      <div className={styles.actions}>
        <Button type="text" onClick={() => missed.say(undefined)}>
          {say("parts.later")}
        </Button>
        <Button type="primary" onClick={() => page.reload()}>
          {say("parts.reload")}
        </Button>
      </div>
    </div>,
    document.body,
  );
}
