import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Dispute.module.css";
import type { History } from "./types";
import { book, type DisputeWord } from "./words";

/** Whose the row was from when to when, the latest first. */
export function Ownership({ history, dispute }: { history: History; dispute: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const name = (id: string | null) => (id ? (history.labels[id] ?? say("somebody")) : say("owned.nobody"));
  // What no person did was a job's or a program's doing.
  const byWhat = (actor: string) => (actor === "system" ? say("owned.system") : actor);
  return (
    <section className={styles.part} aria-label={say("owned")}>
      <h2>{say("owned")}</h2>
      <p className="muted">{say(history.gone ? "owned.gone" : "owned.lead")}</p>
      {history.held.length === 0 ? (
        <p className="muted">{say("owned.none")}</p>
      ) : (
        <ol className={styles.held}>
          {history.held.toReversed().map((one) => (
            <li key={`${one.from}-${one.owner ?? ""}`} data-now={one.to === null || undefined}>
              <b>{name(one.owner)}</b>
              <span>
                {one.to
                  ? say("owned.span", { from: format.instant(one.from), to: format.instant(one.to) })
                  : say("owned.since", { from: format.instant(one.from) })}
              </span>
              <span className="muted">
                {say("owned.by", { name: one.by ? name(one.by) : byWhat(one.actor) })}
                {one.dispute === dispute && ` · ${say("owned.dispute")}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** How often each of the two was there, first and last. */
export function Doings({ history }: { history: History }) {
  const say = useBook(book);
  const { format } = useReader();
  const kinds = (done: Record<string, number>) =>
    Object.entries(done)
      .filter(([kind]) => kind in KINDS)
      .sort(([, one], [, other]) => other - one)
      .map(([kind, count]) => say(KINDS[kind] as DisputeWord, { n: format.number(count, 0) }));
  return (
    <section className={styles.part} aria-label={say("done")}>
      <h2>{say("done")}</h2>
      <p className="muted">{say("done.lead")}</p>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say("done.person")}</th>
              <th scope="col" data-number="">
                {say("done.count")}
              </th>
              <th scope="col">{say("done.first")}</th>
              <th scope="col">{say("done.last")}</th>
            </tr>
          </thead>
          <tbody>
            {history.done.map((one) => (
              <tr key={one.person}>
                <td>
                  {history.labels[one.person] ?? say("somebody")}
                  {one.count > 0 && <span className="muted"> {format.list(kinds(one.kinds))}</span>}
                </td>
                <td data-number="">{format.number(one.count, 0)}</td>
                <td>{one.first ? format.instant(one.first) : "–"}</td>
                <td>{one.last ? format.instant(one.last) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const KINDS: Record<string, DisputeWord> = {
  call: "kind.call",
  visit: "kind.visit",
  meeting: "kind.meeting",
  mail: "kind.mail",
  task: "kind.task",
};
