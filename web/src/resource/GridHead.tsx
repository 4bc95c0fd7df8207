import { Dropdown, type MenuProps, Tooltip } from "antd";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { Field } from "../api/types";
import { ArrowDownOutlined, ArrowUpOutlined, DownOutlined, PushpinOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { isNumeric, isSortable } from "./fields";
import styles from "./Grid.module.css";
import { nextSort, sortKeys, widthWithin } from "./listState";

/** What can be done to columns, besides sorting by them. */
export interface ColumnMenu {
  /** The columns that are shown, in order; the title is the first. */
  shown: string[];
  frozen: string[] | undefined;
  freeze(name: string): void;
  move(name: string, step: number): void;
  hide(name: string): void;
}

interface Props {
  field: Field;
  sort?: string;
  setSort?: (sort: string | undefined) => void;
  width: number;
  /** Nothing stands before it: no box to mark the row. */
  alone?: boolean;
  /** While its edge is dragged, and with `done` when it is let go; `null` for the usual width. */
  setWidth?: (width: number | null, done: boolean) => void;
  /** How far from the left it stays when the others are scrolled. */
  left?: number;
  /** The last of those that stay. */
  edge?: boolean;
  menu?: ColumnMenu;
}

const STEP = 16;

/** The head of a column: a click sorts, its right edge drags, a double click on the edge puts the width back. */
export function GridHead({ field, sort, setSort, width, alone, setWidth, left, edge, menu }: Props) {
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
      aria-label={field.label}
      aria-sort={key ? (key.down ? "descending" : "ascending") : undefined}
      className={`${styles.headCell} ${left === undefined ? "" : styles.stays} ${alone ? styles.alone : ""}`}
      style={left === undefined ? undefined : { left }}
      data-edge-of-frozen={edge || undefined}
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
      {menu && <HeadMenu field={field} setSort={setSort} usual={() => setWidth?.(null, true)} menu={menu} />}
      {setWidth && <Edge width={width} setWidth={setWidth} />}
    </span>
  );
}

interface HeadMenuProps {
  field: Field;
  setSort?: (sort: string | undefined) => void;
  usual: () => void;
  menu: ColumnMenu;
}

/** Everything that can be done to a column, for those who do not drag. */
function HeadMenu({ field, setSort, usual, menu }: HeadMenuProps) {
  const { say } = useReader();
  const { name } = field;
  const at = menu.shown.indexOf(name);
  const title = at === 0;
  const items: MenuProps["items"] = [
    ...(setSort && isSortable(field)
      ? [
          { key: "up", icon: <ArrowUpOutlined />, label: say("column.sort.up") },
          { key: "down", icon: <ArrowDownOutlined />, label: say("column.sort.down") },
          { type: "divider" as const },
        ]
      : []),
    ...(title
      ? []
      : [
          {
            key: "freeze",
            icon: <PushpinOutlined />,
            label: say(menu.frozen?.includes(name) ? "column.unfreeze" : "column.freeze"),
          },
          { key: "left", label: say("column.left"), disabled: at <= 1 },
          { key: "right", label: say("column.right"), disabled: at === menu.shown.length - 1 },
          { key: "hide", label: say("column.hide") },
        ]),
    { key: "usual", label: say("column.usual") },
  ];
  const act: Record<string, () => void> = {
    up: () => setSort?.(name),
    down: () => setSort?.(`-${name}`),
    freeze: () => menu.freeze(name),
    left: () => menu.move(name, -1),
    right: () => menu.move(name, 1),
    hide: () => menu.hide(name),
    usual,
  };
  return (
    <Dropdown trigger={["click"]} autoFocus menu={{ items, onClick: ({ key }) => act[key]?.() }}>
      <button type="button" className={styles.menu} aria-label={say("column.menu", { field: field.label })}>
        <DownOutlined />
      </button>
    </Dropdown>
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
