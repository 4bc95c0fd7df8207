import { nounOf, useMeta } from "@shell/api/queries";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Imports.module.css";
import { isOpen } from "./states";
import type { Counts, Import } from "./types";
import { book } from "./words";

const COUNTS: (keyof Counts)[] = ["created", "updated", "skipped", "failed"];

/** What becomes, or became, of the rows, noun by noun; and what was found in the files. */
export function Summary({ one }: { one: Import }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  return (
    <section className={styles.section}>
      <h2>{say(isOpen(one.state) ? "summary" : "summary.done")}</h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" />
              {COUNTS.map((name) => (
                <th key={name} scope="col" data-number>
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(one.report.nouns).map(([noun, counts]) => (
              <tr key={noun}>
                <th scope="row">{nounOf(meta, noun)?.plural ?? noun}</th>
                {COUNTS.map((name) => (
                  <td key={name} data-number>
                    {format.number(counts[name], 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="muted" style={{ margin: "8px 0 0", paddingLeft: 18 }}>
        {one.report.files
          .filter((file) => !file.inline)
          .map((file) => (
            <li key={file.table}>
              {[
                `${file.name}: ${say("rows", { n: format.number(file.rows, 0) })}`,
                file.blank_rows > 0 ? say("rows.blank", { n: format.number(file.blank_rows, 0) }) : null,
                ...file.columns
                  .filter((column) => column.first && column.last)
                  .map((column) =>
                    say("dates", {
                      column: column.name,
                      from: format.date(column.first ?? ""),
                      to: format.date(column.last ?? ""),
                    }),
                  ),
              ]
                .filter(Boolean)
                .join(" · ")}
            </li>
          ))}
      </ul>
    </section>
  );
}
