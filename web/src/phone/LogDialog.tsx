import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { useId, useState } from "react";
import { getShortcuts, listRows, search } from "../api/calls";
import { nounOf, useMeta } from "../api/queries";
import { titleOf } from "../resource/fields";
import { SearchOutlined } from "../theme/icons";
import { useBook, useReader } from "../words/Reader";
import { Sheet } from "./Sheet";
import VisitSheet from "./VisitSheet";
import styles from "./VisitSheet.module.css";
import { book } from "./words";

/** What one visits people about. */
const ABOUT = ["accounts", "contacts", "opportunities", "leads"];

/** So many are enough to choose from before one types. */
const ENOUGH = 8;

interface Found {
  noun: string;
  id: string;
  title: string;
}

/** Asks first what it is about: looked at last, or found by name. */
export default function LogDialog({ close }: { close: () => void }) {
  const { locale } = useReader();
  const say = useBook(book);
  const meta = useMeta(locale);
  const [about, setAbout] = useState<Found>();
  const [text, setText] = useState("");
  const id = useId();
  const recent = useQuery({ queryKey: ["shortcuts"], queryFn: ({ signal }) => getShortcuts(signal) });
  const hits = useQuery({
    queryKey: ["search", locale, "about", text],
    queryFn: ({ signal }) => search(text, signal),
    enabled: text.trim() !== "",
    retry: false,
  });
  const sellable = (noun: string | null) => !!noun && ABOUT.includes(noun) && !!nounOf(meta, noun);
  const last = (recent.data?.recent ?? []).flatMap((one): Found[] =>
    one.noun && one.id && sellable(one.noun) ? [{ noun: one.noun, id: one.id, title: one.title ?? "" }] : [],
  );
  // Whoever has looked at little yet begins with what was touched last.
  const some = useQuery({
    queryKey: ["rows", ABOUT[0], locale, "about"],
    queryFn: ({ signal }) => listRows(ABOUT[0] ?? "", { sort: "-updated_at", limit: 20 }, signal),
    enabled: recent.isFetched && last.length < ENOUGH && sellable(ABOUT[0] ?? null),
  });
  const noun = nounOf(meta, ABOUT[0] ?? "");
  const touched = (some.data?.rows ?? []).flatMap((row): Found[] =>
    noun ? [{ noun: noun.name, id: row.id, title: titleOf(noun, row) }] : [],
  );
  const offered = [...last, ...touched.filter((one) => !last.some((other) => other.id === one.id))];
  const typed = text.trim().toLocaleLowerCase();
  // Without the server, what is known here is looked through.
  const known = offered.filter((one) => one.title.toLocaleLowerCase().includes(typed));
  const found = typed
    ? (hits.data?.hits.filter((one) => sellable(one.noun)) ?? (hits.error ? known : []))
    : offered;
  if (about) return <VisitSheet about={about} close={close} />;
  return (
    <Sheet title={say("about")} close={close}>
      <label className="unseen" htmlFor={id}>
        {say("about.find")}
      </label>
      <Input
        id={id}
        size="large"
        className={styles.text}
        prefix={<SearchOutlined />}
        placeholder={say("about.find")}
        value={text}
        autoFocus
        enterKeyHint="search"
        onChange={(event) => setText(event.target.value)}
      />
      {hits.error && <p className="muted">{say("about.offline")}</p>}
      {!typed && offered.length > 0 && <p className={`muted ${styles.hint}`}>{say("about.recent")}</p>}
      {typed && !hits.isFetching && found.length === 0 && <p className="muted">{say("about.none")}</p>}
      <ul className={styles.found}>
        {found.map((one) => (
          <li key={`${one.noun} ${one.id}`}>
            <button type="button" onClick={() => setAbout(one)}>
              <strong>{one.title}</strong>
              <span className="muted">{nounOf(meta, one.noun)?.label}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
