import { App, Button, Checkbox, Input, Modal } from "antd";
import { useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useBook } from "@shell/words/Reader";
import { keepProfile } from "./calls";
import type { Import } from "./types";
import { book } from "./words";

/** Keeps an import's mapping under a name, to be chosen for the next files of the kind. */
export function KeepProfile({ one }: { one: Import }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const keep = async () => {
    setBusy(true);
    try {
      await keepProfile({ name: name.trim(), shared, import: one.id });
      await queries.invalidateQueries({ queryKey: ["import-profiles"] });
      void message.success(say("keep.done"));
      setOpen(false);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        onClick={() => {
          setName(one.profile.name.replace(/\.[a-z]+$/i, ""));
          setOpen(true);
        }}
      >
        {say("keep")}
      </Button>
      <Modal
        title={say("keep.title")}
        open={open}
        okText={say("keep.ok")}
        cancelText={say("cancel")}
        okButtonProps={{ disabled: !name.trim(), loading: busy }}
        onOk={() => void keep()}
        onCancel={() => setOpen(false)}
      >
        <p className="muted">{say("keep.hint")}</p>
        <Input
          autoFocus
          value={name}
          maxLength={100}
          aria-label={say("keep.name")}
          placeholder={say("keep.name")}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() && void keep()}
        />
        <Checkbox
          style={{ marginTop: 12 }}
          checked={shared}
          onChange={(event) => setShared(event.target.checked)}
        >
          {say("keep.shared")}
        </Checkbox>
      </Modal>
    </>
  );
}
