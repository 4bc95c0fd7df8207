import { Button } from "antd";
import { useBook } from "@shell/words/Reader";
import styles from "./Authority.module.css";
import { Chip, HolderName } from "./Chip";
import type { MatrixProps } from "./MatrixTable";
import { book } from "./words";

/** The matrix on a phone: one card for each holder, with the kinds of things that they have rights about. */
export function MatrixCards({ matrix, add, show }: MatrixProps) {
  const say = useBook(book);
  const tones = new Map(matrix.acts.map((act) => [act.value, act.tone]));
  return (
    <div className={styles.cards}>
      {matrix.rows.map((row) => (
        <section key={`${row.holder}.${row.id}.${row.role}`} aria-label={row.name}>
          <h2>
            <HolderName row={row} />
          </h2>
          <dl>
            {matrix.kinds
              .map((kind) => ({ kind, rights: row.rights.filter((right) => right.kind === kind.value) }))
              .filter(({ rights }) => rights.length > 0)
              .map(({ kind, rights }) => (
                <div key={kind.value}>
                  <dt>{kind.label}</dt>
                  <dd className={styles.cell}>
                    {rights.map((right) => (
                      <Chip key={right.right_id} right={right} tone={tones.get(right.act)} show={show} />
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
          {add && (
            <Button size="small" onClick={() => add(row)}>
              {say("matrix.add_any")}
            </Button>
          )}
        </section>
      ))}
    </div>
  );
}
