import { Drawer, Segmented } from "antd";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Place.module.css";
import { TalkPanel } from "./TalkPanel";
import type { Grid, Line } from "./types";
import { Why } from "./Why";
import { book } from "./words";

interface Props {
  grid: Grid;
  line: Line;
  show: "why" | "talk";
  setShow: (show: "why" | "talk") => void;
  amount: (value: number) => string;
  plain: (value: number) => string;
  /** Something was said that changes how the place stands. */
  turned: () => void;
  close: () => void;
}

/** One place of a plan: how it got its number, and what is said about it. */
export default function PlaceDrawer({ grid, line, show, setShow, amount, plain, turned, close }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const above = line.parent && grid.rows.find((one) => one.node === line.parent);
  return (
    <Drawer open onClose={close} size={480} title={line.name} styles={{ wrapper: { maxWidth: "100vw" } }}>
      <div className={styles.place}>
        <p className={styles.answer}>
          {amount(line.value)}
          {above && above.value > 0 && (
            <small>
              {say("of.above", { share: format.ratio(line.value / above.value, 1), name: above.name })}
            </small>
          )}
        </p>
        <Segmented
          aria-label={say("place.show")}
          value={show}
          options={[
            { value: "why", label: say("deed.why") },
            { value: "talk", label: say("deed.talk") },
          ]}
          onChange={setShow}
        />
        {show === "why" ? (
          <Why grid={grid} line={line} amount={amount} />
        ) : (
          <TalkPanel grid={grid} line={line} amount={amount} plain={plain} turned={turned} />
        )}
      </div>
    </Drawer>
  );
}
