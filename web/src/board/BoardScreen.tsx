import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { Suspense, useMemo, useState } from "react";
import { groupRows, listRows } from "../api/calls";
import { nounOf, useMeta, useSession } from "../api/queries";
import type { Groups, Labels, Noun, Row } from "../api/types";
import { screensOf } from "../capabilities";
import { part } from "../parts/part";
import { fieldOf } from "../resource/fields";
import { all, conditions, type Filter } from "../resource/filter";
import type { SetState } from "../resource/List";
import listStyles from "../resource/List.module.css";
import { type ListState, queryOf } from "../resource/listState";
import { ListTools } from "../resource/ListTools";
import { ShowSwitch } from "../resource/ShowSwitch";
import { useKeys } from "../shell/keys";
import { Failed, Nothing } from "../shell/States";
import { PlusOutlined } from "../theme/icons";
import { useBook, useReader } from "../words/Reader";
import { wallTime } from "../words/zone";
import styles from "./Board.module.css";
import { BoardBody } from "./BoardBody";
import { BoardWaiting } from "./BoardWaiting";
import { fieldsIn, sameFilter } from "./figures";
import { type BoardSpec, laneField } from "./spec";
import { book } from "./words";

const FormDrawer = part(() => import("../resource/FormDrawer"));

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
}

