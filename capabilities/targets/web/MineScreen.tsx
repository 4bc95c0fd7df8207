import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { Button } from "antd";
import { useMeta, useSession } from "@shell/api/queries";
import { Tone } from "@shell/resource/Cell";
import { part } from "@shell/parts/part";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { exact } from "./amounts";
import styles from "./Attainment.module.css";
import { getMine } from "./calls";
import { Standings } from "./Standings";
import plans from "./Targets.module.css";
import { tones } from "./tones";
import type { Mine, Talking } from "./types";
import { digitsOf } from "./useView";
import { book, type TargetWord } from "./words";

const DrillDown = part(() => import("@shell/metric/DrillDown"));

/** What is expected of whoever reads this, how far it is, and what it takes from here. */
export default function MineScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const found = useQuery({ queryKey: ["target-mine", locale], queryFn: () => getMine(), retry: false });
  useTitle(say("mine"));
  const talks = found.data?.talks ?? [];
  if (found.isPending) return <Waiting lines={8} />;
  return (
    <article className={plans.page}>
      <header className={plans.head}>
        <div className={plans.title}>
          <h1>{say("mine")}</h1>
          {found.data && <p className="muted">{say("attained.on", { day: format.date(found.data.day) })}</p>}
        </div>
      </header>
      <div className={plans.body}>
        {found.error && !found.data ? (
          <Failed error={found.error} again={() => void found.refetch()} />
        ) : !found.data ? (
          <Waiting lines={8} />
        ) : found.data.targets.length === 0 && talks.length === 0 ? (
          <Nothing title={say("mine.none")} hint={say("mine.none.hint")} />
        ) : (
          <div className={styles.mine}>
            {talks.length > 0 && <Talks talks={talks} />}
            {found.data.targets.map((target) => (
              <One
                key={`${target.plan}.${target.node ?? target.name}`}
                target={target}
                day={found.data.day}
              />
            ))}
          </div>
        )}
      </div>
    </article>
  );
}

/** Plans in which an answer of the reader's is waited for, or was given. */
function Talks({ talks }: { talks: Talking[] }) {
  const say = useBook(book);
  const { format } = useReader();
  return (
    <section className={`${styles.card} ${styles.talks}`} aria-label={say("mine.talks")}>
      <header>
        <h2>{say("mine.talks")}</h2>
      </header>
      <ul>
        {talks.map((one) => (
          <li key={one.node}>
            <Link to="/$noun/$id" params={{ noun: "target_plans", id: one.plan }} search={{}}>
              {one.plan_name}
            </Link>
            <span className="muted">
              {one.name} · {say("span", { from: format.date(one.from), to: format.date(one.to) })}
            </span>
            <Tone tone={tones[one.talk]}>{say(`talk.${one.talk}` as TargetWord)}</Tone>
            <b>
              {one.currency
                ? format.money({
                    amount: exact(one.value, { digits: digitsOf(one.currency) }),
                    currency: one.currency,
                  })
                : format.number(exact(one.value, { digits: 4 }))}
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ target, day }: { target: Mine; day: string }) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const meta = useMeta(locale);
  const session = useSession();
  const [deals, setDeals] = useState(false);
  const { currency, periods } = target;
  const digits = currency ? digitsOf(currency) : 4;
  const amount = (value: number) =>
    currency
      ? format.money({ amount: exact(value, { digits }), currency })
      : format.number(exact(value, { digits }), 1);
  const short = (value: number) => format.short(Number(exact(value, { digits })), currency);
  const metric = meta?.metrics.find((one) => one.name === target.metric);
  const most = Math.max(1, ...periods.map((one) => Math.max(one.target, one.credited ?? 0)));
  const person = session?.user.person_id;
  return (
    <section className={styles.card} aria-label={`${target.label} · ${target.name}`}>
      <header>
        <h2>
          {target.label} <span className="muted">{target.name}</span>
        </h2>
        <Link to="/$noun/$id" params={{ noun: "target_plans", id: target.plan }} search={{}}>
          {target.plan_name}
        </Link>
      </header>
      <Standings standing={target} amount={amount} />
      <ol className={styles.months}>
        {periods.map((one) => {
          const now = one.from <= day && day <= one.to;
          return (
            <li key={one.from} aria-current={now ? "date" : undefined}>
              <span className={styles.column} aria-hidden="true">
                <i data-target style={{ blockSize: `${(one.target / most) * 100}%` }} />
                <i
                  data-reached={(one.credited ?? 0) >= one.target || undefined}
                  style={{ blockSize: `${((one.credited ?? 0) / most) * 100}%` }}
                />
              </span>
              <small>{format.period(one.label)}</small>
              <b>{one.credited === null ? "" : short(one.credited)}</b>
              <span className="muted">{short(one.target)}</span>
            </li>
          );
        })}
      </ol>
      <footer>
        {target.stretch !== null && <span>{say("mine.stretch", { amount: amount(target.stretch) })}</span>}
        {target.challenge !== null && (
          <span>{say("mine.challenge", { amount: amount(target.challenge) })}</span>
        )}
        {metric && person && (
          <Button size="small" onClick={() => setDeals(true)}>
            {say("attained.deals")}
          </Button>
        )}
      </footer>
      {deals && meta && metric && (
        <Suspense fallback={null}>
          <DrillDown
            meta={meta}
            metric={metric}
            by={["owner"]}
            row={{ value: null, owner: target.name, owner_id: person }}
            query={{ from: target.from, to: day < target.to ? day : target.to }}
            close={() => setDeals(false)}
          />
        </Suspense>
      )}
    </section>
  );
}
