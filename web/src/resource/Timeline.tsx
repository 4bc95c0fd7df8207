import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton, Tooltip } from "antd";
import { useState } from "react";
import { getTimeline } from "../api/calls";
import { nounOf, useMeta } from "../api/queries";
import type { Change, Labels, Noun, TimelineEntry } from "../api/types";
import { Failed } from "../shell/States";
import { ActivityEntry } from "../story/ActivityEntry";
import { StoryFilter, type Wanted } from "../story/StoryFilter";
import { useTakenOut } from "../story/useTakenOut";
import { useReader } from "../words/Reader";
import { ValueText } from "./Cell";
import { fieldOf } from "./fields";
import styles from "./Timeline.module.css";

interface Props {
  noun: Noun;
  id: string;
}

const ALL: Wanted = { kinds: [] };

/** What happened to the row, newest first, told rather than listed. */
export function Timeline({ noun, id }: Props) {
  const { say, locale } = useReader();
  const activities = nounOf(useMeta(locale), "activities");
  const [wanted, setWanted] = useState(ALL);
  const { out, remove } = useTakenOut();
  const kinds = wanted.kinds.join(",");
  const found = useInfiniteQuery({
    queryKey: ["timeline", noun.name, id, locale, kinds, wanted.person ?? ""],
    queryFn: ({ pageParam, signal }) =>
      getTimeline(
        noun.name,
        id,
        {
          ...(pageParam ? { after: pageParam } : {}),
          ...(kinds ? { kinds } : {}),
          ...(wanted.person ? { person: wanted.person } : {}),
        },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const entries = found.data?.pages.flatMap((page) => page.entries).filter((one) => !out.has(one.id)) ?? [];
  const filtered = kinds !== "" || !!wanted.person;
  return (
    <section aria-label={say("timeline.title")}>
      <h2 className={styles.title}>{say("timeline.title")}</h2>
      <StoryFilter wanted={wanted} change={setWanted} parts={!!activities && noun.name !== "activities"} />
      {found.error ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : found.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 5 }} />
      ) : entries.length === 0 ? (
        <p className="muted">
          {say(filtered ? "timeline.none.fits" : "timeline.none")}{" "}
          {filtered && (
            <Button type="link" size="small" onClick={() => setWanted(ALL)}>
              {say("story.part.all")}
            </Button>
          )}
        </p>
      ) : (
        <ol className={styles.list} aria-busy={found.isPlaceholderData}>
          {entries.map((entry) => (
            <Entry key={entry.id} noun={noun} entry={entry} remove={remove} />
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

interface EntryProps {
  noun: Noun;
  entry: TimelineEntry;
  remove: (entry: TimelineEntry) => void;
}

function Entry({ noun, entry, remove }: EntryProps) {
  const { format } = useReader();
  return (
    <li className={styles.entry} data-kind={entry.kind}>
      {entry.activity ? <ActivityEntry entry={entry} remove={remove} /> : <Deed noun={noun} entry={entry} />}
      <Tooltip title={format.instant(entry.at)} placement="left">
        <time dateTime={entry.at} className="muted">
          {format.ago(entry.at)}
        </time>
      </Tooltip>
    </li>
  );
}

function Deed({ noun, entry }: { noun: Noun; entry: TimelineEntry }) {
  const { say } = useReader();
  const nobody = !entry.who || (entry.who.id === null && entry.who.name === "system");
  return (
    <>
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
        <Changes noun={noun} changes={entry.changes} />
      )}
    </>
  );
}

export function Changes({ noun, changes }: { noun: Noun; changes: Change[] }) {
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={change.field}>
          <ChangeText noun={noun} change={change} />
        </li>
      ))}
    </ul>
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
