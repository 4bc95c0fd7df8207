import { Tooltip } from "antd";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { Field } from "../api/types";
import { ArrowDownOutlined, ArrowUpOutlined } from "../theme/icons";
import { isNumeric, isSortable } from "./fields";
import styles from "./Grid.module.css";
import { nextSort, sortKeys, widthWithin } from "./listState";

interface Props {
  field: Field;
  sort?: string;
  setSort?: (sort: string | undefined) => void;
  width: number;
  /** Nothing stands before it: no box to mark the row. */
  alone?: boolean;
  /** While its edge is dragged, and with `done` when it is let go; `null` for the usual width. */
  setWidth?: (width: number | null, done: boolean) => void;
}

const STEP = 16;

/** The head of a column: a click sorts, its right edge drags, a double click on the edge puts the width back. */
export function GridHead({ field, sort, setSort, width, alone, setWidth }: Props) {
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
  const pressed = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -STEP : event.key === "ArrowRight" ? STEP : 0;
    if (!setWidth || !event.shiftKey || step === 0) return;
    event.preventDefault();
    setWidth(widthWithin(width + step), true);
  };
  return (
    <span
      role="columnheader"
      aria-sort={key ? (key.down ? "descending" : "ascending") : undefined}
      className={alone ? `${styles.headCell} ${styles.alone}` : styles.headCell}
      data-number={isNumeric(field.kind) || undefined}
    >
      <Tooltip title={field.help} mouseEnterDelay={0.6}>
        {setSort && isSortable(field) ? (
          <button
            type="button"
            onKeyDown={pressed}
            onClick={(event) => setSort(nextSort(sort, field.name, event.shiftKey))}
          >
            {label}
          </button>
        ) : (
          <span className={styles.fixed}>{label}</span>
        )}
      </Tooltip>
      {setWidth && <Edge width={width} setWidth={setWidth} />}
    </span>
  );
}

function Edge({ width, setWidth }: { width: number; setWidth: NonNullable<Props["setWidth"]> }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const to = (event: PointerEvent, done: boolean) => {
    if (!from.current) return;
    const wide = widthWithin(from.current.width + event.clientX - from.current.x);
    if (done) from.current = null;
    setWidth(wide, done);
  };
  return (
    // With the keyboard it is Shift and an arrow on the head itself.
    <span
      aria-hidden="true"
      data-edge
      className={styles.edge}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => to(event, false)}
      onPointerUp={(event) => {
        if (from.current && event.clientX === from.current.x) from.current = null;
        to(event, true);
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
      onDoubleClick={() => setWidth(null, true)}
    />
  );
}
