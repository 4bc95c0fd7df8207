import { useQuery } from "@tanstack/react-query";
import { Checkbox, Select } from "antd";
import { nounOf, useMeta } from "@shell/api/queries";
import { editable } from "@shell/resource/formFields";
import { usePhone } from "@shell/resource/usePhone";
import { Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { getGuesses } from "./calls";
import styles from "./Imports.module.css";
import { columnOf, fieldFor, isPlain, keyed, mapped } from "./mapping";
import type { Guess, Import, Make, Profile } from "./types";
import { book } from "./words";

interface Props {
  one: Import;
  busy: boolean;
  save: (profile: Profile) => Promise<void>;
}

/** Which column becomes which field. */
export function Mapping({ one, busy, save }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const phone = usePhone();
  const { profile } = one;
  const make = profile.make[0];
  const guesses = useQuery({
    queryKey: ["import-guesses", one.id, make?.noun],
    queryFn: () => getGuesses(one.id, make?.noun ?? ""),
    enabled: !!make && isPlain(profile),
    staleTime: Infinity,
  });
  if (!make || !isPlain(profile)) {
    return (
      <section className={styles.section} aria-label={say("step.map")}>
        <h2>{profile.label?.[locale] ?? profile.name}</h2>
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {profile.make.map((each, at) => (
            <li key={`${each.noun}-${at}`}>
              {say("fills", { table: each.from, noun: nounOf(meta, each.noun)?.plural ?? each.noun })}
              <span className="muted"> {describe(each)}</span>
            </li>
          ))}
        </ul>
      </section>
    );
  }
  if (guesses.isLoading) return <Waiting lines={4} />;
  const noun = nounOf(meta, make.noun);
  const columns = columnsOf(one, make, guesses.data?.files[0]?.columns);
  const fields = noun ? editable(noun.fields) : [];
  const choice = (guess: Guess) => (
    <Select
      allowClear
      disabled={busy}
      size={phone ? "large" : undefined}
      style={{ width: phone ? "100%" : 220 }}
      aria-label={`${say("field")}: ${guess.column}`}
      placeholder={say("field.none")}
      showSearch={{ optionFilterProp: "label" }}
      value={fieldFor(make, guess.column)}
      options={fields.map((each) => ({ value: each.name, label: each.label }))}
      onChange={(name: string | undefined) =>
        void save(mapped(profile, guess.column, name, fields.find((each) => each.name === name)?.ref))
      }
    />
  );
  const key = (guess: Guess) => {
    const field = fieldFor(make, guess.column);
    return (
      field && (
        <Checkbox
          disabled={busy}
          aria-label={`${say("key")}: ${guess.column}`}
          checked={make.key?.includes(field) ?? false}
          onChange={(event) => void save(keyed(profile, field, event.target.checked))}
        >
          {phone && say("key")}
        </Checkbox>
      )
    );
  };
  const sample = (guess: Guess) => guess.sample.filter(Boolean).join(" · ");
  return (
    <section className={styles.section} aria-label={say("step.map")}>
      <h2>{say("fills", { table: one.files[0]?.name ?? profile.name, noun: noun?.plural ?? make.noun })}</h2>
      {phone ? (
        <ul className={styles.cards}>
          {columns.map((guess) => (
            <li key={guess.column}>
              <div className={styles.cardHead}>
                <strong>{guess.column}</strong>
                {key(guess)}
              </div>
              {sample(guess) && <p className={styles.samples}>{sample(guess)}</p>}
              {choice(guess)}
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{say("column")}</th>
                <th scope="col">{say("sample")}</th>
                <th scope="col">{say("field")}</th>
                <th scope="col" title={say("key.hint")}>
                  {say("key")}
                </th>
              </tr>
            </thead>
            <tbody>
              {columns.map((guess) => (
                <tr key={guess.column}>
                  <th scope="row">{guess.column}</th>
                  <td className={styles.sample}>{sample(guess)}</td>
                  <td>{choice(guess)}</td>
                  <td>{key(guess)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="muted" style={{ marginTop: 8 }}>
        {say("key.hint")}
      </p>
    </section>
  );
}

/** Columns with samples where the server sent its guesses, else as the check or the profile names them. */
function columnsOf(one: Import, make: Make, guesses: Guess[] | undefined): Guess[] {
  if (guesses?.length) return guesses;
  const checked = one.report.files[0]?.columns.map((column) => column.name) ?? [];
  const used = Object.values(make.fields)
    .map(columnOf)
    .filter((name) => name !== undefined);
  return [...new Set([...checked, ...used])].map((column) => ({ column, field: null, sure: 0, sample: [] }));
}

function describe(make: Make): string {
  return Object.entries(make.fields)
    .map(([field, source]) => {
      const column = columnOf(source);
      return column ? `${column} → ${field}` : field;
    })
    .join(", ");
}
