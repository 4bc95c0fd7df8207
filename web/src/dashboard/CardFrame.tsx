import { Button, Dropdown, type MenuProps } from "antd";
import { type ReactNode, useId } from "react";
import { EllipsisOutlined } from "../theme/icons";
import { useBook } from "../words/Reader";
import styles from "./Dashboard.module.css";
import { book } from "./words";

interface Props {
  title: string;
  /** Smaller, beside the title; not where tools lie over it. */
  note?: ReactNode;
  menu?: MenuProps["items"];
  /** In place of the menu while the dashboard is edited. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A card is as large as it was made, whatever comes into it: nothing moves when its number arrives. */
export function CardFrame({ title, note, menu, tools, children }: Props) {
  const say = useBook(book);
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.cardHead}>
        <h2 id={id} title={title}>
          {title}
        </h2>
        {note && !tools && <span className={styles.note}>{note}</span>}
        {tools ??
          (menu && menu.length > 0 && (
            <Dropdown trigger={["click"]} menu={{ items: menu }}>
              <Button
                type="text"
                size="small"
                className={styles.cardMenu}
                icon={<EllipsisOutlined />}
                aria-label={say("more.of", { name: title })}
              />
            </Dropdown>
          ))}
      </header>
      <div className={styles.cardBody}>{children}</div>
    </section>
  );
}