/** The rows of a noun as cards in columns, in the place of its list; the address, the views and the filters are the list's. */
export default function BoardScreen({ noun, state, setState }: Props) {
  const found = useQuery({
    queryKey: ["board-spec", noun.name],
    queryFn: async () => {
      const spec = await screensOf(noun.name).board?.();
      return spec?.default ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (found.error) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <BoardWaiting />;
  return <Screen noun={noun} state={state} setState={setState} spec={found.data} />;
}

function Screen({ noun, state, setState, spec }: Props & { spec: BoardSpec }) {
  const { locale, timeZone, say: shell } = useReader();
  const say = useBook(book);
  const own = useBook(spec.book);
  const meta = useMeta(locale);
  const session = useSession();
  const [creating, setCreating] = useState(false);

  const of = useQuery({
    queryKey: ["rows", spec.of?.noun ?? "", locale, "board"],
    queryFn: ({ signal }) => listRows(spec.of?.noun ?? "", { limit: 200, sort: "position" }, signal),
    enabled: !!spec.of,
    staleTime: 60_000,
  });
  const boards = of.data?.rows ?? [];
  const several = boards.length > 1 && !state.of;
  const held = useQuery({
    queryKey: ["rows", noun.name, locale, "boards"],
    queryFn: ({ signal }) => groupRows(noun.name, { by: spec.of?.field ?? "" }, signal),
    enabled: several,
    staleTime: 60_000,
  });
  const usual = usualBoard(boards, spec, held.data?.rows);
  const chosen = boards.find((row) => row.id === state.of) ?? usual;
  const columnsNoun = fieldOf(noun, spec.by)?.ref ?? "";
  const rows = useQuery({
    queryKey: ["rows", columnsNoun, locale, "board"],
    queryFn: ({ signal }) => listRows(columnsNoun, { limit: 500, sort: "position" }, signal),
    staleTime: 60_000,
  });
  const columns = useMemo(() => {
    const field = spec.of?.field;
    return spec.columns((rows.data?.rows ?? []).filter((row) => !field || row[field] === chosen?.id));
  }, [rows.data, chosen?.id, spec]);

  const mayCreate = noun.may.create;
  useKeys({
    n: (event) => {
      event.preventDefault();
      if (mayCreate) setCreating(true);
    },
  });
  const quick = spec.quick({ columns, me: session?.user.person_id ?? null, say: own });
  const isQuick = (filter: Filter) => quick.some((one) => sameFilter(one.filter, filter));
  const active = (filter: Filter) => conditions(state.filter).some((one) => sameFilter(one, filter));
  const toggle = (filter: Filter) => {
    const others = conditions(state.filter).filter((one) => !sameFilter(one, filter));
    setState({ filter: all(active(filter) ? others : [...others, filter]) });
  };
  const labels = useNames(
    noun,
    state,
    conditions(state.filter).filter((one) => !isQuick(one)),
  );
  const lanes = spec.lanes.flatMap((lane) => {
    const found = laneField(noun, lane);
    return found ? [{ value: lane, label: found.field.label }] : [];
  });
  const today = (wallTime(new Date(), timeZone) ?? "").slice(0, 10);
  const failed = of.error ?? rows.error;
  const settings = nounOf(meta, columnsNoun);

  return (
    <div className={listStyles.screen}>
      <header className={listStyles.head}>
        <h1>{noun.plural}</h1>
        <span className={listStyles.gap} />
        <ShowSwitch noun={noun} state={state} setState={setState} />
        {mayCreate && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-label={shell("list.new", { noun: noun.label })}
            aria-keyshortcuts="n"
            onClick={() => setCreating(true)}
          >
            <span className={listStyles.wide}>{shell("list.new", { noun: noun.label })}</span>
          </Button>
        )}
      </header>
      <ListTools
        noun={noun}
        state={state}
        setState={setState}
        labels={labels}
        lanes={lanes}
        shownElsewhere={isQuick}
      />
      <div className={styles.bar}>
        {boards.length > 1 && (
          <Select
            aria-label={say("of")}
            value={chosen?.id}
            options={boards.map((row) => ({
              value: row.id,
              label: String(row.name ?? row.id),
            }))}
            onChange={(id: string) => setState({ of: id === usual?.id ? undefined : id })}
            popupMatchSelectWidth={false}
          />
        )}
        <div className={styles.quick} role="group" aria-label={say("quick")}>
          {quick.map((one) => (
            <button
              key={one.key}
              type="button"
              aria-pressed={active(one.filter)}
              onClick={() => toggle(one.filter)}
            >
              {one.label}
            </button>
          ))}
        </div>
        <SortMenu noun={noun} spec={spec} state={state} setState={setState} />
      </div>
      {failed ? (
        <Failed error={failed} again={() => void Promise.all([of.refetch(), rows.refetch()])} />
      ) : (spec.of && of.isPending) || rows.isPending || (several && held.isPending) ? (
        <BoardWaiting />
      ) : columns.length === 0 ? (
        <Nothing title={say("none")} hint={say("none.hint")}>
          {settings && (
            <Link to="/$noun" params={{ noun: settings.name }}>
              {say("none.open", { noun: settings.plural })}
            </Link>
          )}
        </Nothing>
      ) : (
        <BoardBody
          noun={noun}
          spec={spec}
          columns={columns}
          state={state}
          within={spec.of && chosen ? { field: spec.of.field, op: "eq", value: chosen.id } : undefined}
          today={today}
        />
      )}
      {creating && (
        <Suspense fallback={null}>
          <FormDrawer
            noun={noun}
            close={() => setCreating(false)}
            initial={
              spec.of && chosen && chosen.id !== usual?.id ? { [spec.of.field]: chosen.id } : undefined
            }
            openAfter
          />
        </Suspense>
      )}
    </div>
  );
}

/** The board that opens by itself: the usual one, unless it is empty and another is not. */
function usualBoard(boards: Row[], spec: BoardSpec, held: Groups["rows"] | undefined): Row | undefined {
  const { of } = spec;
  const usual = boards.find((row) => of && row[of.usual] === true) ?? boards[0];
  if (!of || !held) return usual;
  const filled = (row: Row) => held.some((group) => group[of.field] === row.id && Number(group.count) > 0);
  return usual && filled(usual) ? usual : (boards.find(filled) ?? usual);
}

/** What the rows are called that conditions name; they stand in the rows that pass. */
function useNames(noun: Noun, state: ListState, shown: Filter[]): Labels {
  const { locale } = useReader();
  const fields = shown
    .flatMap(fieldsIn)
    .filter((name, at, all) => all.indexOf(name) === at && fieldOf(noun, name)?.kind === "ref");
  const query = { ...queryOf({ filter: state.filter }), limit: 50, fields: fields.join(",") };
  const found = useQuery({
    queryKey: ["rows", noun.name, locale, "names", query],
    queryFn: ({ signal }) => listRows(noun.name, query, signal),
    enabled: fields.length > 0,
  });
  return found.data?.labels ?? {};
}

/** The order of the cards, as the list's columns are sorted by their heads. */
function SortMenu({ noun, spec, state, setState }: Props & { spec: BoardSpec }) {
  const say = useBook(book);
  const named = (sort: string) => {
    const down = sort.startsWith("-");
    const field = fieldOf(noun, sort.replace(/^-/, ""));
    const dated = field?.kind === "date" || field?.kind === "instant";
    if (field?.kind === "text" && !down) return say("sort.text", { field: field.label });
    const word = dated ? (down ? "sort.latest" : "sort.soonest") : down ? "sort.down" : "sort.up";
    return say(word, { field: field?.label ?? sort });
  };
  const now = state.sort ?? spec.sorts[0] ?? "";
  const sorts = spec.sorts.includes(now) ? spec.sorts : [...spec.sorts, now];
  return (
    <Select
      className={styles.sort}
      variant="borderless"
      aria-label={say("sort")}
      value={now}
      options={sorts.map((sort) => ({ value: sort, label: named(sort) }))}
      onChange={(sort: string) => setState({ sort: sort === spec.sorts[0] ? undefined : sort })}
      popupMatchSelectWidth={false}
    />
  );
}
