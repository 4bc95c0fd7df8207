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
import { toggledFrozen } from "./frozen";
import { Grid } from "./Grid";
import styles from "./List.module.css";
import { columnsOf, fieldsParameter, type ListState, movedColumn, queryOf, usualSort } from "./listState";
import { ListTools } from "./ListTools";
import { ShowSwitch } from "./ShowSwitch";
import { useSame } from "./useSame";
import { usePhone } from "./usePhone";
import { useRowsAt } from "./useRowsAt";
import { useSelection } from "./useSelection";

const FormDrawer = part(() => import("./FormDrawer"));
const Grouped = part(() => import("./Grouped"));
const Preview = part(() => import("./Preview"));
const BulkBar = part(() => import("../action/BulkBar"));

export type SetState = (change: Partial<ListState>, replace?: boolean) => void;

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
}

export function List({ noun, state, setState }: Props) {
  const { say, locale, format } = useReader();
  const phone = usePhone();
  const [creating, setCreating] = useState(false);

  const columns = columnsOf(noun, state);
  const shown = columns.join(",");
  const fields = useSame(
    columns.map((name) => fieldOf(noun, name)).filter((field) => field !== undefined),
    [noun, shown],
  );
  const query = {
    ...queryOf({ ...state, sort: state.sort ?? usualSort(noun) }),
    fields: fieldsParameter(noun, columns),
  };
  const found = useRowsAt(noun.name, locale, query, !state.group);
  const { source } = found;
  const narrowed = !!(state.q || state.filter);
  const past = !!state.as_of;
  // Its columns may change; its rows and their order stay.
  const question = JSON.stringify([query.q, query.sort, query.filter, query.as_of]);

  const [peek, show] = useState<number>();
  const [peekedIn, setPeekedIn] = useState(question);
  if (peekedIn !== question) {
    setPeekedIn(question);
    show(undefined);
  }
  const peeked = state.group ? undefined : peek;
  const preview = useMemo(() => ({ at: peeked, show }), [peeked]);
  // What the page of a row has to know to find its neighbours.
  const listed = JSON.stringify({ q: state.q, sort: state.sort, filter: state.filter, view: state.view });
  const list = useMemo(() => JSON.parse(listed) as Record<string, unknown>, [listed]);

  const [marking, setMarking] = useState(false);
  const picked = useSelection(
    source.rows,
    found.total,
    JSON.stringify([query.q, query.filter, query.as_of, state.group]),
  );
  const mayMark = !past && !state.group && source.count > 0;
  const columnMenu = {
    shown: columns,
    frozen: state.frozen,
    freeze: (name: string) => setState({ frozen: toggledFrozen(state.frozen, name) }, true),
    move: (name: string, step: number) => setState({ columns: movedColumn(columns, name, step) }, true),
    hide: (name: string) => setState({ columns: columns.filter((other) => other !== name) }, true),
  };
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
    A: (event) => {
      if (!mayMark || !event.shiftKey) return;
      event.preventDefault();
      if (picked.marked.all) picked.clear();
      else picked.takeAll();
    },
  });

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
      <ListTools
        noun={noun}
        state={state}
        setState={setState}
        labels={source.labels}
        mark={mayMark ? () => setMarking(true) : undefined}
      />
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
      ) : source.count === 0 ? (
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
        <div className={styles.split}>
          <Grid
            noun={noun}
            fields={fields}
            source={source}
            total={found.total}
            sort={state.sort}
            setSort={(sort) => setState({ sort })}
            widths={state.widths}
            setWidths={(widths) => setState({ widths }, true)}
            frozen={state.frozen}
            columnMenu={columnMenu}
            selection={past || (phone && !marking && picked.count === 0) ? undefined : picked.selection}
            preview={past ? undefined : preview}
            question={question}
            list={past ? undefined : list}
            mayEdit={noun.may.edit && !past}
            asOf={state.as_of}
            dimmed={found.stale}
          />
          {peeked !== undefined && (
            <Suspense fallback={null}>
              <Preview
                noun={noun}
                row={source.rowAt(peeked)}
                list={list}
                at={peeked}
                count={source.count}
                show={show}
              />
            </Suspense>
          )}
        </div>
      )}
      {(picked.count > 0 || marking) && mayMark && (
        <Suspense fallback={null}>
          <BulkBar
            noun={noun}
            marked={picked.marked}
            count={picked.count}
            state={state}
            total={found.total}
            takeAll={picked.takeAll}
            clear={() => {
              setMarking(false);
              picked.clear();
            }}
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
