import { Modal } from "antd";
import type { Word } from "../words/words";
import { useReader } from "../words/Reader";
import { modKey } from "./keys";
import styles from "./KeyMap.module.css";

const MAP: { title: Word; keys: [string[], Word][] }[] = [
  {
    title: "keys.anywhere",
    keys: [
      [[modKey, "K"], "keys.search"],
      [[modKey, "D"], "keys.pin"],
      [["I"], "keys.inbox"],
      [["H"], "keys.help"],
      [["?"], "keys.map"],
      [["Esc"], "keys.close"],
    ],
  },
  { title: "keys.rows", keys: [[["J", "K"], "keys.neighbours"]] },
  {
    title: "keys.board",
    keys: [
      [["↑", "↓", "←", "→"], "keys.board.walk"],
      [["Space"], "keys.board.lift"],
      [["←", "→"], "keys.board.over"],
      [["Esc"], "keys.board.leave"],
      [[modKey, "Z"], "keys.board.undo"],
    ],
  },
  { title: "keys.forms", keys: [[[modKey, "Enter"], "keys.save"]] },
  {
    title: "keys.lists",
    keys: [
      [["J"], "keys.down"],
      [["K"], "keys.up"],
      [["Enter"], "keys.open"],
      [["Home", "End"], "keys.ends"],
      [["PgUp", "PgDn"], "keys.pages"],
      [["X"], "keys.mark"],
      [["Shift", "A"], "keys.mark.all"],
      [["Space"], "keys.preview"],
      [["←", "→"], "keys.along"],
      [["F2"], "keys.edit"],
      [["/"], "keys.find"],
      [["N"], "keys.new"],
      [["Shift", "←"], "keys.narrower"],
      [["Shift", "→"], "keys.wider"],
    ],
  },
  {
    title: "keys.pinned",
    keys: [
      [["Alt", "↑"], "keys.pinned.up"],
      [["Alt", "↓"], "keys.pinned.down"],
      [["Del"], "keys.pinned.remove"],
    ],
  },
];

/** Which key does what. */
export default function KeyMap({ close }: { close: () => void }) {
  const { say } = useReader();
  return (
    <Modal open width={760} title={say("keys.title")} footer={null} onCancel={close}>
      <div className={styles.parts}>
        {MAP.map((part) => (
          <section key={part.title} className={styles.part}>
            <h2>{say(part.title)}</h2>
            <dl>
              {part.keys.map(([keys, word]) => (
                <div key={word}>
                  <dt>{say(word)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
