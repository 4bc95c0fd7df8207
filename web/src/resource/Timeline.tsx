import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton, Tooltip } from "antd";
import { getTimeline } from "../api/calls";
import type { Change, Labels, Noun, TimelineEntry } from "../api/types";
import { Failed } from "../shell/States";
import { useReader } from "../words/Reader";
import { ValueText } from "./Cell";
import { fieldOf } from "./fields";
import styles from "./Timeline.module.css";

interface Props {
  noun: Noun;
  id: string;
}

/** What happened to the row, newest first, told rather than listed. */
export function Timeline({ noun, id }: Props) {
  const { say, locale } = useReader();
  const found = useInfiniteQuery({
    queryKey: ["timeline", noun.name, id, locale],
    queryFn: ({ pageParam, signal }) => getTimeline(noun.name, id, pageParam || undefined, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <section aria-label={say("timeline.title")}>
      <h2 className={styles.title}>{say("timeline.title")}</h2>
      {found.error ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : found.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 5 }} />
      ) : entries.length === 0 ? (
        <p className="muted">{say("timeline.none")}</p>
      ) : (
        <ol className={styles.list}>
          {entries.map((entry) => (
            <Entry key={entry.id} noun={noun} entry={entry} />
          ))}
        </ol>
      )}
      {found.hasNextPage && (
        <Button type="link" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say("timeline.more")}
        </Button>
      )}
    </section>
  );
}

function Entry({ noun, entry }: { noun: Noun; entry: TimelineEntry }) {
  const { say, format } = useReader();
  const nobody = !entry.who || (entry.who.id === null && entry.who.name === "system");
  return (
    <li className={styles.entry} data-kind={entry.kind}>
      <p>
        {nobody ? (
          <>
            <strong className={styles.done}>{entry.text}</strong>{" "}
            <span className="muted">{say("timeline.system")}</span>
          </>
        ) : (
          <>
            <strong>{entry.who?.name}</strong> {entry.text}
          </>
        )}
      </p>
      {entry.kind !== "created" && entry.changes.length > 0 && (
        <ul className={styles.changes}>
          {entry.changes.map((change) => (
            <li key={change.field}>
              <ChangeText noun={noun} change={change} />
            </li>
          ))}
        </ul>
      )}
      <Tooltip title={format.instant(entry.at)} placement="left">
        <time dateTime={entry.at} className="muted">
          {format.ago(entry.at)}
        </time>
      </Tooltip>
    </li>
  );
}

function ChangeText({ noun, change }: { noun: Noun; change: Change }) {
  const { say } = useReader();
  const field = fieldOf(noun, change.field);
  const show = (value: Change["from"]) => {
    if (value === null || value === undefined || value === "") return <em>{say("timeline.nothing")}</em>;
    if (typeof value === "object" && "masked" in value) return <span title={say("cell.masked")}>•••</span>;
    // The server names what a reference points to, so that a row out of reach still has a name here.
    if (!field || field.kind === "ref")
      return <ValueText field={plain(change)} value={value} labels={{} as Labels} />;
    return <ValueText field={field} value={value} />;
  };
  return (
    <>
      <span className="muted">{change.label}</span> {show(change.from)}{" "}
      <span className="muted" aria-hidden="true">
        →
      </span>
      <span className="unseen">{say("timeline.to")}</span> {show(change.to)}
    </>
  );
}

const plain = (change: Change) => ({ name: change.field, label: change.label, kind: "text" as const });
