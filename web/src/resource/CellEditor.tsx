import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import type { Envelope, Field, Labels, Noun, Page, Row } from "../api/types";
import { Editor } from "./Facts";
import styles from "./CellEditor.module.css";
import { useWritten } from "./useWrites";

interface Props {
  noun: Noun;
  field: Field;
  row: Row;
  labels: Labels;
  close: () => void;
}

/**
 * A value of a list, changed where it stands. The row stays where it is, whatever the list is sorted by: it goes to its
 * new place when the list is asked for again.
 */
export default function CellEditor({ noun, field, row, labels, close }: Props) {
  const queries = useQueryClient();
  const written = useWritten(noun.name);
  const took = async (done: Envelope) => {
    queries.setQueriesData<Page | InfiniteData<Page>>({ queryKey: ["rows", noun.name] }, (kept) => {
      if (!kept) return kept;
      return "pages" in kept
        ? { ...kept, pages: kept.pages.map((page) => taken(page, done)) }
        : taken(kept, done);
    });
    await written({ lists: true });
  };
  return (
    // Keys of the list mean text in here.
    <div className={styles.editor} data-editing>
      <Editor
        noun={noun}
        field={field}
        envelope={{ row, labels, verbs: [], may: { edit: true, delete: false } }}
        close={close}
        took={took}
      />
    </div>
  );
}

/** The page with the row as it was written, where it holds it. */
function taken(page: Page, { row, labels }: Envelope): Page {
  if (!page.rows?.some((one) => one.id === row.id)) return page;
  return {
    ...page,
    rows: page.rows.map((one) => (one.id === row.id ? { ...one, ...row } : one)),
    labels: { ...page.labels, ...labels },
  };
}
