import { App, Button } from "antd";
import { useState } from "react";
import { useBook } from "@shell/words/Reader";
import { remindOf } from "./calls";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

/** Asks somebody once more. */
export function Reminder({ id, name, reminders }: { id: string; name: string; reminders: number }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const remind = async () => {
    setBusy(true);
    try {
      await remindOf(id);
      void message.success(say("reminded", { name }));
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  return (
    <Button
      size="small"
      loading={busy}
      aria-label={say("remind.of", { name })}
      title={say("reminders", { n: reminders })}
      onClick={() => void remind()}
    >
      {say("remind")}
    </Button>
  );
}
