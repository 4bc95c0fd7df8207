import { App, Button } from "antd";
import { useState } from "react";
import { CheckOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { confirmRead } from "./calls";
import styles from "./Policies.module.css";
import type { Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

/** Says whether one has confirmed the text above; where not, it is done here, within reach of a thumb. */
export function Confirm({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const { mine, shown } = whole;
  if (!mine || !shown) return null;
  if (mine.state === "acknowledged") {
    const other = whole.editions.find((edition) => edition.id === mine.edition_id);
    if (mine.edition_id !== shown.id && !shown.editorial) return null;
    const at = format.instant(mine.acknowledged_at ?? "");
    return (
      <p className={styles.confirmed}>
        <CheckOutlined />{" "}
        {mine.edition_id === shown.id || !other
          ? say("confirmed", { at })
          : say("confirmed.other", { at, n: other.edition })}
      </p>
    );
  }
  if (mine.edition_id !== shown.id) return null;
  const late = mine.due_on < whole.today;
  const confirm = async () => {
    setBusy(true);
    try {
      await confirmRead(mine.id);
      void message.success(say("confirm.done"));
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  return (
    <div className={styles.confirm} data-late={late || undefined}>
      <p>
        <strong>{say("confirm.title")}</strong>
        <span>
          {late
            ? say("confirm.late", { due: format.date(mine.due_on) })
            : say("confirm.due", { due: format.date(mine.due_on) })}
        </span>
      </p>
      <Button type="primary" size="large" loading={busy} onClick={() => void confirm()}>
        {say("confirm.do")}
      </Button>
    </div>
  );
}
