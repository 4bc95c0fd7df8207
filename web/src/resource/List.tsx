import { part } from "../parts/part";
import { HistoryOutlined, PlusOutlined } from "../theme/icons";
import { Alert, Button } from "antd";
import { Link } from "@tanstack/react-router";
import { Suspense, useMemo, useRef, useState } from "react";
import type { Noun } from "../api/types";
import { useKeys } from "../shell/keys";
import { Failed, Nothing, RowsWaiting, Waiting } from "../shell/States";
import { useReader } from "../words/Reader";
import { fieldOf, widthOf } from "./fields";
import { Grid, type Selection } from "./Grid";
import styles from "./List.module.css";
import { columnsOf, fieldsParameter, type ListState, queryOf, usualSort } from "./listState";
import { ListTools } from "./ListTools";
import { ShowSwitch } from "./ShowSwitch";
import { useRows } from "./useRows";

const FormDrawer = part(() => import("./FormDrawer"));
const Grouped = part(() => import("./Grouped"));
const BulkBar = part(() => import("../action/BulkBar"));

export type SetState = (change: Partial<ListState>, replace?: boolean) => void;

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
}

export function List({ noun, state, setState }: Props) {
  const { say, locale, format } = useReader();
  const [creating, setCreating] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);

  const columns = columnsOf(noun, state);
  const fields = columns.map((name) => fieldOf(noun, name)).filter((field) => field !== undefined);
  const query = {
    ...queryOf({ ...state, sort: state.sort ?? usualSort(noun) }),
    fields: fieldsParameter(noun, columns),
  };
  const found = useRows(noun.name, locale, query, !state.group);
  const narrowed = !!(state.q || state.filter);
  const past = !!state.as_of;

  const selection = useMemo<Selection>(
    () => ({
      ids: chosen,
      toggle: (id) => {
        setEverything(false);
        setChosen((old) => {
          const next = new Set(old);
          if (!next.delete(id)) next.add(id);
          return next;
        });
      },
      toggleAll: () => {
        setEverything(false);
        setChosen((old) =>
          found.rows.every((row) => old.has(row.id)) ? new Set() : new Set(found.rows.map((row) => row.id)),
        );
      },
    }),
    [chosen, found.rows],
  );
  const mayCreate = noun.may.create && !past;
  const screen = useRef<HTMLDivElement>(null);
  useKeys({
    n: (event) => {
      event.preventDefault();
      if (mayCreate) setCreating(true);
    },
    "/": (event) => {
      event.preventDefault();
      screen.current?.querySelector<HTMLInputElement>("input[data-find]")?.focus();
    },
  });
  const clear = () => {
    setChosen(new Set());
    setEverything(false);
  };

  return (
    <div className={styles.screen} ref={screen}>
      <header className={styles.head}>
        <h1>{noun.plural}</h1>
        {found.total !== null && !state.group && (
          <span
            className={styles.count}
            aria-live="polite"
            title={say("list.rows", { n: format.number(found.total, 0) })}
          >
            {format.number(found.total, 0)}
          </span>
        )}
        <span className={styles.gap} />
        <ShowSwitch noun={noun} state={state} setState={setState} />
        {mayCreate && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-label={say("list.new", { noun: noun.label })}
            aria-keyshortcuts="n"
            onClick={() => setCreating(true)}
          >
            <span className={styles.wide}>{say("list.new", { noun: noun.label })}</span>
          </Button>
        )}
      </header>
      <ListTools noun={noun} state={state} setState={setState} labels={found.labels} />
      {past && (
        <Alert
          banner
          type="warning"
          icon={<HistoryOutlined />}
          title={say("asof.list", { at: format.instant(state.as_of ?? "") })}
          action={
            <Button size="small" onClick={() => setState({ as_of: undefined })}>
              {say("asof.now")}
            </Button>
          }
        />
      )}
      {state.group ? (
        <Suspense fallback={<Waiting />}>
          <Grouped noun={noun} state={state} setState={setState} fields={fields} />
        </Suspense>
      ) : found.error ? (
        <Failed error={found.error} again={found.again} />
      ) : found.waiting ? (
        <RowsWaiting widths={fields.map((field) => state.widths?.[field.name] ?? widthOf(field))} />
      ) : found.rows.length === 0 ? (
        narrowed ? (
          <Nothing title={say("list.none")} hint={say("list.none.hint")}>
            <Button onClick={() => setState({ q: undefined, filter: undefined })}>{say("list.clear")}</Button>
          </Nothing>
        ) : (
          <Nothing
            title={past ? say("list.past.none") : say("list.empty", { noun: noun.plural })}
            hint={mayCreate ? say("list.empty.hint") : (noun.help ?? undefined)}
          >
            {mayCreate && (
              <div className={styles.next}>
                <Button type="primary" onClick={() => setCreating(true)}>
                  {say("list.new", { noun: noun.label })}
                </Button>
                {noun.may.import && (
                  <Link to="/$noun" params={{ noun: "imports" }}>
                    {say("list.import")}
                  </Link>
                )}
              </div>
            )}
          </Nothing>
        )
      ) : (
        <Grid
          noun={noun}
          fields={fields}
          rows={found.rows}
          labels={found.labels}
          total={found.total}
          sort={state.sort}
          setSort={(sort) => setState({ sort })}
          widths={state.widths}
          setWidths={(widths) => setState({ widths }, true)}
          selection={past ? undefined : selection}
          hasMore={found.hasMore}
          loadingMore={found.loadingMore}
          more={found.more}
          asOf={state.as_of}
          dimmed={found.stale}
        />
      )}
      {chosen.size > 0 && (
        <Suspense fallback={null}>
          <BulkBar
            noun={noun}
            ids={everything ? null : [...chosen]}
            state={state}
            total={found.total}
            canTakeAll={
              // A job takes ids or a filter, not a search: what it does has to be what is shown.
              !state.q &&
              !everything &&
              chosen.size === found.rows.length &&
              (found.total ?? 0) > found.rows.length
            }
            takeAll={() => setEverything(true)}
            clear={clear}
          />
        </Suspense>
      )}
      {creating && (
        <Suspense fallback={null}>
          <FormDrawer noun={noun} close={() => setCreating(false)} openAfter />
        </Suspense>
      )}
    </div>
  );
}
