import { useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { Suspense, useMemo, useState } from "react";
import { getKpis, listRows } from "../api/calls";
import { nounOf, sessionQuery, useMeta } from "../api/queries";
import type { KpiCatalogue, Meta, Row, Session } from "../api/types";
import { capabilities } from "../capabilities";
import { FIRST } from "../shell/menu";
import { Failed, Nothing, Waiting } from "../shell/States";
import { useBook, useReader } from "../words/Reader";
import { part } from "../parts/part";
import { usePhone } from "../resource/usePhone";
import { Begun } from "./Begun";
import { Board } from "./Board";
import styles from "./Dashboard.module.css";
import { DashboardEditor } from "./DashboardEditor";
import { DashboardHead } from "./DashboardHead";
import { FilterBar, useChoices } from "./FilterBar";
import type { HomeState } from "./homeState";
import { offered, shownCards } from "./offered";
import type { Asking } from "./questions";
import type { Dashboard } from "./spec";
import { book } from "./words";

const Today = part(() => import("../phone/Today"));
const MOST_OWN = 200;

async function loadShipped(): Promise<Dashboard[]> {
  const all = await Promise.all(capabilities.map((one) => one.dashboards?.()));
  return all.flatMap((one) => one?.default ?? []);
}

/** Home: the dashboard of the reader's role, or another one that they are offered. */
export function HomeScreen() {
  const { locale } = useReader();
  const meta = useMeta(locale);
  const session = useQuery({ ...sessionQuery, enabled: false }).data;
  const catalogue = useQuery({ queryKey: ["kpis", locale], queryFn: getKpis, staleTime: 5 * 60_000 });
  const shipped = useQuery({ queryKey: ["dashboards"], queryFn: loadShipped, staleTime: Infinity });
  const asks = meta?.nouns.some((noun) => noun.name === "dashboards") ?? false;
  const own = useQuery({
    queryKey: ["views", "dashboards", locale],
    queryFn: ({ signal }) => listRows("dashboards", { sort: "position,name", limit: MOST_OWN }, signal),
    enabled: asks,
  });
  const error = [catalogue, shipped, own].find((one) => one.error && !one.data)?.error;
  if (error)
    return <Failed error={error} again={() => void Promise.all([catalogue.refetch(), own.refetch()])} />;
  if (!meta || !session || !catalogue.data || !shipped.data || (asks && !own.data)) return <HomeWaiting />;
  return (
    <Home
      meta={meta}
      session={session}
      catalogue={catalogue.data}
      shipped={shipped.data}
      rows={own.data?.rows ?? NONE}
    />
  );
}

const NONE: Row[] = [];

/** Which cards come is not known yet; that there are some, and how large they mostly are, is. */
function HomeWaiting() {
  const { say } = useReader();
  return (
    <div className={styles.page} role="status" aria-label={say("state.loading")}>
      <div className={styles.head}>
        <Skeleton.Input active size="small" />
      </div>
      <div className={styles.filters} />
      <div className={styles.board}>
        {[1, 1, 1, 1, 2, 2, 2, 2].map((size, at) => (
          <div key={at} className={styles.cell} data-width={size} data-height={size}>
            <div className={styles.card}>
              <div className={styles.cardHead}>
                <Skeleton.Input active size="small" />
              </div>
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Whoever is offered no dashboard begins with the first list that is open to them. */
function FirstList({ meta }: { meta: Meta }) {
  const { say } = useReader();
  const readable = meta.nouns.filter((noun) => noun.group && noun.may.read !== false);
  const noun = FIRST.map((name) => readable.find((one) => one.name === name)).find(Boolean) ?? readable[0];
  if (!noun) return <Nothing title={say("home.nothing")} hint={say("home.nothing.hint")} />;
  return <Navigate to="/$noun" params={{ noun: noun.name }} replace />;
}

interface Props {
  meta: Meta;
  session: Session;
  catalogue: KpiCatalogue;
  shipped: Dashboard[];
  rows: Row[];
}

function Home({ meta, session, catalogue, shipped, rows }: Props) {
  const say = useBook(book);
  const navigate = useNavigate({ from: "/" });
  const state = useSearch({ from: "/frame/" });
  const [editing, setEditing] = useState<string>();
  const found = useMemo(
    () => offered(shipped, rows, meta, catalogue, session),
    [shipped, rows, meta, catalogue, session],
  );
  const all = [...found.own.map((one) => one.dashboard), ...found.shipped];
  const dashboard = all.find((one) => one.name === state.d) ?? found.home;
  const units = useChoices("units", meta, "position,name");
  const products = useChoices("products", meta, "name");
  const setState = (change: Partial<HomeState>) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined),
        ) as HomeState,
    });
  const { from, to, unit, product } = state;
  const known = (name: string | undefined) => (name && catalogue.periods?.[name] ? name : undefined);
  const period = known(state.period) ?? known(dashboard?.period) ?? "this_month";
  const asking = useMemo<Asking>(
    () => ({
      today: catalogue.today ?? new Date().toISOString().slice(0, 10),
      periods: catalogue.periods ?? {},
      metrics: catalogue.metrics,
      period: from && to ? { from, to } : period,
      unit,
      product,
      me: session.user.person_id,
    }),
    [catalogue, from, to, period, unit, product, session],
  );
  const cards = useMemo(
    () => (dashboard ? shownCards(dashboard.cards, meta, catalogue) : []),
    [dashboard, meta, catalogue],
  );
  const phone = usePhone();
  if (!dashboard) return <FirstList meta={meta} />;
  // On the way, the day comes before all numbers, and larger than on its card.
  const day =
    phone && dashboard === found.home
      ? cards.find((card) => card.kind === "rows" && card.noun === "activities" && card.press)
      : undefined;
  const rest = day ? cards.filter((card) => card !== day) : cards;
  const row = found.own.find((one) => one.dashboard === dashboard)?.row;
  const called = (list: Row[] | undefined, id: string | undefined) => {
    const one = list?.find((other) => other.id === id);
    return one && String(one.name);
  };
  const named = { unit: called(units, unit), product: called(products, product) };
  const board = { meta, catalogue, asking, named };
  const go = (name: string | undefined) => setState({ d: name });
  if (row && editing === row.id) {
    return (
      <DashboardEditor
        key={row.id}
        row={row}
        dashboard={dashboard}
        board={board}
        close={() => setEditing(undefined)}
      />
    );
  }
  return (
    <div className={styles.page}>
      <DashboardHead
        dashboard={dashboard}
        row={row}
        cards={cards}
        found={found}
        session={session}
        board={board}
        go={go}
        edit={(name) => {
          go(name);
          setEditing(name);
        }}
      />
      {day && (
        <div data-leads>
          <Suspense fallback={<Waiting lines={6} />}>
            <Today card={day} asking={asking} meta={meta} />
          </Suspense>
        </div>
      )}
      <FilterBar
        meta={meta}
        catalogue={catalogue}
        units={units}
        products={products}
        state={state}
        period={period}
        change={setState}
      />
      {cards.length === 0 ? (
        <Nothing title={say("empty")} hint={say("empty.hint")} />
      ) : (
        <Begun noun={nounOf(meta, dashboard.about ?? "")}>
          <Board cards={rest} {...board} />
        </Begun>
      )}
    </div>
  );
}
