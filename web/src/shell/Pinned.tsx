import { Link, useRouterState } from "@tanstack/react-router";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import type { Meta } from "../api/types";
import { ArrowUpOutlined, CloseOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { Icon } from "./icons";
import type { Entry } from "./menu";
import styles from "./Navigation.module.css";
import { iconOf, nameOf, placeOf, useShortcuts } from "./shortcuts";

interface Props {
  meta: Meta;
  entries: readonly Entry[];
  onGo?: () => void;
}

/** What the reader pinned, in their order: dragged, moved by Alt and an arrow key, or by a button where there is no mouse. */
export function Pinned({ meta, entries, onGo }: Props) {
  const { say } = useReader();
  const { pinned, unpin, move } = useShortcuts();
  const here = useRouterState({
    select: ({ location }) => placeOf(location.pathname, location.search as Record<string, unknown>),
  });
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const [told, setTold] = useState("");
  const shown = pinned.flatMap((one) => {
    const name = nameOf(one, meta, entries);
    return name ? [{ one, name }] : [];
  });
  if (shown.length === 0) return null;

  const place = (address: string) => pinned.findIndex((one) => one.address === address);
  const pressed = (event: KeyboardEvent, address: string, name: string) => {
    if (event.key === "Delete") {
      event.preventDefault();
      setTold(say("pinned.unpinned", { name }));
      void unpin(address);
      return;
    }
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const to = place(address) + (event.key === "ArrowUp" ? -1 : 1);
    if (to < 0 || to >= pinned.length) return;
    setTold(say("pinned.moved", { name, n: to + 1 }));
    const link = event.currentTarget as HTMLElement;
    void move(address, to);
    // The browser lets go of an element that is moved.
    requestAnimationFrame(() => link.focus());
  };
  const drop = (event: DragEvent, address: string) => {
    event.preventDefault();
    if (dragged && dragged !== address) void move(dragged, place(address));
    setDragged(undefined);
    setOver(undefined);
  };

  return (
    <div className={styles.group}>
      <h2>{say("pinned.title")}</h2>
      <ul aria-label={say("pinned.title")}>
        {shown.map(({ one, name }) => (
          <li
            key={one.address}
            className={styles.pinned}
            data-over={
              over === one.address && dragged !== one.address
                ? dir(place(dragged ?? ""), place(one.address))
                : undefined
            }
            onDragOver={(event) => {
              if (!dragged) return;
              event.preventDefault();
              setOver(one.address);
            }}
            onDrop={(event) => drop(event, one.address)}
          >
            <Link
              to={one.list ? `/${one.list}` : `/${one.address}`}
              search={one.list && one.id ? { view: one.id } : {}}
              className={`${styles.link} ${one.address === here ? styles.active : ""}`}
              activeProps={{}}
              aria-current={one.address === here ? "page" : undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
              onClick={onGo}
              draggable
              onDragStart={() => setDragged(one.address)}
              onDragEnd={() => {
                setDragged(undefined);
                setOver(undefined);
              }}
              onKeyDown={(event) => pressed(event, one.address, name)}
            >
              <Icon name={iconOf(one, meta, entries)} />
              <span>{name}</span>
            </Link>
            {place(one.address) > 0 && (
              <button
                type="button"
                className={`${styles.unpin} ${styles.finger}`}
                aria-label={say("pinned.up.name", { name })}
                onClick={() => {
                  const to = place(one.address) - 1;
                  setTold(say("pinned.moved", { name, n: to + 1 }));
                  void move(one.address, to);
                }}
              >
                <ArrowUpOutlined />
              </button>
            )}
            <button
              type="button"
              className={styles.unpin}
              aria-label={say("pinned.unpin.name", { name })}
              onClick={() => void unpin(one.address)}
            >
              <CloseOutlined />
            </button>
          </li>
        ))}
      </ul>
      <span role="status" className="unseen">
        {told}
      </span>
    </div>
  );
}

const dir = (from: number, to: number) => (from < to ? "after" : "before");
