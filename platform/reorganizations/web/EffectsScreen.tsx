import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { getRow } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import { Tone } from "@shell/resource/Cell";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getEffects } from "./calls";
import styles from "./Reorganization.module.css";
import { Turn } from "./Turn";
import type { Effects } from "./types";
import { book } from "./words";

/** What a reorganization would do, before it does it. */
export default function EffectsScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const { id } = useParams({ strict: false }) as { id: string };
  const row = useQuery({
    queryKey: ["row", "reorganizations", id, locale, null],
    queryFn: () => getRow("reorganizations", id),
  });
  const found = useQuery({ queryKey: ["reorganization", id, locale], queryFn: () => getEffects(id) });
  const plan = row.data?.row;
  const name = String(plan?.name ?? "");
  useTitle(say("effects.of", { name }));
  const error = row.error ?? found.error;
  if (error && !found.data) return <Failed error={error} again={() => void found.refetch()} />;
  if (!found.data || !plan) return <Waiting />;
  const effects = found.data;
  const day = typeof plan.effective_on === "string" ? format.date(plan.effective_on) : "";
  return (
    <div className={styles.page}>
      <Link to="/$noun/$id" params={{ noun: "reorganizations", id }} search={{}}>
        {name}
      </Link>
      <h1>{say("effects.of", { name })}</h1>
      <p className="muted">
        {plan.state === "in_effect" ? say("effects.done") : say("effects.lead", { day })}
      </p>
      {isEmpty(effects) ? (
        <Nothing title={say("effects.none")} hint={say("effects.none.hint")} />
      ) : (
        <All effects={effects} />
      )}
    </div>
  );
}

const isEmpty = ({ stuck, people, units, reach, rows, handed, sums }: Effects) =>
  [stuck, people, units, reach, rows, handed, sums].every((list) => list.length === 0);

function All({ effects }: { effects: Effects }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  const called = (id: string) => effects.labels[id] ?? say("nothing");
  const plural = (noun: string) => nounOf(meta, noun)?.plural ?? noun;
  const person = (id: string) => (
    <Link to="/$noun/$id" params={{ noun: "people", id }} search={{}}>
      {called(id)}
    </Link>
  );
  const told = (figure: Effects["sums"][number]["figure"][0]) =>
    figure === null ? null : typeof figure === "number" ? format.number(figure) : format.money(figure);
  return (
    <>
      {effects.stuck.length > 0 && (
        <section className={styles.stuck} role="alert">
          <h2>{say("stuck")}</h2>
          <ul className={styles.lines}>
            {effects.stuck.map((one) => (
              <li key={one.id}>
                <b>{say("stuck.move", { position: one.position })}</b>
                <span>{one.why}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {effects.people.length > 0 && (
        <Part title={say("people")}>
          <Table heads={[say("person"), say("unit"), say("manager")]}>
            {effects.people.map((one) => (
              <tr key={one.id}>
                <th scope="row">{person(one.id)}</th>
                <td>
                  <Turn pair={one.unit} say={called} />
                </td>
                <td>
                  <Turn pair={one.manager} say={called} />
                </td>
              </tr>
            ))}
          </Table>
        </Part>
      )}
      {effects.units.length > 0 && (
        <Part title={say("units")}>
          <Table heads={[say("unit"), say("parent"), say("leader")]} figure={say("size")}>
            {effects.units.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {called(one.id)} {one.new && <Tone tone="green">{say("new")}</Tone>}
                  {one.closed && <Tone tone="red">{say("closed")}</Tone>}
                </th>
                <td>
                  {one.closed ? (
                    called(one.parent[0] ?? "")
                  ) : (
                    <Turn pair={fresh(one.new, one.parent)} say={called} />
                  )}
                </td>
                <td>{one.closed ? "" : <Turn pair={fresh(one.new, one.leader)} say={called} />}</td>
                <td className={styles.figure}>
                  <Turn pair={one.people} say={String} />
                </td>
              </tr>
            ))}
          </Table>
        </Part>
      )}
      {effects.reach.length > 0 && (
        <Part title={say("reach")}>
          <Table heads={[say("leader")]} figure={say("size")}>
            {effects.reach.map((one) => (
              <tr key={one.id}>
                <th scope="row">{person(one.id)}</th>
                <td className={styles.figure}>
                  <Turn pair={one.people} say={String} />
                </td>
              </tr>
            ))}
          </Table>
        </Part>
      )}
      {effects.rows.length > 0 && (
        <Part title={say("rows")} hint={say("rows.hint")}>
          <ul className={styles.lines}>
            {effects.rows.map(({ noun, count, filter }) => (
              <li key={noun}>
                <Link to="/$noun" params={{ noun }} search={{ filter }}>
                  {plural(noun)}
                </Link>
                <b>{format.number(count, 0)}</b>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {effects.handed.length > 0 && (
        <Part title={say("handed")}>
          <ul className={styles.lines}>
            {effects.handed.map(({ noun, from, to, count, filter }) => (
              <li key={`${noun}/${from}/${to}`}>
                <Link to="/$noun" params={{ noun }} search={{ filter }}>
                  {plural(noun)}
                </Link>
                <b>{format.number(count, 0)}</b>
                <span>{say("from.to", { from: called(from), to: called(to) })}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {effects.sums.length > 0 && (
        <Part title={say("sums")} hint={say("sums.hint")}>
          <Table heads={[say("unit"), say("by")]} figure={say("sum")}>
            {effects.sums.map(({ unit, noun, row, name, figure }) => (
              <tr key={`${unit}/${row}`}>
                <th scope="row">{called(unit)}</th>
                <td>
                  <Link to="/$noun/$id" params={{ noun, id: row }} search={{}}>
                    {name}
                  </Link>
                </td>
                <td className={styles.figure}>
                  <Turn pair={[told(figure[0]), told(figure[1])]} say={(text) => text} />
                </td>
              </tr>
            ))}
          </Table>
        </Part>
      )}
      {effects.approvals.length > 0 && (
        <Part title={say("approvals")} hint={say("approvals.hint")}>
          <ul className={styles.lines}>
            {effects.approvals.map((one) => (
              <li key={one.id}>
                <Link to="/$noun/$id" params={{ noun: "approvals", id: one.id }} search={{}}>
                  {one.name}
                </Link>
                <span className="muted">
                  {one.asked.length > 0
                    ? say("asked", {
                        requester: called(one.requester),
                        people: format.list(one.asked.map(called)),
                      })
                    : say("asked.only", { requester: called(one.requester) })}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

/** Of what is new there is no before. */
const fresh = <T,>(made: boolean, pair: [T, T]): [T, T] => (made ? [pair[1], pair[1]] : pair);

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      {hint && <p className="muted">{hint}</p>}
      {children}
    </section>
  );
}

function Table({ heads, figure, children }: { heads: string[]; figure?: string; children: ReactNode }) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {figure && (
              <th scope="col" className={styles.figure}>
                {figure}
              </th>
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
