import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import type { Noun } from "@shell/api/types";
import { fieldOf } from "@shell/resource/fields";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { isMoney } from "@shell/words/format";
import { AccountName } from "./AccountName";
import { getComparison } from "./calls";
import styles from "./Named.module.css";
import type { Edition, Entry, Sums } from "./types";
import { book, type NamedWord } from "./words";

interface Props {
  edition: Edition;
  editions: Edition[];
  nameOf: (edition: Edition) => string;
  /** Of named accounts. */
  noun: Noun;
}

/** Which accounts came, went and changed between two editions, and what that comes to. */
export function ComparisonView({ edition, editions, nameOf, noun }: Props) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const [other, setOther] = useState<string>();
  const found = useQuery({
    queryKey: ["related", "named_accounts", "comparison", edition.id, other, locale],
    queryFn: () => getComparison(edition.id, other),
    placeholderData: keepPreviousData,
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const told = found.data;
  const others = editions.filter((one) => one.id !== edition.id);
  const words = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return say("compare.nothing");
    if (isMoney(value)) return format.money(value);
    if (typeof value === "object" && "name" in value) return String(value.name);
    const options = fieldOf(noun, field)?.options;
    return options?.find((option) => option.value === value)?.label ?? String(value);
  };
  const sum = ({ accounts, potential }: Sums) =>
    [format.number(accounts), ...potential.map((one) => format.money(one))].join(" · ");
  const parts: [NamedWord, Entry[]][] = [
    ["compare.added", told.added],
    ["compare.removed", told.removed],
    ["compare.changed", told.changed],
  ];
  const differs = parts.some(([, entries]) => entries.length > 0);
  return (
    <div data-stale={found.isPlaceholderData || undefined}>
      {others.length > 0 && (
        <label className={styles.with}>
          <span className="muted">{say("compare.with")}</span>
          <Select
            aria-label={say("compare.with")}
            className={styles.choice}
            value={told.with?.id}
            options={others.map((one) => ({ value: one.id, label: nameOf(one) }))}
            onChange={setOther}
          />
        </label>
      )}
      {!told.with && <p className="muted">{say("compare.first")}</p>}
      {told.with && (
        <p className={styles.sums}>
          {say("compare.sum", { before: sum(told.before), after: sum(told.after) })}
        </p>
      )}
      {told.with && !differs && <p className="muted">{say("compare.same")}</p>}
      {parts.map(([name, entries]) => {
        if (entries.length === 0) return null;
        return (
          <section key={name} className={styles.part} data-part={name}>
            <h2>
              {say(name)} <span className="muted">{format.number(entries.length)}</span>
            </h2>
            <ul>
              {entries.map((entry) => (
                <li key={entry.account.id}>
                  <AccountName account={entry.account} opens={entry.opens} />
                  {entry.changes.length === 0 ? (
                    <span className="muted">
                      {[entry.person?.name, entry.potential && format.money(entry.potential)]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  ) : (
                    <dl>
                      {entry.changes.map((one) => (
                        <div key={one.field}>
                          <dt>{say(`field.${one.field}` as NamedWord)}</dt>
                          <dd>
                            <del>{words(one.field, one.before)}</del> → {words(one.field, one.after)}
                          </dd>
                        </div>
                      ))}
                    </dl>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {told.unchanged > 0 && (
        <p className="muted">{say("compare.unchanged", { n: format.number(told.unchanged) })}</p>
      )}
    </div>
  );
}
