import { Button } from "antd";
import { useState } from "react";
import { createPortal } from "react-dom";
import { page } from "../parts/chunk";
import { useReader } from "../words/Reader";
import { useConnection, useNewer } from "./connection";
import styles from "./Notices.module.css";

/** At the foot of the page, above whatever is open: the server does not answer, or has a newer page. Nothing else changes. */
export function Notices() {
  const { say } = useReader();
  const { state, again } = useConnection();
  const newer = useNewer(state);
  const [later, setLater] = useState(false);
  const gone = state === "gone";
  const shown = gone || state === "back" || (newer && !later);
  return createPortal(
    // Always there, so that a screen reader hears what comes into it.
    <div className={styles.foot} role="status">
      {shown && (
        <div className={styles.notice} data-state={gone ? "gone" : state === "back" ? "back" : "newer"}>
          <i aria-hidden="true" />
          <span>
            <strong>{say(gone ? "offline.gone" : state === "back" ? "offline.back" : "parts.newer")}</strong>{" "}
            {state !== "back" && <span className="muted">{say(gone ? "offline.hint" : "update.hint")}</span>}
          </span>
          {gone && (
            <Button size="small" onClick={again}>
              {say("offline.again")}
            </Button>
          )}
          {!gone && state !== "back" && (
            <>
              <Button size="small" type="text" onClick={() => setLater(true)}>
                {say("parts.later")}
              </Button>
              <Button size="small" type="primary" onClick={() => page.reload()}>
                {say("parts.reload")}
              </Button>
            </>
          )}
        </div>
      )}
    </div>,
    document.body,
  );
}
