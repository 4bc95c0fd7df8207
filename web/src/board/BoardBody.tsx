import {
  type Announcements,
  closestCenter,
  type CollisionDetection,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MeasuringStrategy,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useMemo, useRef, useState } from "react";
import type { Noun } from "../api/types";
import { titleOf } from "../resource/fields";
import { all, conditions, type Filter } from "../resource/filter";
import { type ListState, queryOf } from "../resource/listState";
import { usePhone } from "../resource/usePhone";
import { Failed } from "../shell/States";
import { useBook, useReader } from "../words/Reader";
import styles from "./Board.module.css";
import { BoardWaiting } from "./BoardWaiting";
import { Face } from "./Card";
import cardStyles from "./Card.module.css";
import { Column } from "./Column";
import { Board, type Carried, type Target } from "./context";
import { type Figures, figuresOf, NONE } from "./figures";
import { useFolded } from "./folded";
import { columnByColumn } from "./keyboard";
import { laneName, Lanes, lanesOf } from "./Lanes";
import { type BoardSpec, type Column as ColumnOf, fieldsOfCards, laneField } from "./spec";
import { Tabs } from "./Tabs";
import { useCardKeys, useFocusOnMoved } from "./useCardKeys";
import { useTotals } from "./useCards";
import { useMoves } from "./useMoves";
import { book } from "./words";

interface Props {
  noun: Noun;
  spec: BoardSpec;
  columns: ColumnOf[];
  state: ListState;
  /** The board, where the noun has several. */
  within: Filter | undefined;
  today: string;
}

/** A finger that stays means the card, one that moves the page. */
const HOLD_MS = 220;

// On a phone the next column lies behind the edge: about one comes by in the time one needs to read its name.
const GENTLY = { acceleration: 2.5, threshold: { x: 0.12, y: 0.15 } };

// The column under the pointer; by keyboard, the one in whose place the card hangs.
const collide: CollisionDetection = (args) => {
  const lane = (args.active.data.current as Target | undefined)?.lane;
  const own = args.droppableContainers.filter(
    (one) => (one.data.current as Target | undefined)?.lane === lane,
  );
  const all = { ...args, droppableContainers: own };
  return args.pointerCoordinates ? pointerWithin(all) : closestCenter(all);
};

