import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented, Select } from "antd";
import { Suspense, useCallback, useMemo, useState } from "react";
import { listRows } from "@shell/api/calls";
import type { Row } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { usePhone } from "@shell/resource/usePhone";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { exact } from "./amounts";
import styles from "./Attainment.module.css";
import { AttainedTable } from "./AttainedTable";
import { getAttainment, getMine } from "./calls";
import { Key } from "./Key";
import { fraction, furthest, grown } from "./standing";
import plans from "./Targets.module.css";
import type { Attained, Attainment, Mine } from "./types";
import { digitsOf } from "./useView";
import { book } from "./words";

const MapChart = part(() => import("./MapChart"));
const StandingDrawer = part(() => import("./StandingDrawer"));
type Show = "map" | "table";

/** Where everybody stands against the targets in force: as a map, as a table, and behind each place its deals. */
export default function AttainmentScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const phone = usePhone();
  const search = useSearch({ strict: false }) as { plan?: string; show?: Show };
  const navigate = useNavigate();
  useTitle(say("attainment"));
  const found = useQuery({
    queryKey: ["rows", "target_plans", "in force"],
    queryFn: ({ signal }) =>
      listRows(
        "target_plans",
        {
          limit: 100,
          sort: "-from",
          filter: JSON.stringify({ field: "state", op: "eq", value: "published" }),
        },
        signal,
      ),
  });
  // Whoever sees no plans has targets in some, of their own or of a unit they lead.
  const own = useQuery({ queryKey: ["target-mine", locale], queryFn: () => getMine(), retry: false });
  const published = inForce(found.data?.rows ?? [], own.data?.targets ?? []);
  const day = own.data?.day ?? "";
  const current = published.find((one) => one.from <= day && day <= one.to) ?? published[0];
  const known = !!found.data && !own.isPending;
  const plan = search.plan ?? (known ? current?.id : undefined);
  const asked = useQuery({
    queryKey: ["target-attainment", plan ?? "", locale],
    queryFn: () => getAttainment(plan ?? ""),
    enabled: !!plan,
    // Of another plan: as it was until that is there.
    placeholderData: keepPreviousData,
    retry: false,
  });
  const show = search.show ?? (phone ? "table" : "map");
  const set = (change: { plan?: string; show?: Show }) =>
    void navigate({ to: ".", search: { ...search, ...change } as never, replace: true });
  const error = found.error ?? asked.error;
  if (!error && (!known || (plan && !asked.data))) return <Waiting lines={12} />;
  return (
    <article className={plans.page}>
      <header className={plans.head}>
        <div className={plans.title}>
          <h1>{say("attainment")}</h1>
          {asked.data && <Span told={asked.data} />}
        </div>
        <div className={plans.deeds}>
          {published.length > 0 && (
            <Select
              aria-label={say("attainment.plan")}
              value={published.some((one) => one.id === plan) ? plan : undefined}
              placeholder={asked.data?.name}
              popupMatchSelectWidth={false}
              className={styles.plans}
              options={published.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(next) => set({ plan: next })}
            />
          )}
          {asked.data && (
            <Segmented<Show>
              aria-label={say("attainment.show")}
              value={show}
              options={[
                { value: "map", label: say("attainment.map") },
                { value: "table", label: say("attainment.table") },
              ]}
              onChange={(next) => set({ show: next })}
            />
          )}
        </div>
      </header>
      <div className={plans.body}>
        {error && !asked.data ? (
          <Failed
            error={error}
            again={() => {
              void found.refetch();
              if (plan) void asked.refetch();
            }}
          />
        ) : known && !plan ? (
          <Nothing title={say("attainment.none")} hint={say("attainment.none.hint")} />
        ) : !asked.data ? (
          <Waiting lines={10} />
        ) : asked.data.rows.length === 0 ? (
          <Nothing title={say("none.yours")} hint={say("attainment.yours.hint")} />
        ) : (
          <Body told={asked.data} show={show} />
        )}
      </div>
    </article>
  );
}

interface InForce {
  id: string;
  name: string;
  from: string;
  to: string;
}

