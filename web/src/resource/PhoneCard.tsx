import type { ReactNode } from "react";
import type { Field, Labels, Noun, Row } from "../api/types";
import { Cell } from "./Cell";
import { isNumeric, valueOf } from "./fields";
import styles from "./Grid.module.css";

interface Props {
  noun: Noun;
  fields: Field[];
  row: Row;
  labels: Labels;
  title: ReactNode;
}

const DATED = ["date", "instant"];

/** A row on a phone: its name, how it stands, what it is worth, and two more things worth knowing. */
export function PhoneCard({ noun, fields, row, labels, title }: Props) {
  const rest = fields.filter((field) => field.name !== noun.title);
  const stands =
    rest.find((field) => field.ref === "stages") ?? rest.find((field) => field.kind === "choice");
  const worth = rest.find((field) => isNumeric(field.kind));
  const held = rest.filter((field) => {
    const value = valueOf(row, field);
    return field !== stands && field !== worth && value !== null && value !== undefined && value !== "";
  });
  const about = held.find((field) => !DATED.includes(field.kind));
  const when = held.find((field) => DATED.includes(field.kind));
  const other = held.find((field) => field !== about && field !== when && field.kind !== "choice");
  const show = (field: Field | undefined) =>
    field && <Cell key={field.name} noun={noun} field={field} row={row} labels={labels} />;
  return (
    <>
      <span role="cell" className={styles.line}>
        {title}
      </span>
      <span role="cell" className={`${styles.line} ${styles.second}`}>
        <span className={styles.others}>{show(about)}</span>
        <span className={`${styles.end} ${styles.worth}`}>{show(worth)}</span>
      </span>
      <span role="cell" className={`${styles.line} ${styles.second}`}>
        <span className={styles.others}>
          {show(stands)}
          {show(other)}
        </span>
        <span className={styles.end}>{show(when)}</span>
      </span>
    </>
  );
}
