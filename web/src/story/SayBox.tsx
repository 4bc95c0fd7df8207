import { Mentions } from "antd";
import { useState } from "react";
import { useReader } from "../words/Reader";
import { type Person } from "./mentions";
import { usePeople } from "./people";

interface Props {
  text: string;
  change: (text: string) => void;
  /** Somebody was chosen; the text that names them comes by `change`. */
  choose: (person: Person) => void;
  send: () => void;
  cancel?: () => void;
  autoFocus?: boolean;
  label: string;
}

/** Text in which `@` names people. */
export function SayBox({ text, change, choose, send, cancel, autoFocus, label }: Props) {
  const { say } = useReader();
  const [typed, setTyped] = useState<string>();
  const { people, loading } = usePeople(typed ?? "", typed !== undefined);
  return (
    <Mentions
      value={text}
      autoFocus={autoFocus}
      autoSize={{ minRows: 2, maxRows: 10 }}
      placeholder={label}
      aria-label={label}
      // The server's answer is ranked already, by sound as well.
      filterOption={false}
      loading={loading}
      options={people.map((one) => ({ key: one.id, value: one.name, label: one.name }))}
      notFoundContent={say(loading ? "state.loading" : "form.ref.none")}
      onChange={(next) => {
        change(next);
        // An input method writes several letters without a key for each, so the text is asked, not the keys.
        const input = document.activeElement;
        const caret = input instanceof HTMLTextAreaElement ? input.selectionStart : next.length;
        setTyped(/@([^@\s]*)$/.exec(next.slice(0, caret))?.[1]);
      }}
      onSearch={(next) => setTyped(next)}
      onSelect={(option) => {
        setTyped(undefined);
        // The key of an option is not always handed back.
        const person =
          people.find((one) => one.id === option.key) ?? people.find((one) => one.name === option.value);
        if (person) choose(person);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        if (event.key === "Escape" && cancel && typed === undefined) cancel();
      }}
    />
  );
}