/** Columns with their figures and cards, and whatever happens to a card. */
export function BoardBody({ noun, spec, columns, state, within, today }: Props) {
  const { locale, format } = useReader();
  const say = useBook(book);
  const phone = usePhone();
  const moves = useMoves(noun, spec, say);
  useCardKeys();
  useFocusOnMoved(moves.last, moves.moved);
  const [carried, setCarried] = useState<Carried>();
  const { folded, fold } = useFolded(noun.name, columns, phone);
  const board = useRef<HTMLDivElement>(null);

  const filter = all([...conditions(state.filter), ...(within ? [within] : [])]);
  const asked = queryOf({ q: state.q, filter });
  const filtered = !!state.q || conditions(state.filter).length > 0;
  const sum = [spec.worth, ...(spec.weighted ? [spec.weighted] : [])];
  const lane = spec.lanes.includes(state.group ?? "") ? (state.group as string) : undefined;
  const cut = lane ? laneField(noun, lane) : undefined;
  const totals = useTotals(noun.name, locale, spec.by, sum, asked);
  const parts = useTotals(noun.name, locale, `${spec.by},${lane}`, [], asked, !!cut);
  const whole = useTotals(noun.name, locale, lane ?? "", [spec.worth], asked, !!cut);

  const figures = useMemo(() => {
    const found = new Map<string, Figures>();
    for (const row of totals.data?.rows ?? []) {
      found.set(String(row[spec.by]), figuresOf(row, spec.worth, spec.weighted));
    }
    for (const { from, to } of moves.pending.values()) {
      const less = found.get(from);
      if (less) found.set(from, { ...less, count: less.count - 1 });
      const more = found.get(to) ?? NONE;
      found.set(to, { ...more, count: more.count + 1 });
    }
    return found;
  }, [totals.data, spec, moves.pending]);

  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: HOLD_MS, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: columnByColumn }),
  );
  const mayMove = noun.verbs.some((verb) =>
    columns.some((from) =>
      columns.some((to) => from.id !== to.id && spec.drop(from, to)?.verb === verb.name),
    ),
  );
  const bare =
    !!noun.may.create && !filtered && !!totals.data && [...figures.values()].every((one) => one.count === 0);
  const context = useMemo(
    () => ({ noun, spec, columns, say, today, moves, mayMove }),
    [noun, spec, columns, say, today, moves, mayMove],
  );

  const away = useRef(false);
  const named = (data: unknown) => {
    const { row, column } = data as Carried;
    return { name: titleOf(noun, row), from: column.name };
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => {
      away.current = false;
      return say("drag.start", named(active.data.current));
    },
    onDragOver: ({ active, over }) => {
      const { name, from } = named(active.data.current);
      const target = over?.data.current as Target | undefined;
      // That a card just picked up hangs over its own column would drown that it was picked up.
      if (!away.current && target?.column.name === from) return undefined;
      away.current = true;
      return target ? say("drag.over", { name, to: target.column.name }) : say("drag.out", { name });
    },
    onDragEnd: ({ active, over }) => {
      const { name, from } = named(active.data.current);
      const target = over?.data.current as Target | undefined;
      return !target || target.column.name === from
        ? say("drag.same", { name, from })
        : say("drag.end", { name, to: target.column.name });
    },
    onDragCancel: ({ active }) => say("drag.cancel", named(active.data.current)),
  };

  if (totals.error) return <Failed error={totals.error} again={() => void totals.refetch()} />;
  const query = {
    ...queryOf({ q: state.q, sort: state.sort ?? spec.sorts[0] }),
    fields: fieldsOfCards(noun, spec),
  };
  const order = (value: unknown) =>
    cut?.month || !cut
      ? String(value)
      : (laneName(value as string, cut.field, false, whole.data?.labels ?? {}, format, locale) ?? "");
  return (
    <Board.Provider value={context}>
      <DndContext
        sensors={sensors}
        collisionDetection={collide}
        autoScroll={phone ? GENTLY : true}
        measuring={{ droppable: { strategy: MeasuringStrategy.WhileDragging } }}
        accessibility={{ announcements, screenReaderInstructions: { draggable: say("drag.how") } }}
        onDragStart={({ active }) => setCarried(active.data.current as Carried)}
        onDragCancel={() => setCarried(undefined)}
        onDragEnd={({ active, over }) => {
          setCarried(undefined);
          const from = active.data.current as Carried;
          const to = over?.data.current as Target | undefined;
          if (to) moves.start(from.row, from.column, to.column, from.lane);
        }}
      >
        {phone && !cut && <Tabs columns={columns} figures={figures} board={board} />}
        {cut ? (
          whole.error || parts.error ? (
            <Failed
              error={whole.error ?? parts.error}
              again={() => void Promise.all([whole.refetch(), parts.refetch()])}
            />
          ) : !whole.data || !parts.data ? (
            <BoardWaiting />
          ) : (
            <Lanes
              lanes={lanesOf(parts.data.rows, whole.data.rows, lane ?? "", spec.by, order, spec.worth)}
              field={cut.field}
              month={cut.month}
              labels={whole.data.labels ?? {}}
              figures={figures}
              query={query}
              filter={filter}
              folded={folded}
              fold={fold}
            />
          )
        ) : (
          <div ref={board} className={styles.board} data-dragging={carried ? true : undefined}>
            {columns.map((column, at) => (
              <Column
                key={column.id}
                begins={bare && at === 0}
                column={column}
                figures={totals.data ? (figures.get(column.id) ?? NONE) : undefined}
                query={{
                  ...query,
                  filter: JSON.stringify(
                    all([...conditions(filter), { field: spec.by, op: "eq", value: column.id }]),
                  ),
                }}
                folded={folded.has(column.id)}
                fold={() => fold(column.id)}
              />
            ))}
          </div>
        )}
        <DragOverlay dropAnimation={null}>
          {carried && (
            <article className={`${cardStyles.card} ${styles.carried}`}>
              <Face row={carried.row} labels={carried.labels} column={carried.column} />
            </article>
          )}
        </DragOverlay>
      </DndContext>
      <div className="unseen" role="status" aria-live="polite">
        {moves.told}
      </div>
      {moves.dialogs}
    </Board.Provider>
  );
}
