import type { Envelope, Field, Noun } from "../api/types";
import { screensOf } from "../capabilities";
import { Cell } from "./Cell";
import { fieldOf, isNumeric, valueOf } from "./fields";
import styles from "./Highlights.module.css";

const MOST = 6;

/** What matters before all else. Without a word from the capability: how it stands, what it is worth, whose it is. */
export function highlightsOf(noun: Noun, named: readonly string[] | undefined): Field[] {
  if (named) return named.map((name) => fieldOf(noun, name)).filter((field) => field !== undefined);
  const rank = (field: Field) => (field.kind === "choice" ? 0 : isNumeric(field.kind) ? 1 : 2);
  return noun.fields
    .filter((field) => field.list && field.name !== noun.title)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, MOST);
}

export function Highlights({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const fields = highlightsOf(noun, screensOf(noun.name).highlights).filter((field) => {
    const value = valueOf(envelope.row, field);
    return value !== null && value !== undefined && value !== "";
  });
  if (fields.length < 2) return null;
  return (
    <ul className={styles.strip}>
      {fields.map((field) => (
        <li key={field.name} data-number={isNumeric(field.kind) || undefined}>
          <span className="muted">{field.label}</span>
          <span className={styles.value}>
            <Cell noun={noun} field={field} row={envelope.row} labels={envelope.labels} />
          </span>
        </li>
      ))}
    </ul>
  );
}
