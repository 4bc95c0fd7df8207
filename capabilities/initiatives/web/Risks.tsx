import { Button } from "antd";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { useBook } from "@shell/words/Reader";
import { gravity, matrix } from "./figures";
import { Part } from "./InitiativePanel";
import styles from "./Initiatives.module.css";
import type { Risk, Whole } from "./types";
import type { Mending } from "./useMend";
import { book } from "./words";

const TONE = { grave: "red", felt: "gold", light: "default" } as const;

/** What may go wrong: where it stands in the matrix, and what is done about it. */
export function Risks({ whole, mend }: { whole: Whole; mend: Mending }) {
  const say = useBook(book);
  const { risks } = whole;
  return (
    <Part
      title={say("risks")}
      none={risks.length === 0 ? say("risks.none") : undefined}
      add={
        whole.may_edit &&
        mend.mayAdd("initiative_risks") && (
          <Button size="small" onClick={() => mend.add("initiative_risks", { initiative_id: whole.id })}>
            {say("risks.add")}
          </Button>
        )
      }
    >
      <div className={styles.risks}>
        <Matrix risks={risks} />
        <ul className={styles.entries}>
          {risks.map((risk) => (
            <li key={risk.id}>
              <span className={styles.sentence}>
                <RowLink noun="initiative_risks" id={risk.id}>
                  {risk.what}
                </RowLink>{" "}
                <Tone tone={TONE[gravity(risk.score)]}>{say("risks.score", { n: risk.score })}</Tone>
                <span className={risk.safeguard ? "muted" : styles.lacking}>
                  {risk.safeguard ? say("risks.safeguard", { text: risk.safeguard }) : say("risks.unguarded")}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Part>
  );
}

function Matrix({ risks }: { risks: Risk[] }) {
  const say = useBook(book);
  return (
    <table className={styles.matrix} aria-label={say("risks.matrix")}>
      <tbody>
        {matrix(risks).map((row, at) => (
          <tr key={at}>
            <th scope="row">{5 - at}</th>
            {row.map((cell, effect) => (
              <td
                key={effect}
                data-gravity={gravity((5 - at) * (effect + 1))}
                title={cell.map((risk) => risk.what).join(", ") || undefined}
              >
                {cell.length > 0 ? cell.length : ""}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th aria-label={say("risks.likelihood")}>↑</th>
          {[1, 2, 3, 4, 5].map((n) => (
            <th key={n} scope="col">
              {n}
            </th>
          ))}
        </tr>
      </tfoot>
      <caption>
        {say("risks.likelihood")} ↑ · {say("risks.effect")} →
      </caption>
    </table>
  );
}
