import { useDroppable } from "@dnd-kit/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import type { ListQuery } from "../api/paths";
import type { Field, GroupRow, Labels, Value } from "../api/types";
import { textOf } from "../resource/fields";
import { all, conditions, type Filter } from "../resource/filter";
import { usePhone } from "../resource/usePhone";
import { DownOutlined, RightOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { Card } from "./Card";
import { CardsWaiting } from "./CardsWaiting";
import { RetryButton } from "./Column";
import { Amounts, ColumnHead } from "./ColumnHead";
import { type Target, useBoard } from "./context";
import { type Figures, figuresOf, inLane, NONE, withMoves } from "./figures";
import styles from "./Lanes.module.css";
import type { Column } from "./spec";
import { useCards } from "./useCards";
import { useStop } from "./useStop";

/** So many cards of a column's part in a lane at first, and with every further asking. */
const PAGE = 8;
const LANE = 220;
const GAP = 10;
const NARROW = 216;
const FOLDED = 120;

export interface Lane {
  key: string;
  value: Value;
  figures: Figures;
  /** Column → how many of the lane's rows stand in it. */
  counts: ReadonlyMap<string, number>;
}

/** Lanes in the order of their names or months; rows without a value come last. */
export function lanesOf(
  rows: readonly GroupRow[],
  whole: readonly GroupRow[],
  lane: string,
  by: string,
  order: (value: Value) => string,
  worth: string,
): Lane[] {
  const counts = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const key = String(row[lane] ?? "");
    const own = counts.get(key) ?? new Map<string, number>();
    own.set(String(row[by]), row.count);
    counts.set(key, own);
  }
  return whole
    .map((row) => {
      const key = String(row[lane] ?? "");
      return { key, value: row[lane], figures: figuresOf(row, worth), counts: counts.get(key) ?? new Map() };
    })
    .sort((one, other) =>
      one.key === "" || other.key === ""
        ? Number(one.key === "") - Number(other.key === "")
        : order(one.value).localeCompare(order(other.value)),
    );
}

interface Props {
  lanes: Lane[];
  field: Field;
  month: boolean;
  labels: Labels;
  figures: ReadonlyMap<string, Figures>;
  query: ListQuery;
  /** What all cards have to pass; a part of a lane adds its own. */
  filter: Filter | undefined;
  folded: ReadonlySet<string>;
  fold: (column: string) => void;
}

/** The board cut into lanes: one scrollbar for all, and only the lanes in sight are in the page. */
export function Lanes({ lanes: every, field, month, labels, figures, query, filter, folded, fold }: Props) {
  const { columns, say } = useBoard();
  const phone = usePhone();
  // Past months have rows in folded columns only; those are counted in the heads, and would push away what is worked on.
  const open = columns.filter((column) => !folded.has(column.id));
  const lanes = every.filter((lane) => open.some((column) => (lane.counts.get(column.id) ?? 0) > 0));
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lanes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LANE,
    getItemKey: (at) => lanes[at]?.key ?? at,
    overscan: 1,
  });
  const toggle = (key: string) => {
    const next = new Set(shut);
    if (!next.delete(key)) next.add(key);
    setShut(next);
  };
  // On a phone about one column is in sight, with the edge of the next.
  const narrow = phone ? Math.max(globalThis.innerWidth - 72, NARROW) : NARROW;
  const widths = columns.map((column) => (folded.has(column.id) ? FOLDED : narrow));
  const grid = {
    gridTemplateColumns: columns
      .map((column) => (folded.has(column.id) ? `${FOLDED}px` : `minmax(${narrow}px, 1fr)`))
      .join(" "),
    minWidth: widths.reduce((sum, width) => sum + width + GAP, -GAP),
  };
  return (
    // A scrolled part of the page has to be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} className={styles.lanes} tabIndex={0} role="group" aria-label={say("columns")}>
      <div className={styles.heads} style={grid}>
        {columns.map((column) => (
          <div key={column.id} className={styles.place}>
            <ColumnHead
              column={column}
              figures={figures.get(column.id) ?? NONE}
              folded={folded.has(column.id)}
              fold={() => fold(column.id)}
            />
          </div>
        ))}
      </div>
      {lanes.length === 0 && <p className={styles.empty}>{say("column.empty")}</p>}
      <div className={styles.all} style={{ height: virtual.getTotalSize(), minWidth: grid.minWidth }}>
        {virtual.getVirtualItems().map((item) => {
          const lane = lanes[item.index];
          return (
            lane && (
              <section
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-lane={lane.key}
                className={styles.lane}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LaneHead
                  lane={lane}
                  field={field}
                  month={month}
                  labels={labels}
                  open={!shut.has(lane.key)}
                  toggle={() => toggle(lane.key)}
                />
                {!shut.has(lane.key) && (
                  <div className={styles.row} style={grid}>
                    {columns.map((column) => (
                      <Part
                        key={column.id}
                        column={column}
                        lane={lane}
                        folded={folded.has(column.id)}
                        query={query}
                        filter={all([...conditions(filter), inLane(field.name, month, lane.value)])}
                      />
                    ))}
                  </div>
                )}
              </section>
            )
          );
        })}
      </div>
    </div>
  );
}

