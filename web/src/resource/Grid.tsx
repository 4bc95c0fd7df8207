import { Link, useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Checkbox } from "antd";
import { type CSSProperties, type MouseEvent, useEffect, useRef, useState } from "react";
import type { Field, Labels, Noun, Row } from "../api/types";
import { useMode } from "../theme/Theme";
import { densities } from "../theme/tokens";
import { useKeys } from "../shell/keys";
import { useReader } from "../words/Reader";
import { Cell } from "./Cell";
import { isNumeric, titleOf, widthOf } from "./fields";
import styles from "./Grid.module.css";
import { GridHead } from "./GridHead";
import { PhoneCard } from "./PhoneCard";
import { usePhone } from "./usePhone";

export interface Selection {
  ids: ReadonlySet<string>;
  toggle(id: string): void;
  toggleAll(): void;
}

interface Props {
  noun: Noun;
  fields: Field[];
  rows: Row[];
  labels: Labels;
  total: number | null;
  sort?: string;
  setSort?: (sort: string | undefined) => void;
  /** Column → pixels, where they differ from the usual. */
  widths?: Record<string, number>;
  setWidths?: (widths: Record<string, number> | undefined) => void;
  selection?: Selection;
  hasMore: boolean;
  loadingMore: boolean;
  more: () => void;
  asOf?: string;
  dimmed?: boolean;
}

const PHONE_ROW = 88;
const BOX = 40;
const TITLE = 300;

