import { Mentions } from "antd";
import { useState } from "react";
import { useReader } from "../words/Reader";
import { type Person } from "./mentions";
import { usePeople } from "./people";

interface Props {
  text: string;
  chosen: Person[];
  change: (text: string, chosen: Person[]) => void;
  send: () => void;
  cancel?: () => void;
  autoFocus?: boolean;
  label: string;
}

/** Text in which `@` names people. */
export function SayBox({ text, chosen, change, send, cancel, autoFocus, label }: Props) {
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
        change(next, chosen);
        if (!next.includes("@")) setTyped(undefined);
      }}
      onSearch={(next) => setTyped(next)}
      onSelect={(option) => {
        const person = { id: String(option.key), name: String(option.value) };
        setTyped(undefined);
        change(text, [...chosen.filter((one) => one.id !== person.id), person]);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        if (event.key === "Escape" && cancel && typed === undefined) cancel();
      }}
    />
  );
}
