import { Button } from "antd";
import { useBook } from "@shell/words/Reader";
import styles from "./Imports.module.css";
import type { Fixes, Import } from "./types";
import { book } from "./words";

interface Props {
  one: Import;
  busy: boolean;
  /** Absent when nothing can be changed any more. */
  fix?: (fixes: Fixes) => Promise<void>;
}

/** Cells that this import reads otherwise than the file has them. */
export function Corrected({ one, busy, fix }: Props) {
  const say = useBook(book);
  const fixes = one.options.fixes ?? [];
  if (fixes.length === 0) return null;
  return (
    <section className={styles.section} aria-label={say("corrected")}>
      <h2>{say("corrected")}</h2>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say("file")}</th>
              <th scope="col" data-number>
                {say("row")}
              </th>
              <th scope="col">{say("column")}</th>
              <th scope="col">{say("corrected.was")}</th>
              <th scope="col">{say("corrected.is")}</th>
              {fix && <th scope="col">{say("corrected.act")}</th>}
            </tr>
          </thead>
          <tbody>
            {fixes.map((each) => (
              <tr key={[each.file, each.row, each.column].join("\u0000")}>
                <td>{each.file}</td>
                <td data-number>{each.row}</td>
                <td>{each.column}</td>
                <td className="muted">{each.was}</td>
                <td>{each.value}</td>
                {fix && (
                  <td>
                    <Button
                      size="small"
                      disabled={busy}
                      onClick={() => void fix({ cells: [{ ...each, value: null }], everywhere: [] })}
                    >
                      {say("corrected.back")}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