/** Rows of one noun as a table; only those in sight are in the page. */
export function Grid(props: Props) {
  const { noun, fields, rows, labels, total, selection, hasMore, loadingMore, more, asOf } = props;
  const { say } = useReader();
  const phone = usePhone();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { density } = useMode();
  const height = phone ? PHONE_ROW : densities[density].row;
  // Its answers change without its identity changing, so nothing here may be remembered between renders.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= rows.length - 20) more();
  }, [hasMore, loadingMore, last, rows.length, more]);

  // What is being dragged is kept here and goes into the address once it is let go.
  const [dragged, setDragged] = useState<Record<string, number>>();
  const chosen = { ...props.widths, ...dragged };
  const usual = (field: Field) => (field.name === noun.title ? TITLE : widthOf(field));
  const widths = fields.map((field) => chosen[field.name] ?? usual(field));
  const resize = (name: string) => (width: number | null, done: boolean) => {
    if (!done && width !== null) return setDragged({ [name]: width });
    setDragged(undefined);
    const rest = Object.fromEntries(Object.entries(props.widths ?? {}).filter(([other]) => other !== name));
    const next = width === null ? rest : { ...rest, [name]: width };
    props.setWidths?.(Object.keys(next).length > 0 ? next : undefined);
  };
  const columns = `${selection ? `${BOX}px ` : ""}${widths.map((width, at) => (at === widths.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" ")}`;
  const wide = widths.reduce((sum, width) => sum + width, selection ? BOX : 0);
  const line: CSSProperties = phone ? {} : { gridTemplateColumns: columns, minWidth: wide };
  const search = asOf ? { as_of: asOf } : {};

  const open = (row: Row) => (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    // A link or a box in the row is meant itself; marking text is no click.
    if (target.closest("a, button, label, input") || globalThis.getSelection()?.toString()) return;
    void navigate({ to: "/$noun/$id", params: { noun: noun.name, id: row.id }, search });
  };
  // Where a key is on its way to: the next one may come before the row is there to take the focus.
  const going = useRef<number>(undefined);
  const here = () => {
    if (going.current !== undefined) return going.current;
    const within = document.activeElement?.closest("[data-index]");
    return within && scroller.current?.contains(within) ? Number(within.getAttribute("data-index")) : null;
  };
  const goTo = (next: number) => {
    if (next < 0 || next >= rows.length) return;
    virtual.scrollToIndex(next, { align: "auto" });
    going.current = next;
    requestAnimationFrame(() => {
      if (going.current !== next) return;
      going.current = undefined;
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] a[data-title]`)?.focus();
    });
  };
  const walk = (step: number) => (event: KeyboardEvent) => {
    const at = here();
    event.preventDefault();
    // The first step from anywhere is into the first row in sight.
    const top = Math.ceil((scroller.current?.scrollTop ?? 0) / height);
    goTo(at === null ? top : at + step);
  };
  const arrow = (step: number) => (event: KeyboardEvent) => {
    // Outside the rows an arrow belongs to whatever has the focus, or scrolls.
    if (here() !== null || document.activeElement === document.body) walk(step)(event);
  };
  useKeys({
    j: walk(1),
    k: walk(-1),
    ArrowDown: arrow(1),
    ArrowUp: arrow(-1),
    x: () => {
      const row = rows[here() ?? -1];
      if (row) selection?.toggle(row.id);
    },
  });
  const titleLink = (row: Row) => (
    <Link
      to="/$noun/$id"
      params={{ noun: noun.name, id: row.id }}
      search={search}
      className={styles.title}
      data-title
    >
      {titleOf(noun, row)}
    </Link>
  );
  const box = (row: Row) =>
    selection && (
      <span role="cell" className={styles.box}>
        <Checkbox
          checked={selection.ids.has(row.id)}
          onChange={() => selection.toggle(row.id)}
          aria-label={say("list.select", { name: titleOf(noun, row) })}
        />
      </span>
    );

  return (
    <div ref={scroller} className={styles.scroller} data-dimmed={props.dimmed || undefined}>
      <div
        role="table"
        aria-label={noun.plural}
        aria-rowcount={total ?? (hasMore ? -1 : rows.length + 1)}
        style={{ minWidth: phone ? undefined : wide }}
      >
        {!phone && (
          <div role="rowgroup" className={styles.head}>
            <div role="row" aria-rowindex={1} className={styles.row} style={line}>
              {selection && (
                <span role="columnheader" className={styles.box}>
                  <Checkbox
                    checked={rows.length > 0 && rows.every((row) => selection.ids.has(row.id))}
                    indeterminate={selection.ids.size > 0 && rows.some((row) => !selection.ids.has(row.id))}
                    onChange={selection.toggleAll}
                    aria-label={say("list.select.all")}
                  />
                </span>
              )}
              {fields.map((field, at) => (
                <GridHead
                  key={field.name}
                  field={field}
                  sort={props.sort}
                  setSort={props.setSort}
                  width={widths[at] ?? usual(field)}
                  alone={!selection && at === 0}
                  setWidth={props.setWidths && resize(field.name)}
                />
              ))}
            </div>
          </div>
        )}
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            const place: CSSProperties = { height, transform: `translateY(${item.start}px)` };
            return (
              // Opening by a click anywhere in the row is a shortcut; its link is the way for the keyboard.
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={row.id}
                role="row"
                aria-rowindex={item.index + 2}
                data-index={item.index}
                data-selected={selection?.ids.has(row.id) || undefined}
                className={phone ? `${styles.row} ${styles.card}` : styles.row}
                style={{ ...line, ...place }}
                onClick={open(row)}
              >
                {phone ? (
                  <PhoneCard noun={noun} fields={fields} row={row} labels={labels} title={titleLink(row)} />
                ) : (
                  <>
                    {box(row)}
                    {fields.map((field) => (
                      <span
                        key={field.name}
                        role="cell"
                        className={
                          field.name === noun.title
                            ? selection
                              ? `${styles.cell} ${styles.first}`
                              : `${styles.cell} ${styles.first} ${styles.alone}`
                            : styles.cell
                        }
                        data-number={isNumeric(field.kind) || undefined}
                      >
                        {field.name === noun.title ? (
                          titleLink(row)
                        ) : (
                          <Cell noun={noun} field={field} row={row} labels={labels} />
                        )}
                      </span>
                    ))}
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {loadingMore && (
        <p className={styles.more} role="status">
          {say("list.more")}
        </p>
      )}
    </div>
  );
}
