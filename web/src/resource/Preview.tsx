import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Skeleton } from "antd";
import { Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { getRow } from "../api/calls";
import type { Noun, Row } from "../api/types";
import { part } from "../parts/part";
import { Failed } from "../shell/States";
import { CloseOutlined, DownOutlined, UpOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { Facts } from "./Facts";
import { titleOf } from "./fields";
import { Highlights } from "./Highlights";
import styles from "./Preview.module.css";
import { RowActions } from "./RowActions";
import { Timeline } from "./Timeline";
import { usePhone } from "./usePhone";

const FormDrawer = part(() => import("./FormDrawer"));
const AsOfDialog = part(() => import("./AsOfDialog"));

interface Props {
  noun: Noun;
  /** `undefined` while it is on its way. */
  row: Row | undefined;
  list: Record<string, unknown>;
  /** Where it stands in the list, and how many there are. */
  at: number;
  count: number;
  show: (at: number | undefined) => void;
}

/** A row beside its list: what it is, what happened last, and what can be done to it, without going away. */
export default function Preview({ noun, row, list, at, count, show }: Props) {
  const { say, locale, format } = useReader();
  const panel = useRef<HTMLElement>(null);
  const phone = usePhone();
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [dating, setDating] = useState(false);
  const id = row?.id;
  const found = useQuery({
    queryKey: ["row", noun.name, id ?? "", locale, null],
    queryFn: ({ signal }) => getRow(noun.name, id ?? "", undefined, signal),
    placeholderData: keepPreviousData,
    enabled: id !== undefined,
  });
  const close = () => {
    show(undefined);
    // Back to where it was opened from.
    document.querySelector<HTMLElement>(`[data-index="${at}"] a[data-title]`)?.focus({ preventScroll: true });
  };
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const target = event.target as HTMLElement;
    // What is open in it or over it closes first.
    if (target.closest("input, textarea, [role=menu], [role=dialog], [role=listbox]")) return;
    close();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  // On a phone it lies over the list, which cannot be gone through meanwhile.
  useEffect(() => {
    if (phone) panel.current?.focus();
  }, [phone]);

  const envelope = found.data;
  const title = row ? titleOf(noun, row) : say("state.loading");
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={styles.panel}
      aria-label={say("preview.title", { name: title })}
    >
      <header className={styles.head}>
        <span className="muted">
          {say("place.of", { at: format.number(at + 1, 0), total: format.number(count, 0) })}
        </span>
        <Button
          type="text"
          size="small"
          icon={<UpOutlined />}
          disabled={at === 0}
          aria-label={say("place.previous")}
          onClick={() => show(at - 1)}
        />
        <Button
          type="text"
          size="small"
          icon={<DownOutlined />}
          disabled={at >= count - 1}
          aria-label={say("place.next")}
          onClick={() => show(at + 1)}
        />
        <span className={styles.gap} />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={say("preview.close")}
          onClick={close}
        />
      </header>
      <div className={styles.body} data-stale={found.isPlaceholderData || undefined}>
        <h2 className={styles.title}>
          {row ? (
            <Link to="/$noun/$id" params={{ noun: noun.name, id: row.id }} state={{ list }}>
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        {found.error && !envelope ? (
          <Failed error={found.error} again={() => void found.refetch()} />
        ) : !envelope ? (
          <Skeleton active paragraph={{ rows: 8 }} />
        ) : (
          <>
            <RowActions
              noun={noun}
              envelope={envelope}
              now
              edit={() => setEditing(true)}
              date={() => setDating(true)}
              removed={() => show(undefined)}
            />
            <Highlights noun={noun} envelope={envelope} />
            <Facts noun={noun} envelope={envelope} mayEdit={envelope.may?.edit ?? noun.may.edit} />
            <Timeline noun={noun} id={envelope.row.id} />
          </>
        )}
      </div>
      <Suspense fallback={null}>
        {editing && envelope && (
          <FormDrawer
            noun={noun}
            row={envelope.row}
            labels={envelope.labels}
            close={() => setEditing(false)}
          />
        )}
        {dating && (
          <AsOfDialog
            close={() => setDating(false)}
            choose={(at) =>
              id &&
              void navigate({ to: "/$noun/$id", params: { noun: noun.name, id }, search: { as_of: at } })
            }
          />
        )}
      </Suspense>
    </aside>
  );
}
