import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { mayReload, page, PartMissing, reloadQuietly } from "../parts/chunk";
import { useReader } from "../words/Reader";
import { Waiting } from "./States";
import styles from "./States.module.css";

/**
 * In the place of a screen that could not be drawn. A screen that is missing because the server has a newer version
 * is simply loaded anew: nothing has been typed in it yet; so is one that was asked for a second time in vain.
 */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { say } = useReader();
  const missing = error instanceof PartMissing ? error : undefined;
  const newer = missing?.why === "newer";
  const stuck = missing?.why === "broken" && missing.again;
  const [loading] = useState(() => (newer || stuck) && mayReload());
  useEffect(() => {
    if (loading) reloadQuietly();
  }, [loading]);
  useEffect(() => () => missing?.forget?.(), [missing]);
  const again = () => {
    missing?.forget?.();
    reset();
  };
  if (loading) return <Waiting />;
  return (
    <div className={styles.box} role="alert">
      <h2>{missing ? say(`parts.${missing.why}`) : say("state.failed")}</h2>
      <p className="muted">{missing ? say("parts.screen") : say("parts.unexpected")}</p>
      <div style={{ display: "flex", gap: 8 }}>
        {!newer && <Button onClick={again}>{say("state.again")}</Button>}
        <Button type="primary" onClick={() => page.reload()}>
          {say("parts.reload")}
        </Button>
      </div>
    </div>
  );
}
