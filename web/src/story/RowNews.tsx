import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { getTimeline, newerRow } from "../api/calls";
import type { Envelope, Noun, Row } from "../api/types";
import { Changes } from "../resource/Timeline";
import { useReader } from "../words/Reader";
import styles from "./RowNews.module.css";

const LOOK_EVERY_MS = 15_000;
const TOLD = 10;

interface Props {
  noun: Noun;
  /** As the page shows it. */
  row: Row;
}

/**
 * Says that somebody else has changed the row that one reads, and what. Nothing on the page moves until one asks for it;
 * what is being typed stays either way.
 */
export function RowNews({ noun, row }: Props) {
  const { say, locale, format } = useReader();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ["row-news", noun.name, row.id, row.version, locale],
    queryFn: async (): Promise<News | null> => {
      const newer = await newerRow(noun.name, row);
      if (!newer || newer.row.version <= row.version) return null;
      const story = await getTimeline(noun.name, row.id, { kinds: "changes", limit: TOLD });
      const since = row.updated_at ? Date.parse(row.updated_at) : 0;
      return { newer, entries: story.entries.filter((entry) => Date.parse(entry.at) > since) };
    },
    refetchInterval: LOOK_EVERY_MS,
    refetchOnWindowFocus: true,
    staleTime: LOOK_EVERY_MS,
    // A row that is gone, or a server that is: both are told of where somebody acts.
    retry: false,
  });
  const news = found.data;
  const names = (news?.entries ?? []).flatMap((entry) => entry.who?.name || []);
  const who = format.list([...new Set(names)]);
  const last = news?.entries[0];
  const show = () => {
    if (!news) return;
    queries.setQueriesData<Envelope>({ queryKey: ["row", noun.name, row.id, locale, null] }, news.newer);
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === "timeline" || queryKey[0] === "related",
    });
  };
  return (
    <div role="status" className={styles.news}>
      {news && (
        <Alert
          type="info"
          showIcon
          title={
            last
              ? say("news.changed", { who: who || say("story.somebody"), ago: format.ago(last.at) })
              : say("news.changed.plain")
          }
          description={<Changes noun={noun} changes={news.entries.flatMap((entry) => entry.changes)} />}
          action={
            <Button type="primary" size="small" onClick={show}>
              {say("news.show")}
            </Button>
          }
        />
      )}
    </div>
  );
}

interface News {
  newer: Envelope;
  entries: Awaited<ReturnType<typeof getTimeline>>["entries"];
}
