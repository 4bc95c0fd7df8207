import { Button } from "antd";
import { usePhone } from "@shell/resource/usePhone";
import { useBook } from "@shell/words/Reader";
import styles from "./Imports.module.css";
import type { Fix, Fixes, Import } from "./types";
import { book } from "./words";

interface Props {
  one: Import;
  busy: boolean;
  /** Absent when nothing can be changed any more. */
  fix?: (fixes: Fixes) => Promise<void>;
}

const keyOf = (each: Fix): string => [each.file, each.row, each.column].join("\u0000");

/** Cells that this import reads otherwise than the file has them. */
export function Corrected({ one, busy, fix }: Props) {
  const say = useBook(book);
  const phone = usePhone();
  const fixes = one.options.fixes ?? [];
  if (fixes.length === 0) return null;
  const back = (each: Fix) =>
    fix && (
      <Button
        size={phone ? "middle" : "small"}
        disabled={busy}
        onClick={() => void fix({ cells: [{ ...each, value: null }], everywhere: [] })}
      >
        {say("corrected.back")}
      </Button>
    );
  return (
    <section className={styles.section} aria-label={say("corrected")}>
      <h2>{say("corrected")}</h2>
      {phone ? (
        <ul className={styles.cards}>
          {fixes.map((each) => (
            <li key={keyOf(each)}>
              <div className={styles.cardHead}>
                <strong>{each.column}</strong>
                {each.row && <span className="muted">{say("row.n", { n: each.row })}</span>}
              </div>
              <p>
                <span className="muted">{each.was}</span> → {each.value}
              </p>
              {back(each)}
            </li>
          ))}
        </ul>
      ) : (
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
                <tr key={keyOf(each)}>
                  <td>{each.file}</td>
                  <td data-number>{each.row}</td>
                  <td>{each.column}</td>
                  <td className="muted">{each.was}</td>
                  <td>{each.value}</td>
                  {fix && <td>{back(each)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
