import { App, Button } from "antd";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { deleteRow } from "../api/calls";
import { BASE, carried } from "../api/client";
import type { TimelineEntry } from "../api/types";
import { useWritten } from "../resource/useWrites";
import { useReader } from "../words/Reader";

const UNDO_MS = 10_000;

interface Going {
  id: string;
  version: number;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * Deletes comments and files a few seconds late, so that taking it back loses nothing: not who was told, not the files,
 * not the moment. Whoever leaves the page has decided.
 */
export function useTakenOut() {
  const { say } = useReader();
  const { message } = App.useApp();
  const written = useWritten("activities");
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const going = useRef(new Map<string, Going>());

  const back = (id: string) => {
    const one = going.current.get(id);
    if (one) clearTimeout(one.timer);
    going.current.delete(id);
    message.destroy(id);
    setOut((old) => new Set([...old].filter((other) => other !== id)));
  };
  const settle = async (one: Going) => {
    going.current.delete(one.id);
    try {
      await deleteRow("activities", one);
      await written();
    } catch (error) {
      setOut((old) => new Set([...old].filter((other) => other !== one.id)));
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const leave = useEffectEvent(() => {
    for (const one of going.current.values()) {
      clearTimeout(one.timer);
      // The page may be gone before there is an answer.
      void globalThis
        .fetch(`${BASE}/activities/${one.id}?version=${one.version}`, {
          method: "DELETE",
          headers: carried("DELETE"),
          keepalive: true,
        })
        .catch(() => undefined);
    }
    going.current.clear();
  });
  useEffect(() => {
    const left = () => leave();
    globalThis.addEventListener("pagehide", left);
    return () => {
      globalThis.removeEventListener("pagehide", left);
      left();
    };
  }, []);

  const remove = (entry: TimelineEntry) => {
    const row = entry.activity?.row;
    if (!row) return;
    setOut((old) => new Set([...old, row.id]));
    const one: Going = {
      id: row.id,
      version: row.version,
      timer: setTimeout(() => void settle(one), UNDO_MS),
    };
    going.current.set(row.id, one);
    void message.open({
      key: row.id,
      type: "success",
      duration: UNDO_MS / 1000,
      content: (
        <>
          {say("story.deleted")}{" "}
          <Button type="link" size="small" onClick={() => back(row.id)}>
            {say("row.undo")}
          </Button>
        </>
      ),
    });
  };
  return { out, remove };
}
