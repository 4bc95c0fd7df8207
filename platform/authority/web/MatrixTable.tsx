import { useBook } from "@shell/words/Reader";
import { PlusOutlined } from "@shell/theme/icons";
import styles from "./Authority.module.css";
import { Chip, HolderName } from "./Chip";
import type { Line, Matrix, MatrixRow } from "./types";
import { book } from "./words";

export interface MatrixProps {
  matrix: Matrix;
  /** Absent where the reader may not make rights. */
  add: ((row: MatrixRow, kind?: string) => void) | undefined;
  show: (line: Line) => void;
}

/** Holders in rows, kinds of things in columns. The first column stays in sight. */
export function MatrixTable({ matrix, add, show }: MatrixProps) {
  const say = useBook(book);
  const tones = new Map(matrix.acts.map((act) => [act.value, act.tone]));
  return (
    <div className={styles.scroll}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">{say("matrix.holder")}</th>
            {matrix.kinds.map((kind) => (
              <th key={kind.value} scope="col">
                {kind.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={`${row.holder}.${row.id}.${row.role}`}>
              <th scope="row">
                <HolderName row={row} />
              </th>
              {matrix.kinds.map((kind) => (
                <td key={kind.value}>
                  <div className={styles.cell}>
                    {row.rights
                      .filter((right) => right.kind === kind.value)
                      .map((right) => (
                        <Chip key={right.right_id} right={right} tone={tones.get(right.act)} show={show} />
                      ))}
                    {add && (
                      <button
                        type="button"
                        className={styles.add}
                        aria-label={say("matrix.add", { name: row.name, kind: kind.label })}
                        onClick={() => add(row, kind.value)}
                      >
                        <PlusOutlined />
                      </button>
                    )}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
