import { Button } from "antd";
import { Tone } from "@shell/resource/Cell";
import { useBook } from "@shell/words/Reader";
import styles from "./Checks.module.css";
import { TONES } from "./severities";
import type { Finding } from "./types";
import { book, type TargetWord } from "./words";

interface Props {
  findings: readonly Finding[];
  /** Goes to the place in the table; absent where there is none to go to. */
  go?: (node: string) => void;
}

/** What was found, each with its place and with how its figure came about. */
export function Findings({ findings, go }: Props) {
  const say = useBook(book);
  return (
    <ul className={styles.findings}>
      {findings.map((one) => {
        const { node, name } = one;
        return (
          <li key={`${one.code} ${node ?? ""}`} data-severity={one.severity}>
            <div className={styles.what}>
              <Tone tone={TONES[one.severity]}>{say(`checks.${one.severity}` as TargetWord)}</Tone>
              {node && name && go ? (
                <Button type="link" size="small" title={say("checks.go", { name })} onClick={() => go(node)}>
                  {name}
                </Button>
              ) : (
                <span className="muted">{name ?? say("checks.whole")}</span>
              )}
            </div>
            <p>{one.text}</p>
            <details>
              <summary>{say("checks.how")}</summary>
              <p>{one.how}</p>
            </details>
          </li>
        );
      })}
    </ul>
  );
}