interface HeadProps {
  lane: Lane;
  field: Field;
  month: boolean;
  labels: Labels;
  open: boolean;
  toggle: () => void;
}

function LaneHead({ lane, field, month, labels, open, toggle }: HeadProps) {
  const { say } = useBoard();
  const { format, locale } = useReader();
  const name = laneName(lane.value, field, month, labels, format, locale) ?? say("lane.none");
  return (
    <h3 className={styles.head}>
      <button type="button" aria-expanded={open} onClick={toggle}>
        {open ? <DownOutlined style={{ fontSize: 10 }} /> : <RightOutlined style={{ fontSize: 10 }} />}
        <span className={styles.name}>{name}</span>
        <span className="muted">{format.number(lane.figures.count, 0)}</span>
        <span className="muted">
          <Amounts of={lane.figures.worth} word="column.total" />
        </span>
      </button>
    </h3>
  );
}

export function laneName(
  value: Value,
  field: Field,
  month: boolean,
  labels: Labels,
  format: Parameters<typeof textOf>[2],
  locale: string,
): string | null {
  if (value === null || value === undefined) return null;
  if (!month) return textOf(field, value, format, labels);
  const shown = { year: "numeric", month: "long", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", shown).format(
    new Date(`${String(value)}-01T00:00:00Z`),
  );
}

interface PartProps {
  column: Column;
  lane: Lane;
  folded: boolean;
  query: ListQuery;
  filter: Filter | undefined;
}

/** What a lane and a column have in common. */
function Part({ column, lane, folded, query, filter }: PartProps) {
  const { noun, spec, say, moves } = useBoard();
  const { locale, format } = useReader();
  const count = lane.counts.get(column.id) ?? 0;
  const target: Target = { column, lane: lane.key };
  const { setNodeRef, isOver } = useDroppable({ id: `${lane.key}/${column.id}`, data: target });
  const own = all([...conditions(filter), { field: spec.by, op: "eq", value: column.id }]);
  const asked = { ...query, filter: JSON.stringify(own) };
  const cards = useCards(noun.name, locale, column.id, lane.key, asked, PAGE, !folded && count > 0);
  const rows = withMoves(count > 0 ? cards.rows : [], column.id, lane.key, moves.pending);
  const rest = count - cards.rows.length;
  const { stop, onFocus } = useStop(rows.map((row) => row.id));
  // A lane that was empty has been asked for nothing yet.
  const { again } = cards;
  const late = count > 0 && !cards.waiting && cards.rows.length === 0;
  useEffect(() => {
    if (late) again();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it turns out to hold something
  }, [late]);
  return (
    <div ref={setNodeRef} className={styles.part} data-over={isOver || undefined} data-column={column.id}>
      {folded ? (
        count > 0 && <span className="muted">{format.number(count, 0)}</span>
      ) : cards.error ? (
        <div role="alert">
          {say("column.failed")} <RetryButton again={cards.again} />
        </div>
      ) : count > 0 && cards.waiting ? (
        <CardsWaiting count={Math.min(count, 2)} />
      ) : (
        <>
          <ul onFocus={onFocus}>
            {rows.map((row) => (
              <li key={row.id}>
                <Card
                  row={row}
                  labels={cards.labels}
                  column={column}
                  lane={lane.key}
                  stop={row.id === stop}
                />
              </li>
            ))}
          </ul>
          {cards.hasMore && (
            <Button type="text" size="small" block loading={cards.loadingMore} onClick={cards.more}>
              {say("lane.more", { n: format.number(Math.max(rest, 1), 0) })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
