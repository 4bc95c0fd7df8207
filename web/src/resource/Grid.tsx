import { ArrowDownOutlined, ArrowUpOutlined } from "../theme/icons";
import { Link, useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Checkbox, Tooltip } from "antd";
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect, useRef } from "react";
import type { Field, Labels, Noun, Row } from "../api/types";
import { rowHeight } from "../theme/tokens";
import { useReader } from "../words/Reader";
import { Cell } from "./Cell";
import { isNumeric, isSortable, titleOf, widthOf } from "./fields";
import styles from "./Grid.module.css";
import { nextSort, sortKeys } from "./listState";
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
  selection?: Selection;
  hasMore: boolean;
  loadingMore: boolean;
  more: () => void;
  asOf?: string;
  dimmed?: boolean;
}

const PHONE_ROW = 64;
const BOX = 40;

/** Rows of one noun as a table; only those in sight are in the page. */
export function Grid(props: Props) {
  const { noun, fields, rows, labels, total, selection, hasMore, loadingMore, more, asOf } = props;
  const { say } = useReader();
  const phone = usePhone();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const height = phone ? PHONE_ROW : rowHeight;
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

  const widths = fields.map((field) => (field.name === noun.title ? 300 : widthOf(field)));
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
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const here = (event.target as HTMLElement).closest("[data-index]");
    if (step === 0 || !here) return;
    const next = Number(here.getAttribute("data-index")) + step;
    if (next < 0 || next >= rows.length) return;
    event.preventDefault();
    virtual.scrollToIndex(next, { align: "auto" });
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] a[data-title]`)?.focus();
    });
  };
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
    // The keys move between the links in it; the table itself takes no focus.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={scroller} className={styles.scroller} onKeyDown={walk} data-dimmed={props.dimmed || undefined}>
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
              {fields.map((field) => (
                <Head key={field.name} field={field} sort={props.sort} setSort={props.setSort} />
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
                  <PhoneRow noun={noun} fields={fields} row={row} labels={labels} title={titleLink(row)} />
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

function PhoneRow({
  noun,
  fields,
  row,
  labels,
  title,
}: {
  noun: Noun;
  fields: Field[];
  row: Row;
  labels: Labels;
  title: React.ReactNode;
}) {
  const rest = fields.filter((field) => field.name !== noun.title);
  const status =
    rest.find((field) => field.kind === "choice") ?? rest.find((field) => field.ref === "stages");
  const amount = rest.find((field) => isNumeric(field.kind));
  const others = rest.filter((field) => field !== status && field !== amount).slice(0, 2);
  const show = (field: Field | undefined) =>
    field && <Cell key={field.name} noun={noun} field={field} row={row} labels={labels} />;
  return (
    <>
      <span role="cell" className={styles.line}>
        {title}
        <span className={styles.end}>{show(amount)}</span>
      </span>
      <span role="cell" className={`${styles.line} ${styles.second}`}>
        <span className={styles.others}>{others.map(show)}</span>
        <span className={styles.end}>{show(status)}</span>
      </span>
    </>
  );
}

function Head({
  field,
  sort,
  setSort,
}: {
  field: Field;
  sort?: string;
  setSort?: (sort: string | undefined) => void;
}) {
  const keys = sortKeys(sort);
  const at = keys.findIndex((key) => key.field === field.name);
  const key = keys[at];
  const label = (
    <>
      <span className={styles.label}>{field.label}</span>
      {key && (key.down ? <ArrowDownOutlined /> : <ArrowUpOutlined />)}
      {key && keys.length > 1 && <sup>{at + 1}</sup>}
    </>
  );
  return (
    <span
      role="columnheader"
      aria-sort={key ? (key.down ? "descending" : "ascending") : undefined}
      className={styles.headCell}
      data-number={isNumeric(field.kind) || undefined}
    >
      <Tooltip title={field.help} mouseEnterDelay={0.6}>
        {setSort && isSortable(field) ? (
          <button type="button" onClick={(event) => setSort(nextSort(sort, field.name, event.shiftKey))}>
            {label}
          </button>
        ) : (
          <span className={styles.fixed}>{label}</span>
        )}
      </Tooltip>
    </span>
  );
}
