import { useDraggable } from "@dnd-kit/core";
import { Link } from "@tanstack/react-router";
import { Dropdown } from "antd";
import { memo, useEffect, useRef, useState } from "react";
import type { Labels, Row } from "../api/types";
import { fieldOf, textOf, titleOf } from "../resource/fields";
import { EllipsisOutlined, HolderOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import styles from "./Card.module.css";
import { type Carried, useBoard } from "./context";
import { initials, standing } from "./figures";
import type { Column } from "./spec";

interface Props {
  row: Row;
  labels: Labels;
  column: Column;
  lane: string;
  /** Whether the tab key stops here; the arrows come here in any case. */
  stop: boolean;
}

/** A card that can be picked up: with the mouse anywhere, with a finger held down, by keyboard at its handle. */
export const Card = memo(function Card({ row, labels, column, lane, stop }: Props) {
  const { noun, say, moves, mayMove } = useBoard();
  const carried: Carried = { row, labels, column, lane };
  const { setNodeRef, setActivatorNodeRef, isDragging, listeners, attributes } = useDraggable({
    id: row.id,
    data: carried,
    disabled: !mayMove,
    attributes: { roleDescription: say("drag.role") },
  });
  const title = titleOf(noun, row);
  const tabIndex = stop ? 0 : -1;
  return (
    <article
      ref={setNodeRef}
      className={styles.card}
      data-card={row.id}
      data-lifted={isDragging || undefined}
      data-last={moves.last === row.id || undefined}
      data-waiting={moves.pending.has(row.id) || undefined}
      {...(mayMove ? listeners : {})}
    >
      <Face row={row} labels={labels} column={column} tabIndex={tabIndex} />
      <div className={styles.tools}>
        {mayMove && (
          <button
            ref={setActivatorNodeRef}
            type="button"
            className={styles.tool}
            {...attributes}
            tabIndex={tabIndex}
            aria-label={say("card.move", { name: title })}
            data-handle
          >
            <HolderOutlined />
          </button>
        )}
        {mayMove && <MoveMenu row={row} column={column} lane={lane} title={title} tabIndex={tabIndex} />}
      </div>
    </article>
  );
});

interface MenuProps {
  row: Row;
  column: Column;
  lane: string;
  title: string;
  tabIndex: number;
}

function MoveMenu({ row, column, lane, title, tabIndex }: MenuProps) {
  const { columns, say, moves, spec } = useBoard();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    // Closing gives the focus back to what opened it.
    if (was.current && !open) button.current?.focus({ preventScroll: true });
    was.current = open;
  }, [open]);
  const opener = (
    <button
      ref={button}
      type="button"
      className={styles.tool}
      tabIndex={tabIndex}
      aria-label={say("card.more", { name: title })}
      aria-haspopup="menu"
      aria-expanded={open}
      onClick={() => setOpen(true)}
    >
      <EllipsisOutlined />
    </button>
  );
  // A menu for each of a thousand cards would be a thousand menus: it is made when it is asked for.
  if (!open) return opener;
  return (
    <Dropdown
      open
      autoFocus
      trigger={["click"]}
      placement="bottomRight"
      onOpenChange={setOpen}
      menu={{
        items: [
          { key: "", disabled: true, label: say("card.to") },
          ...columns
            .filter((one) => one.id !== column.id && spec.drop(column, one))
            .map((one) => ({ key: one.id, label: one.name })),
        ],
        onClick: ({ key }) => {
          setOpen(false);
          const to = columns.find((one) => one.id === key);
          if (to) moves.start(row, column, to, lane);
        },
      }}
    >
      {opener}
    </Dropdown>
  );
}

interface FaceProps {
  row: Row;
  labels: Labels;
  column: Column;
  tabIndex?: number;
}

/** What is read on a card; without any handle it is what hangs at the pointer while it is dragged. */
export function Face({ row, labels, column, tabIndex }: FaceProps) {
  const { noun, spec, say, today } = useBoard();
  const { format } = useReader();
  const { about, who, due, next } = spec.card;
  const text = (name: string) => {
    const field = fieldOf(noun, name);
    return field ? textOf(field, row[name], format, labels) : null;
  };
  const stands = column.ends ? undefined : standing(row[spec.since], column, today);
  const until = row[due];
  const overdue = !column.ends && typeof until === "string" && until !== "" && until < today;
  const owner = text(who);
  const worth = text(spec.worth);
  return (
    <>
      <Link
        to="/$noun/$id"
        params={{ noun: noun.name, id: row.id }}
        className={styles.title}
        tabIndex={tabIndex}
        draggable={false}
        data-title
      >
        {titleOf(noun, row)}
      </Link>
      {text(about) && <span className={styles.about}>{text(about)}</span>}
      {worth && <span className={styles.worth}>{worth}</span>}
      {!column.ends && text(next) && <span className={styles.next}>{text(next)}</span>}
      <span className={styles.foot}>
        <span className={styles.who} title={owner ?? say("card.nobody")}>
          <span className={styles.face} aria-hidden="true">
            {owner ? initials(owner) : "–"}
          </span>
          <span className={styles.name}>{owner ?? say("card.nobody")}</span>
        </span>
        {typeof until === "string" && until !== "" && !column.ends && !overdue && (
          <time className={styles.due} dateTime={until} title={say("card.due", { date: format.date(until) })}>
            {format.date(until)}
          </time>
        )}
      </span>
      {(overdue || stands) && (
        <span className={styles.stands}>
          {overdue && (
            <span className={styles.late} data-overdue>
              {say("card.overdue", { date: format.date(until) })}
            </span>
          )}
          {stands?.stale && (
            <span className={styles.stale} data-stale>
              {say("card.stale", { n: stands.days, limit: column.staleAfter ?? 0 })}
            </span>
          )}
          {stands && !stands.stale && (
            <span>
              {stands.days === 0
                ? say("card.today")
                : stands.days === 1
                  ? say("card.day")
                  : say("card.days", { n: stands.days })}
            </span>
          )}
        </span>
      )}
    </>
  );
}
