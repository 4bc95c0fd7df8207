import { useDraggable } from "@dnd-kit/core";
import { Dropdown, type MenuProps } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { RowLink } from "@shell/resource/RowLink";
import { EllipsisOutlined, HolderOutlined } from "@shell/theme/icons";
import { useBook } from "@shell/words/Reader";
import styles from "./Cards.module.css";
import type { Carried } from "./drag";
import { book } from "./words";

export type Items = NonNullable<MenuProps["items"]>;

interface Props {
  noun: string;
  id: string;
  name: string;
  /** What hangs at the pointer while it is dragged; absent: it stays where it is. */
  carried?: Carried;
  /** Of all cards of the row, which one is dragged. */
  handle?: string;
  menu: () => Items;
  children: ReactNode;
  kind: "path" | "initiative" | "resource";
  state?: string;
}

/** A card: a title that opens the row, what is done with it by hand, and what it says. */
export function CardFrame({ noun, id, name, carried, handle, menu, children, kind, state }: Props) {
  const say = useBook(book);
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: `card:${handle ?? id}`,
    data: carried,
    disabled: !carried,
    attributes: { roleDescription: say("drag.role") },
  });
  return (
    <article
      ref={setNodeRef}
      className={styles.card}
      data-card={id}
      data-kind={kind}
      data-state={state}
      data-lifted={isDragging || undefined}
      data-carries={carried ? true : undefined}
      {...(carried ? listeners : {})}
    >
      <h3>
        <RowLink noun={noun} id={id} draggable={false} data-title>
          {name}
        </RowLink>
      </h3>
      {children}
      <div className={styles.tools}>
        {carried && (
          <button
            ref={setActivatorNodeRef}
            type="button"
            className={styles.tool}
            {...attributes}
            aria-label={say("drag.handle", { name })}
            data-handle
          >
            <HolderOutlined />
          </button>
        )}
        <Menu name={name} menu={menu} />
      </div>
    </article>
  );
}

function Menu({ name, menu }: { name: string; menu: () => Items }) {
  const say = useBook(book);
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
      aria-label={say("card.more", { name })}
      aria-haspopup="menu"
      aria-expanded={open}
      onClick={() => setOpen(true)}
    >
      <EllipsisOutlined />
    </button>
  );
  // A menu for each of hundreds of cards would be hundreds of menus: it is made when it is asked for.
  if (!open) return opener;
  const items = menu();
  return (
    <Dropdown
      open
      autoFocus
      trigger={["click"]}
      placement="bottomRight"
      onOpenChange={setOpen}
      menu={{
        items: items.length > 0 ? items : [{ key: "", disabled: true, label: say("card.nothing") }],
        onClick: () => setOpen(false),
      }}
    >
      {opener}
    </Dropdown>
  );
}
