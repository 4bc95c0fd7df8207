import { useNavigate, useSearch } from "@tanstack/react-router";
import { App, Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { nounOf, useMeta } from "@shell/api/queries";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { beginImport, step } from "./calls";
import styles from "./Imports.module.css";
import { asFile, hasHead, readTable, type Table } from "./pasted";
import { book } from "./words";

/** Rows that are drawn; the others are sent all the same. */
const DRAWN = 50;

/**
 * Rows out of a spreadsheet, pasted. What they are is looked at and mended here; what becomes of them goes the way of
 * every import: mapped, checked, all or nothing, and taken back if need be.
 */
export default function PasteScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const meta = useMeta(locale);
  const search: { noun?: unknown; field?: unknown; value?: unknown } = useSearch({ strict: false });
  const [noun, setNoun] = useState<string | undefined>(
    typeof search.noun === "string" ? search.noun : undefined,
  );
  const [table, setTable] = useState<Table>([]);
  const [headed, setHeaded] = useState(true);
  const [busy, setBusy] = useState(false);
  useTitle(say("paste.title"), say("title"));
  const known = nounOf(meta, noun ?? "");
  // Where they are pasted from the page of what they belong to, all of them belong to that.
  const shared = known?.fields.find((field) => field.name === search.field && noun === search.noun);
  const value = typeof search.value === "string" ? search.value : undefined;
  const rows = headed ? table.slice(1) : table;
  const head = headed
    ? (table[0] ?? [])
    : (table[0] ?? []).map((_, at) => say("paste.column", { n: at + 1 }));

  const take = (text: string) => {
    const read = readTable(text);
    setTable(read);
    setHeaded(hasHead(read));
  };
  const change = (row: number, column: number, value: string) =>
    setTable((old) =>
      old.map((cells, at) =>
        at === row ? cells.map((cell, place) => (place === column ? value : cell)) : cells,
      ),
    );
  const send = async () => {
    if (!noun || rows.length === 0) return;
    setBusy(true);
    try {
      const all = shared && value ? rows.map((cells) => [...cells, value]) : rows;
      const heads = shared && value ? [...head, shared.label] : head;
      const begun = await beginImport([asFile(all, heads)], undefined, noun);
      // Problems are shown where they can be mended; a mapping that is not complete is one of them.
      await step(begun.id, "check").catch(() => undefined);
      await navigate({ to: `/imports/${begun.id}` });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  const cell = (row: number, column: number, value: string, label: string) => (
    <Input
      size="small"
      variant="borderless"
      value={value}
      aria-label={label}
      onChange={(event) => change(row, column, event.target.value)}
    />
  );
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{known ? say("paste.title.noun", { noun: known.plural }) : say("paste.title")}</h1>
          <p className="muted">{say("paste.lead")}</p>
          {shared && value && <p>{format.named(shared.label, value)}</p>}
        </div>
      </header>
      <div className={styles.choices}>
        <label>
          <span>{say("noun")}</span>
          <Select
            aria-label={say("noun")}
            placeholder={say("paste.noun")}
            showSearch={{ optionFilterProp: "label" }}
            value={noun}
            options={(meta?.nouns ?? [])
              .filter((one) => one.may.import)
              .map((one) => ({ value: one.name, label: one.plural }))}
            onChange={(name: string) => setNoun(name)}
          />
        </label>
      </div>
      {table.length === 0 ? (
        <Input.TextArea
          className={styles.paste}
          autoFocus
          autoSize={{ minRows: 8, maxRows: 16 }}
          placeholder={say("paste.here")}
          aria-label={say("paste.here")}
          onPaste={(event) => {
            event.preventDefault();
            take(event.clipboardData.getData("text/plain"));
          }}
          // Typed or dropped, it is read when its writer is done with it.
          onBlur={(event) => take(event.target.value)}
        />
      ) : (
        <section className={styles.section} aria-label={say("paste.preview")}>
          <div className={styles.choices}>
            <Checkbox checked={headed} onChange={(event) => setHeaded(event.target.checked)}>
              {say("paste.headed")}
            </Checkbox>
            <span className="muted">{say("paste.rows", { n: format.number(rows.length) })}</span>
            <Button onClick={() => setTable([])}>{say("paste.again")}</Button>
            <Button
              type="primary"
              loading={busy}
              disabled={!noun || rows.length === 0}
              onClick={() => void send()}
            >
              {say("paste.go")}
            </Button>
          </div>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  {head.map((name, column) => (
                    <th key={column} scope="col">
                      {headed ? cell(0, column, name, say("paste.head", { n: column + 1 })) : name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, DRAWN).map((cells, at) => (
                  <tr key={at}>
                    {cells.map((value, column) => (
                      <td key={column}>
                        {cell(
                          headed ? at + 1 : at,
                          column,
                          value,
                          say("paste.cell", { column: head[column] || column + 1, n: at + 1 }),
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {rows.length > DRAWN && (
            <p className="muted">{say("paste.more", { n: format.number(rows.length - DRAWN) })}</p>
          )}
        </section>
      )}
    </div>
  );
}
