import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useVerbs } from "@shell/action/useVerbs";
import { getRow } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getHoldings } from "./calls";
import styles from "./Reorganization.module.css";
import { book } from "./words";

/** What somebody holds: what somebody else has to take over. */
export default function HoldingsScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  const { id } = useParams({ strict: false }) as { id: string };
  const row = useQuery({
    queryKey: ["row", "people", id, locale, null],
    queryFn: () => getRow("people", id),
  });
  const found = useQuery({ queryKey: ["holdings", id, locale], queryFn: () => getHoldings(id) });
  const name = String(row.data?.row.name ?? "");
  useTitle(say("holdings.of", { name }));
  const error = row.error ?? found.error;
  if (error && !found.data) return <Failed error={error} again={() => void found.refetch()} />;
  if (!found.data || !row.data) return <Waiting />;
  const { rows, units, reports, to_decide: toDecide, asked_for: askedFor } = found.data;
  const people = nounOf(meta, "people");
  const held = rows.filter(({ count }) => count > 0);
  const nothing = held.length + units.length + reports + toDecide.length + askedFor.length === 0;
  const links = (title: string, noun: string, list: { id: string; name: string }[]) =>
    list.length > 0 && (
      <section className={styles.part}>
        <h2>{title}</h2>
        <ul className={styles.lines}>
          {list.map((one) => (
            <li key={one.id}>
              <Link to="/$noun/$id" params={{ noun, id: one.id }} search={{}}>
                {one.name}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <div className={styles.page}>
      <Link to="/$noun/$id" params={{ noun: "people", id }} search={{}}>
        {name}
      </Link>
      <div className={styles.head}>
        <div>
          <h1>{say("holdings.of", { name })}</h1>
          <p className="muted">{say("holdings.lead")}</p>
        </div>
        {people && held.length > 0 && (
          <HandOver noun={people} envelope={row.data} done={() => void found.refetch()} />
        )}
      </div>
      {nothing && <Nothing title={say("holdings.none", { name })} />}
      {held.length > 0 && (
        <section className={styles.part}>
          <h2>{say("holdings.rows")}</h2>
          <ul className={styles.lines}>
            {held.map(({ noun, count, filter }) => (
              <li key={noun}>
                <Link to="/$noun" params={{ noun }} search={{ filter }}>
                  {nounOf(meta, noun)?.plural ?? noun}
                </Link>
                <b>{format.number(count, 0)}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
      {links(say("holdings.units"), "units", units)}
      {reports > 0 && (
        <p className={styles.part}>{say("holdings.reports", { n: format.number(reports, 0) })}</p>
      )}
      {links(say("holdings.decide"), "approvals", toDecide)}
      {links(say("holdings.asked"), "approvals", askedFor)}
    </div>
  );
}

interface HandOverProps {
  noun: Noun;
  envelope: Envelope;
  done: () => void;
}

/** The verb of the person's own page, where one sees what it is about. */
function HandOver({ noun, envelope, done }: HandOverProps) {
  const { allowed, start, busy, dialog } = useVerbs(noun, envelope, done);
  const verb = allowed.find((one) => one.name === "hand_over");
  if (!verb) return null;
  return (
    <>
      <Button type="primary" loading={busy === verb.name} onClick={() => start(verb)}>
        {verb.label}
      </Button>
      {dialog}
    </>
  );
}
