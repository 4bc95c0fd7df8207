import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { getRow } from "@shell/api/calls";
import type { Envelope, Money, Noun } from "@shell/api/types";
import { useVerbs } from "@shell/action/useVerbs";
import { RowLink } from "@shell/resource/RowLink";
import { isMoney } from "@shell/words/format";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Credit.module.css";
import { History } from "./History";
import { allot, minorOf, moneyOf, partOf, standing, worthOf } from "./shares";
import { type Credit, useCredit } from "./useCredit";
import { book } from "./words";

/** On a deal's page: who gets how much of it, on top of it, up the line, and how that came about. */
export default function CreditPanel({ noun, id }: { noun: Noun; id: string }) {
  const { locale } = useReader();
  const deal = useQuery({
    queryKey: ["row", noun.name, id, locale, null],
    queryFn: ({ signal }) => getRow(noun.name, id, undefined, signal),
  });
  const { credit, waits } = useCredit(id);
  if (deal.isLoading || waits) return <div data-awaited />;
  if (!deal.data || !credit) return null;
  return <Shown noun={noun} deal={deal.data} credit={credit} />;
}

interface Props {
  noun: Noun;
  deal: Envelope;
  credit: Credit;
}

function Shown({ noun, deal, credit }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const verbs = useVerbs(noun, deal);
  const [history, setHistory] = useState(false);
  const [up, setUp] = useState(false);
  const { row } = deal;
  const won = row.outcome === "won";
  const share = verbs.allowed.find((verb) => verb.name === "share_credit");
  const { splits, overlays } = credit;
  const rolled = standing(credit.lines).filter((line) => line.kind === "rollup");
  // A deal that nobody shares, and that does not count yet, has nothing to say to whoever cannot change it.
  if (!won && !share && splits.length + overlays.length + credit.lines.length === 0) return null;
  const labels = { ...deal.labels, ...credit.labels };
  const name = (person: unknown) => labels[String(person)] ?? say("somebody");
  const owner = typeof row.owner_id === "string" ? row.owner_id : undefined;
  return (
    <section className={styles.panel} aria-label={say("panel")}>
      <header>
        <h2>{say("panel")}</h2>
        {!won && <span className="muted">{say("open")}</span>}
        <span className={styles.gap} />
        {credit.total > 0 && (
          <Button type="text" size="small" aria-expanded={history} onClick={() => setHistory(!history)}>
            {say("history")}
          </Button>
        )}
        {share && (
          <Button size="small" onClick={() => verbs.start(share)}>
            {share.label}
          </Button>
        )}
      </header>
      {splits.length > 0 ? (
        <Splits deal={deal} credit={credit} name={name} />
      ) : owner ? (
        <p>{say(won ? "whole" : "whole.open", { name: name(owner) })}</p>
      ) : (
        <p className={styles.gone}>{say("nobody")}</p>
      )}
      {overlays.length > 0 && <Overlays deal={deal} credit={credit} name={name} />}
      {rolled.length > 0 && (
        <div>
          <Button
            type="link"
            size="small"
            className={styles.up}
            aria-expanded={up}
            onClick={() => setUp(!up)}
          >
            {rolled.length === 1 ? say("rollup.one") : say("rollup", { n: format.number(rolled.length, 0) })}
          </Button>
          {up && (
            <ul className={styles.people}>
              {rolled.map((line) => (
                <Person key={line.id} id={String(line.person_id)} name={name(line.person_id)}>
                  <Amount money={isMoney(line.amount) ? line.amount : undefined} />
                </Person>
              ))}
            </ul>
          )}
        </div>
      )}
      {history && <History deal={row.id} credit={credit} name={name} />}
      {verbs.dialog}
    </section>
  );
}

interface Parts {
  deal: Envelope;
  credit: Credit;
  name: (person: unknown) => string;
}

function Splits({ deal, credit, name }: Parts) {
  const say = useBook(book);
  const { format } = useReader();
  const worth = worthOf(deal.row);
  const points = credit.splits.map((row) => Math.round(Number(row.share) * 100));
  const amounts = worth ? allot(minorOf(worth), points) : [];
  const percent = (at: number) => `${format.number((points[at] ?? 0) / 100, 2)}%`;
  const told = credit.splits.map((row, at) => `${name(row.person_id)} ${percent(at)}`);
  return (
    <>
      <div className={styles.bar} role="img" aria-label={say("bar", { shares: format.list(told) })}>
        {points.map((one, at) => (
          <span key={credit.splits[at]?.id} data-nth={at % 6} style={{ flexGrow: one }} />
        ))}
      </div>
      <ul className={styles.people}>
        {credit.splits.map((row, at) => (
          <Person
            key={row.id}
            id={String(row.person_id)}
            name={name(row.person_id)}
            nth={at % 6}
            why={typeof row.reason === "string" ? row.reason : undefined}
          >
            <b>{percent(at)}</b>
            <Amount money={worth && moneyOf(amounts[at] ?? 0n, worth)} />
          </Person>
        ))}
      </ul>
    </>
  );
}

function Overlays({ deal, credit, name }: Parts) {
  const say = useBook(book);
  const { format } = useReader();
  const worth = worthOf(deal.row);
  return (
    <div>
      <h3>{say("overlays")}</h3>
      <ul className={styles.people}>
        {credit.overlays.map((row) => (
          <Person
            key={row.id}
            id={String(row.person_id)}
            name={name(row.person_id)}
            why={typeof row.reason === "string" ? row.reason : undefined}
          >
            <b>{format.number(Number(row.share), 2)}%</b>
            <Amount
              money={worth && moneyOf(partOf(minorOf(worth), Math.round(Number(row.share) * 100)), worth)}
            />
          </Person>
        ))}
      </ul>
    </div>
  );
}

interface PersonProps {
  id: string;
  name: string;
  nth?: number;
  why?: string;
  children: React.ReactNode;
}

function Person({ id, name, nth, why, children }: PersonProps) {
  return (
    <li>
      <span className={styles.name}>
        {nth !== undefined && <i data-nth={nth} aria-hidden="true" />}
        <RowLink noun="people" id={id}>
          {name}
        </RowLink>
      </span>
      {children}
      {why && <span className={styles.why}>{why}</span>}
    </li>
  );
}

function Amount({ money }: { money: Money | undefined }) {
  const { format } = useReader();
  return <span className={styles.amount}>{money ? format.money(money) : "–"}</span>;
}
