import { Suspense } from "react";
import type { Field, Labels, Noun, Row, Value } from "../api/types";
import { screensOf } from "../capabilities";
import { toneName } from "../theme/tokens";
import { useReader } from "../words/Reader";
import styles from "./Cell.module.css";
import { isMasked, nounReferred, textOf, valueOf } from "./fields";
import { RowLink } from "./RowLink";

export function Tone({ tone, children }: { tone?: string | null; children: string }) {
  const name = toneName(tone);
  return (
    <span
      className={styles.tone}
      style={{ color: `var(--qm-tone-${name})`, background: `var(--qm-tone-${name}-ground)` }}
    >
      {children}
    </span>
  );
}

interface ShownProps {
  field: Field;
  value: Value;
  labels?: Labels;
  row?: Row;
}

function Shown({ field, value, labels, row }: ShownProps) {
  const { format, say } = useReader();
  const text = textOf(field, value, format, labels, [say("yes"), say("no")]);
  if (text === null) return <span className={styles.none}>–</span>;
  switch (field.kind) {
    case "choice":
      return <Tone tone={field.options?.find((option) => option.value === value)?.tone}>{text}</Tone>;
    case "tags":
      return (
        <span className={styles.tags}>
          {(value as string[]).map((tag) => (
            <Tone key={tag}>{tag}</Tone>
          ))}
        </span>
      );
    case "ref": {
      const noun = nounReferred(field, row);
      return noun ? (
        <RowLink noun={noun} id={String(value)} className={styles.ref} onClick={(e) => e.stopPropagation()}>
          {text}
        </RowLink>
      ) : (
        text
      );
    }
    case "email":
      return (
        <a href={`mailto:${text}`} onClick={(e) => e.stopPropagation()}>
          {text}
        </a>
      );
    case "phone":
      return (
        <a href={`tel:${text.replace(/\s/g, "")}`} onClick={(e) => e.stopPropagation()}>
          {text}
        </a>
      );
    case "url":
      return (
        <a href={text} target="_blank" rel="noreferrer" onClick={(e) => e.stopPropagation()}>
          {text.replace(/^https?:\/\/(www\.)?/, "")}
        </a>
      );
    case "json":
      return <code className={styles.code}>{text}</code>;
    default:
      return text;
  }
}

interface Props {
  noun: Noun;
  field: Field;
  row: Row;
  labels?: Labels;
}

/** One value of one row, as its kind asks; a capability may put its own cell in place. */
export function Cell({ noun, field, row, labels }: Props) {
  const { say } = useReader();
  const value = valueOf(row, field);
  if (isMasked(row, field)) {
    return (
      <span className={styles.none} title={say("cell.masked")}>
        •••
      </span>
    );
  }
  const Own = screensOf(noun.name).cells?.[field.name];
  if (Own) {
    return (
      // As wide as what it will say, so that nothing beside it moves.
      <Suspense
        fallback={
          <span className={styles.coming}>
            <Shown field={field} value={value} labels={labels} row={row} />
          </span>
        }
      >
        <Own noun={noun} field={field} row={row} value={value} label={labels?.[String(value)]} />
      </Suspense>
    );
  }
  return <Shown field={field} value={value} labels={labels} row={row} />;
}

export function ValueText({ field, value, labels }: { field: Field; value: Value; labels?: Labels }) {
  return <Shown field={field} value={value} labels={labels} />;
}
