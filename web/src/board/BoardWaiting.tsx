import styles from "./Board.module.css";
import { CardsWaiting } from "./CardsWaiting";
import columnStyles from "./Column.module.css";

/** The shape of a board that is on its way. */
export function BoardWaiting() {
  return (
    <div className={styles.board}>
      {[3, 4, 2, 3].map((cards, at) => (
        <div key={at} className={columnStyles.column} style={{ padding: 8 }}>
          <CardsWaiting count={cards} />
        </div>
      ))}
    </div>
  );
}