function inForce(rows: readonly Row[], targets: readonly Mine[]): InForce[] {
  const all = [
    ...rows.map(({ id, name, from, to }) => ({
      id,
      name: String(name),
      from: String(from),
      to: String(to),
    })),
    ...targets.map(({ plan, plan_name, from, to }) => ({ id: plan, name: plan_name, from, to })),
  ];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

function Span({ told }: { told: Attainment }) {
  const say = useBook(book);
  const { format } = useReader();
  return (
    <p className="muted">
      {told.metric.label} · {say("span", { from: format.date(told.from), to: format.date(told.to) })} ·{" "}
      {say("attained.on", { day: format.date(told.day) })}
    </p>
  );
}

function Body({ told, show }: { told: Attainment; show: Show }) {
  const say = useBook(book);
  const { format } = useReader();
  const [opened, setOpened] = useState<string>();
  const { currency, rows } = told;
  const amount = useCallback(
    (value: number) => {
      const digits = currency ? digitsOf(currency) : 4;
      return currency
        ? format.money({ amount: exact(value, { digits }), currency })
        : format.number(exact(value, { digits }), 1);
    },
    [currency, format],
  );
  const short = useCallback(
    (value: number) =>
      format.short(Number(exact(value, { digits: currency ? digitsOf(currency) : 4 })), currency),
    [currency, format],
  );
  const branches = useMemo(() => grown(rows), [rows]);
  const press = useCallback((row: Attained) => setOpened(row.node), []);
  const tops = branches.map(({ row }) => row);
  const top = tops.length === 1 ? tops[0] : undefined;
  const late = furthest(rows, 5);
  const row = rows.find((one) => one.node === opened);
  const percent = (ratio: Attained["pace"]) => {
    const share = fraction(ratio);
    return share === null ? "–" : format.ratio(share, 1);
  };
  return (
    <>
      {top && (
        <dl className={plans.figures}>
          <div>
            <dt>{say("attained.target")}</dt>
            <dd>{amount(top.target)}</dd>
          </div>
          <div>
            <dt>{say("attained.credited")}</dt>
            <dd>
              {amount(top.credited)} <small>{percent(top.attainment)}</small>
            </dd>
          </div>
          <div>
            <dt>{say("attained.paced")}</dt>
            <dd>
              {amount(top.paced)} <small>{say("attained.pace.n", { pace: percent(top.pace) })}</small>
            </dd>
          </div>
          <div>
            <dt>{say(top.gap > 0 ? "attained.gap" : "attained.over")}</dt>
            <dd>{amount(Math.abs(top.gap))}</dd>
          </div>
          {top.run_rate !== null && (
            <div>
              <dt>{say("attained.rate")}</dt>
              <dd>
                {amount(top.run_rate)} <small>{say("attained.days", { n: top.days_left })}</small>
              </dd>
            </div>
          )}
          {top.projection !== null && (
            <div>
              <dt>{say("attained.projection")}</dt>
              <dd className={top.projection < top.target ? plans.under : plans.over}>
                {amount(top.projection)}
              </dd>
            </div>
          )}
        </dl>
      )}
      <Key />
      {show === "map" ? (
        <Suspense fallback={<Waiting lines={10} />}>
          <MapChart branches={branches} amount={amount} short={short} press={press} />
        </Suspense>
      ) : (
        <AttainedTable rows={rows} amount={amount} short={short} press={press} />
      )}
      {late.length > 0 && (
        <section className={styles.late}>
          <h2>{say("attained.late")}</h2>
          <ul>
            {late.map((one) => (
              <li key={one.node}>
                <button type="button" onClick={() => setOpened(one.node)}>
                  {one.name}
                </button>
                <span className="muted">{percent(one.attainment)}</span>
                <b>{say("attained.behind", { amount: amount(one.paced - one.credited) })}</b>
              </li>
            ))}
          </ul>
        </section>
      )}
      {row && (
        <Suspense fallback={null}>
          <StandingDrawer
            told={told}
            row={row}
            amount={amount}
            short={short}
            close={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}
