import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button, Select, Upload } from "antd";
import { useState } from "react";
import { useMeta } from "@shell/api/queries";
import { Tone } from "@shell/resource/Cell";
import { usePhone } from "@shell/resource/usePhone";
import { Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { beginImport, listImports, listProfiles } from "./calls";
import styles from "./Imports.module.css";
import { Profiles } from "./Profiles";
import { stateTone } from "./states";
import type { Import } from "./types";
import { book } from "./words";

export default function ImportsScreen() {
  const say = useBook(book);
  const navigate = useNavigate();
  useTitle(say("title"));
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{say("title")}</h1>
          <p className="muted">{say("lead")}</p>
        </div>
        <Button onClick={() => void navigate({ to: "/imports/paste" })}>{say("paste.button")}</Button>
      </header>
      <Begin />
      <Earlier />
      <Profiles />
    </div>
  );
}

function Begin() {
  const say = useBook(book);
  const { locale } = useReader();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const meta = useMeta(locale);
  const [files, setFiles] = useState<File[]>([]);
  const [profile, setProfile] = useState<string>();
  const [noun, setNoun] = useState<string>();
  const [busy, setBusy] = useState(false);
  const profiles = useQuery({ queryKey: ["import-profiles", locale], queryFn: listProfiles });

  const start = async () => {
    setBusy(true);
    try {
      const begun = await beginImport(files, profile, noun);
      await navigate({ to: `/imports/${begun.id}` });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <div className={styles.begin}>
      <Upload.Dragger
        height={132}
        multiple
        accept=".csv,.tsv,.txt,.xlsx"
        // Nothing is sent before the start: the files go together, in one request.
        beforeUpload={(_, chosen) => {
          setFiles((old) => [
            ...old.filter((one) => !chosen.some((file) => file.name === one.name)),
            ...chosen,
          ]);
          return false;
        }}
        onRemove={(gone) => setFiles((old) => old.filter((one) => one.name !== gone.name))}
        fileList={files.map((file) => ({ uid: file.name, name: file.name, size: file.size }))}
      >
        <p>{say("drop")}</p>
        <p className="muted">{say("drop.hint")}</p>
      </Upload.Dragger>
      <div className={styles.choices}>
        <label>
          <span>{say("profile")}</span>
          <Select
            allowClear
            aria-label={say("profile")}
            placeholder={say("profile.guess")}
            value={profile}
            options={(profiles.data?.rows ?? []).map((one) => ({ value: one.name, label: one.label }))}
            onChange={(name: string | undefined) => setProfile(name)}
          />
        </label>
        {!profile && (
          <label>
            <span>{say("noun")}</span>
            <Select
              allowClear
              aria-label={say("noun")}
              placeholder={say("noun.guess")}
              showSearch={{ optionFilterProp: "label" }}
              value={noun}
              options={(meta?.nouns ?? [])
                .filter((one) => one.may.import)
                .map((one) => ({ value: one.name, label: one.plural }))}
              onChange={(name: string | undefined) => setNoun(name)}
            />
          </label>
        )}
        <Button type="primary" disabled={files.length === 0} loading={busy} onClick={() => void start()}>
          {say("start")}
        </Button>
      </div>
    </div>
  );
}

function Earlier() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const phone = usePhone();
  const found = useQuery({ queryKey: ["imports", locale], queryFn: listImports });
  if (found.isPending) return <Waiting lines={3} />;
  const rows = found.data?.rows ?? [];
  const link = (one: Import) => (
    <Link to={`/imports/${one.id}`}>{one.files.map((file) => file.name).join(", ") || one.profile.name}</Link>
  );
  return (
    <section className={styles.section} aria-label={say("list")}>
      <h2>{say("list")}</h2>
      {rows.length === 0 ? (
        <p className="muted">{say("list.none")}</p>
      ) : phone ? (
        <ul className={styles.cards}>
          {rows.map((one) => (
            <li key={one.id}>
              <div className={styles.cardHead}>
                {link(one)}
                <Tone tone={stateTone(one.state)}>{say(`state.${one.state}`)}</Tone>
              </div>
              <p className="muted">{`${one.actor} · ${format.instant(one.created_at)}`}</p>
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{say("files")}</th>
                <th scope="col">{say("state")}</th>
                <th scope="col">{say("who")}</th>
                <th scope="col">{say("when")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.id}>
                  <td>{link(one)}</td>
                  <td>
                    <Tone tone={stateTone(one.state)}>{say(`state.${one.state}`)}</Tone>
                  </td>
                  <td>{one.actor}</td>
                  <td className={styles.nowrap}>{format.instant(one.created_at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
