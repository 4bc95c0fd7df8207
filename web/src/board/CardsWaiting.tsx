import { useReader } from "../words/Reader";
import styles from "./Column.module.css";

/** The shapes of cards that are on their way. */
export function CardsWaiting({ count }: { count: number }) {
  const { say } = useReader();
  return (
    <div role="status" aria-label={say("state.loading")}>
      {Array.from({ length: count }, (_, at) => (
        <div key={at} className={styles.shape}>
          <i style={{ width: `${70 - ((at * 23) % 30)}%` }} />
          <i style={{ width: "45%" }} />
          <i style={{ width: "30%" }} />
        </div>
      ))}
    </div>
  );
}
