import { useNavigate } from "@tanstack/react-router";
import {
  type CSSProperties,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { Field, Noun } from "../api/types";
import { useMode } from "../theme/Theme";
import { densities } from "../theme/tokens";
import { useReader } from "../words/Reader";
import { isMasked, widthOf } from "./fields";
import { frozenOf } from "./frozen";
import styles from "./Grid.module.css";
import { type ColumnMenu, GridHead } from "./GridHead";
import { GridRow } from "./GridRow";
import { ListScroll } from "./ListScroll";
import { Mark } from "./Mark";
import { OpenedFrom } from "./OpenedFrom";
import type { RowState } from "./rowState";
import { useGridKeys } from "./useGridKeys";
import { usePhone } from "./usePhone";
import { useSame } from "./useSame";
import type { Source } from "./useRowsAt";
import type { Selection } from "./useSelection";
import { useWidth } from "./useWidth";

/** A row that is shown beside the list: which one, and how to show another. */
export interface Previewing {
  at: number | undefined;
  show(index: number | undefined): void;
}

interface Props {
  noun: Noun;
  fields: Field[];
  source: Source;
  total: number | null;
  sort?: string;
  setSort?: (sort: string | undefined) => void;
  /** Column → pixels, where they differ from the usual. */
  widths?: Record<string, number>;
  setWidths?: (widths: Record<string, number> | undefined) => void;
  /** Columns that stay beside the title. */
  frozen?: string[];
  columnMenu?: ColumnMenu;
  selection?: Selection;
  preview?: Previewing;
  /** Another list than before begins at its top. */
  question?: string;
  /** What the page of a row is told about the list it was opened from. */
  list?: Record<string, unknown>;
  loadingMore?: boolean;
  asOf?: string;
  dimmed?: boolean;
  /** Values can be changed where they stand. */
  mayEdit?: boolean;
}

const PHONE_ROW = 88;
const HEAD = 33;
/** The box begins where the page's other parts begin. */
const BOX = 44;
const TITLE = 300;
const NOW: RowState = {};

/** Rows of one noun as a table; only those in sight are in the page, whichever of a million they are. */
export function Grid(props: Props) {
  const { noun, fields, source, total, selection, preview, asOf, question } = props;
  const { say } = useReader();
  const phone = usePhone();
  const navigate = useNavigate();
  const { density } = useMode();
  const height = phone ? PHONE_ROW : densities[density].row;
  const [scroll] = useState(() => new ListScroll());
  const [from] = useState(() => new OpenedFrom());
  useLayoutEffect(() => from.is(props.list), [from, props.list]);
  const { first, last, shift, height: high } = useSyncExternalStore(scroll.subscribe, scroll.seen);
  const attach = useCallback((element: HTMLElement | null) => scroll.attach(element), [scroll]);
  const over = phone ? 0 : HEAD;
  useLayoutEffect(() => scroll.sized(source.count, height, over), [scroll, source.count, height, over]);
  useEffect(() => {
    if (last >= first) source.see(first, last);
  });
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    scroll.restart();
  });

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
  const before = selection ? BOX : 0;
  const columns = `${selection ? `${BOX}px ` : ""}${widths.map((width, at) => (at === widths.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`)).join(" ")}`;
  const wide = widths.reduce((sum, width) => sum + width, before);
  const line = useSame<CSSProperties>(phone ? {} : { gridTemplateColumns: columns, minWidth: wide }, [
    phone,
    columns,
  ]);
  const { ref, width: room } = useWidth();
  const frozen = useSame(frozenOf(fields, widths, props.frozen, before, room || Number.MAX_SAFE_INTEGER), [
    fields,
    columns,
    room,
    props.frozen?.join(","),
  ]);
  const search = useMemo(() => (asOf ? { as_of: asOf } : NOW), [asOf]);

  const [editing, setEditing] = useState<{ index: number; field: string }>();
  const changeable = useMemo(
    () =>
      new Set(
        props.mayEdit && !phone
          ? fields.filter((field) => !field.read_only && field.may_edit !== false).map((field) => field.name)
          : [],
      ),
    [props.mayEdit, phone, fields],
  );
  const keys = useGridKeys({
    scroll,
    source,
    mark: selection && ((id) => selection.toggle(id)),
    preview: preview && ((index) => preview.show(preview.at === index ? undefined : index)),
    follow: preview?.at === undefined ? undefined : preview.show,
    edit: (index, name) => {
      const [row, field] = [source.rowAt(index), fields.find((one) => one.name === name)];
      if (row && field && changeable.has(name) && !isMasked(row, field)) setEditing({ index, field: name });
    },
  });
  const { focus } = keys;
  const edit = useCallback(
    (index: number, field: string | null) => {
      setEditing(field ? { index, field } : undefined);
      if (!field) focus(index);
    },
    [focus],
  );

  const clicked = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    // A link or a box in the row is meant itself; marking text is no click.
    if (target.closest("a, button, label, input, [data-editing]") || globalThis.getSelection()?.toString())
      return;
    const row = source.rowAt(
      Number(target.closest("[data-index]")?.getAttribute("data-index") ?? Number.NaN),
    );
    if (!row) return;
    void navigate({
      to: "/$noun/$id",
      params: { noun: noun.name, id: row.id },
      search,
      state: from.state,
    });
  };

  const shown = Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => first + at);
  return (
    <div ref={attach} className={styles.scroller} data-dimmed={props.dimmed || undefined} data-scroller>
      <div ref={ref} className={styles.room} />
      <div
        role="table"
        aria-label={noun.plural}
        aria-rowcount={total === null ? -1 : total + 1}
        style={{ minWidth: phone ? undefined : wide }}
      >
        {!phone && (
          <div role="rowgroup" className={styles.head}>
            <div role="row" aria-rowindex={1} className={styles.row} style={line}>
              {selection && (
                <span role="columnheader" className={styles.box}>
                  <Mark
                    checked={selection.every}
                    indeterminate={selection.some && !selection.every}
                    onChange={selection.toggleHere}
                    label={say("list.select.all")}
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
                  left={frozen.left[field.name]}
                  edge={field.name === frozen.last}
                  menu={props.columnMenu}
                />
              ))}
            </div>
          </div>
        )}
        {/* Opening by a click anywhere in a row is a shortcut; its link is the way for the keyboard. */}
        {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
        <div role="rowgroup" className={styles.body} style={{ height: high }} onClick={clicked}>
          {shown.map((index) => {
            const row = source.rowAt(index);
            return (
              <GridRow
                key={index}
                noun={noun}
                fields={fields}
                index={index}
                row={row}
                labels={source.labels}
                phone={phone}
                line={line}
                frozen={frozen}
                height={height}
                place={index * height + shift}
                search={search}
                from={from}
                selected={!!row && !!selection?.has(row.id)}
                previewed={preview?.at === index}
                select={selection?.toggle}
                preview={preview?.show}
                editing={editing && editing.index === index ? editing.field : undefined}
                changeable={changeable}
                edit={edit}
              />
            );
          })}
        </div>
      </div>
      {props.loadingMore && (
        <p className={styles.more} role="status">
          {say("list.more")}
        </p>
      )}
    </div>
  );
}
