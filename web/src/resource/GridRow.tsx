import { type CSSProperties, memo, Suspense, useState } from "react";
import { part } from "../parts/part";
import type { Field, Labels, Noun, Row } from "../api/types";
import { EditOutlined, EyeOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { Cell } from "./Cell";
import { isMasked, isNumeric, titleOf } from "./fields";
import styles from "./Grid.module.css";
import { Mark } from "./Mark";
import type { OpenedFrom } from "./OpenedFrom";
import type { Frozen } from "./frozen";
import { RowLink } from "./RowLink";
import type { RowState } from "./rowState";
import { PhoneCard } from "./PhoneCard";

const CellEditor = part(() => import("./CellEditor"));

export interface RowProps {
  noun: Noun;
  fields: Field[];
  index: number;
  /** `undefined`: it is on its way. */
  row: Row | undefined;
  labels: Labels;
  phone: boolean;
  /** The columns' widths. */
  line: CSSProperties;
  /** By field: how far from the left it stays. */
  frozen: Frozen;
  height: number;
  /** Where it stands in the element that scrolls, in pixels. */
  place: number;
  search: RowState;
  /** The list it stands in, for the page it opens. */
  from: OpenedFrom;
  selected: boolean;
  previewed: boolean;
  select?: (id: string) => void;
  preview?: (index: number) => void;
  /** The field that is being changed here. */
  editing?: string;
  edit: (index: number, field: string | null) => void;
  /** The fields that can be changed where they stand. */
  changeable: ReadonlySet<string>;
}

/** A row of the table, or its place while it is on its way. */
export const GridRow = memo(function GridRow(props: RowProps) {
  const { noun, fields, index, row, phone, height, place } = props;
  const style: CSSProperties = { ...props.line, height, transform: `translateY(${place}px)` };
  const className = phone ? `${styles.row} ${styles.card} ${props.select ? styles.ticked : ""}` : styles.row;
  // Pens are drawn for the row under the pointer only.
  const [pointed, setPointed] = useState(false);
  if (!row) {
    return (
      <div role="row" aria-rowindex={index + 2} data-index={index} className={className} style={style}>
        {(phone ? fields.slice(0, 3) : [null, ...fields]).map((field, at) => (
          <span key={field?.name ?? "box"} role="cell" className={field ? styles.cell : styles.box}>
            {field && (
              <i className={styles.bone} style={{ width: `${45 + ((index * 37 + at * 53) % 40)}%` }} />
            )}
          </span>
        ))}
      </div>
    );
  }
  return (
    // What a click does here is told by the table; the row's link is the way for the keyboard.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-selected={props.selected || undefined}
      data-previewed={props.previewed || undefined}
      className={className}
      style={style}
      onMouseEnter={() => setPointed(true)}
      onMouseLeave={() => setPointed(false)}
    >
      {phone ? (
        <>
          {props.select && (
            <span role="cell" className={styles.tick}>
              {/* eslint-disable-next-line jsx-a11y/label-has-associated-control -- the box in it has a name of its own */}
              <label>
                <Box {...props} row={row} />
              </label>
            </span>
          )}
          <PhoneCard
            noun={noun}
            fields={fields}
            row={row}
            labels={props.labels}
            title={<Title {...props} row={row} />}
          />
        </>
      ) : (
        <Cells {...props} row={row} pointed={pointed} />
      )}
    </div>
  );
});

type Here = RowProps & { row: Row };

function Title({ noun, row, index, search, from, preview }: Here) {
  const { say } = useReader();
  const name = titleOf(noun, row);
  return (
    <>
      <RowLink noun={noun.name} id={row.id} search={search} from={from} className={styles.title} data-title>
        {name}
      </RowLink>
      {preview && (
        <button
          type="button"
          className={styles.peek}
          aria-label={say("preview.open", { name })}
          title={say("preview.key")}
          tabIndex={-1}
          onClick={() => preview(index)}
        >
          <EyeOutlined />
        </button>
      )}
    </>
  );
}

function Box({ noun, row, selected, select }: Here) {
  const { say } = useReader();
  return (
    <Mark
      checked={selected}
      onChange={() => select?.(row.id)}
      label={say("list.select", { name: titleOf(noun, row) })}
    />
  );
}

function Cells(props: Here & { pointed: boolean }) {
  const { noun, fields, row, labels, frozen, select, editing, edit, index, pointed, changeable } = props;
  const { say } = useReader();
  return (
    <>
      {select && (
        <span role="cell" className={styles.box}>
          <Box {...props} />
        </span>
      )}
      {fields.map((field) => {
        const left = frozen.left[field.name];
        const stays = left === undefined ? "" : ` ${styles.stays}`;
        const alone = !select && field.name === noun.title ? ` ${styles.alone}` : "";
        return (
          <span
            key={field.name}
            role="cell"
            // The arrows go along the values of a row, and F2 changes the one that has the focus.
            tabIndex={-1}
            className={styles.cell + stays + alone}
            style={left === undefined ? undefined : { left }}
            data-edge-of-frozen={field.name === frozen.last || undefined}
            data-number={isNumeric(field.kind) || undefined}
            data-field={field.name}
            data-editing={editing === field.name || undefined}
          >
            {editing === field.name ? (
              <Suspense fallback={<Cell noun={noun} field={field} row={row} labels={labels} />}>
                <CellEditor
                  noun={noun}
                  field={field}
                  row={row}
                  labels={labels}
                  close={() => edit(index, null)}
                />
              </Suspense>
            ) : field.name === noun.title ? (
              <Title {...props} />
            ) : (
              <Cell noun={noun} field={field} row={row} labels={labels} />
            )}
            {pointed && !editing && changeable.has(field.name) && !isMasked(row, field) && (
              <button
                type="button"
                className={styles.pen}
                aria-label={say("row.edit.field", { field: field.label })}
                tabIndex={-1}
                onClick={() => edit(index, field.name)}
              >
                <EditOutlined />
              </button>
            )}
          </span>
        );
      })}
    </>
  );
}
