import { Link } from "@tanstack/react-router";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Row } from "@shell/api/types";
import { Tone } from "@shell/resource/Cell";
import { fieldOf } from "@shell/resource/fields";
import { isMoney } from "@shell/words/format";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Credit.module.css";
import type { Credit } from "./useCredit";
import { book } from "./words";

interface Props {
  deal: string;
  credit: Credit;
  name: (person: unknown) => string;
}

/** Every line of the deal that the reader sees, newest first; what was taken back is struck through. */
export function History({ deal, credit, name }: Props) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const noun = nounOf(useMeta(locale), "credits");
  const { lines, total } = credit;
  if (lines.length === 0) return <p className="muted">{say("history.none")}</p>;
  const back = new Set(lines.map((line) => line.reverses_id).filter(Boolean));
  const option = (line: Row, field: string) => {
    const options = (noun && fieldOf(noun, field)?.options) ?? [];
    return options.find((one) => one.value === line[field]);
  };
  const whose = (line: Row) => (line.person_id ? name(line.person_id) : "–");
  return (
    <div>
      <p className="muted">{say("history.reach")}</p>
      <ol className={styles.history}>
        {lines.map((line) => {
          const [kind, why] = [option(line, "kind"), option(line, "why")];
          return (
            <li key={line.id} data-back={back.has(line.id) || undefined}>
              <span className="muted">{line.created_at && format.instant(line.created_at)}</span>
              <span className={styles.what}>
                {why && <Tone tone={why.tone}>{why.label}</Tone>}
                <span className={styles.line}>
                  {line.reverses_id ? format.named(say("history.back"), whose(line)) : whose(line)}
                  {kind && ` · ${kind.label}`}
                </span>
                {line.happened_on !== line.closed_on && typeof line.happened_on === "string" && (
                  <span className="muted">
                    {say("history.counts", { day: format.date(line.happened_on) })}
                  </span>
                )}
                {typeof line.note === "string" && <span className="muted">{line.note}</span>}
              </span>
              <Link to="/$noun/$id" params={{ noun: "credits", id: line.id }} className={styles.amount}>
                {isMoney(line.amount) ? format.money(line.amount) : "–"}
              </Link>
            </li>
          );
        })}
      </ol>
      {total > lines.length && (
        <Link
          to="/$noun"
          params={{ noun: "credits" }}
          search={{ filter: { field: "opportunity_id", op: "eq", value: deal } }}
        >
          {say("all", { n: format.number(total, 0) })}
        </Link>
      )}
    </div>
  );
}
