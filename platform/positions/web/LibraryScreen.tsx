import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Input, Segmented } from "antd";
import { useState } from "react";
import { Tone } from "@shell/resource/Cell";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { LOCALES, type Locale } from "@shell/words/words";
import { getEntry, getLibrary, takeEntry } from "./calls";
import styles from "./Library.module.css";
import { matching } from "./matching";
import { SheetView } from "./SheetView";
import { stageTone } from "./tones";
import { book } from "./words";

/** The sheets that come with the product: searched, read, taken over. */
export default function LibraryScreen() {
  const say = useBook(book);
  const reader = useReader();
  const [language, setLanguage] = useState<Locale>(reader.locale);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string>();
  useTitle(say("library.title"));
  const found = useQuery({
    queryKey: ["position_library", language, reader.locale],
    queryFn: () => getLibrary(language),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  const entries = matching(found.data?.entries ?? [], text);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{say("library.title")}</h1>
          <p className="muted">{say("library.lead")}</p>
        </div>
        <Segmented
          aria-label={say("library.language")}
          options={LOCALES.map((one) => ({ value: one.value, label: one.label }))}
          value={language}
          onChange={setLanguage}
        />
      </header>
      <div className={styles.columns}>
        <nav className={styles.shelf} data-leads aria-label={say("library.list")}>
          <Input.Search
            allowClear
            aria-label={say("library.search")}
            placeholder={say("library.search")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {!found.data && <Waiting lines={6} />}
          {found.data && entries.length === 0 && <Nothing title={say("library.none")} />}
          <ul>
            {entries.map((entry) => (
              <li key={entry.key}>
                <button
                  type="button"
                  aria-current={entry.key === chosen ? "true" : undefined}
                  onClick={() => setChosen(entry.key)}
                >
                  <span className={styles.name}>
                    <strong>{entry.name}</strong>
                    <Tone tone={stageTone(entry.stage)}>{entry.stage_label}</Tone>
                  </span>
                  <span className="muted">{entry.mission}</span>
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.preview}>
          {chosen ? (
            <Preview key={chosen} name={chosen} language={language} />
          ) : (
            <p className="muted">{say("library.choose")}</p>
          )}
        </div>
      </div>
    </div>
  );
}

function Preview({ name, language }: { name: string; language: Locale }) {
  const say = useBook(book);
  const { locale } = useReader();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const found = useQuery({
    queryKey: ["position_library", name, language, locale],
    queryFn: () => getEntry(name, language),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const take = async () => {
    setBusy(true);
    try {
      const taken = await takeEntry(name, language);
      await queries.invalidateQueries();
      await navigate({
        to: "/$noun/$id",
        params: { noun: "position_sheets", id: taken.sheet_id },
        search: {},
      });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <>
      <div className={styles.take}>
        <Button type="primary" loading={busy} onClick={() => void take()}>
          {say("library.take")}
        </Button>
      </div>
      <SheetView sheet={found.data} />
    </>
  );
}
