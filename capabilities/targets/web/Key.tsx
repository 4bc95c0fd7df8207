import { useMode } from "@shell/theme/Theme";
import { useBook } from "@shell/words/Reader";
import styles from "./Attainment.module.css";
import { paceTone } from "./paces";
import { PACES } from "./standing";
import { book } from "./words";

/** What the colours mean. */
export function Key() {
  const say = useBook(book);
  const { mode } = useMode();
  return (
    <ul className={styles.key} aria-label={say("attained.pace")}>
      {PACES.map((pace) => (
        <li key={pace}>
          <i style={{ background: paceTone(mode, pace).text }} />
          {say(`pace.${pace}`)}
        </li>
      ))}
    </ul>
  );
}
