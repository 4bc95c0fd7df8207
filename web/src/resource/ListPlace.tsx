import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { listRows } from "../api/calls";
import type { Noun } from "../api/types";
import { useKeys } from "../shell/keys";
import { DownOutlined, UpOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import styles from "./ListPlace.module.css";
import { type ListState, queryOf, readListState, usualSort } from "./listState";

/** The list that a row's page was opened from: kept with the page in the history, or said in its address. */
export function useList(): ListState | undefined {
  const kept = useLocation({ select: (location) => location.state.list });
  const said = useSearch({ strict: false, select: (search) => search.in });
  return kept ? readListState(kept) : said;
}

interface Props {
  noun: Noun;
  id: string;
  list: ListState;
}

/** Where the row stands in the list it was opened from, and the way to its neighbours. */
export function ListPlace({ noun, id, list }: Props) {
  const { say, locale, format } = useReader();
  const navigate = useNavigate();
  const kept = useLocation({ select: (location) => location.state.list });
  const query = {
    ...queryOf({ ...list, sort: list.sort ?? usualSort(noun), as_of: undefined }),
    fields: noun.title,
    around: id,
    limit: 3,
  };
  const found = useQuery({
    queryKey: ["rows", noun.name, locale, query, "place"],
    queryFn: ({ signal }) => listRows(noun.name, query, signal),
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.rows ?? [];
  const at = rows.findIndex((row) => row.id === id);
  const go = (to: string | undefined) => {
    if (!to) return;
    void navigate({
      to: "/$noun/$id",
      params: { noun: noun.name, id: to },
      // Going through a list leaves one step in the history, back to it.
      replace: true,
      ...(kept ? { state: { list: kept } } : { search: { in: list } }),
    });
  };
  const [before, after] = [rows[at - 1]?.id, rows[at + 1]?.id];
  const step = (to: string | undefined) => (event: KeyboardEvent) => {
    event.preventDefault();
    if (at >= 0) go(to);
  };
  useKeys({ j: step(after), k: step(before), "]": step(after), "[": step(before) });
  const total = found.data?.total;
  // Out of the list by now, or still on its way to the next one.
  if (at < 0 || typeof total !== "number") return <span className={styles.place} aria-hidden="true" />;
  const place = (found.data?.at ?? 0) + at + 1;
  return (
    <span className={styles.place} role="group" aria-label={say("place.title")}>
      <span className="muted" aria-live="polite">
        {say("place.of", { at: format.number(place, 0), total: format.number(total, 0) })}
      </span>
      <Button
        type="text"
        size="small"
        icon={<UpOutlined />}
        disabled={!before}
        aria-label={say("place.previous")}
        aria-keyshortcuts="k ["
        title={`${say("place.previous")} (K)`}
        onClick={() => go(before)}
      />
      <Button
        type="text"
        size="small"
        icon={<DownOutlined />}
        disabled={!after}
        aria-label={say("place.next")}
        aria-keyshortcuts="j ]"
        title={`${say("place.next")} (J)`}
        onClick={() => go(after)}
      />
    </span>
  );
}
