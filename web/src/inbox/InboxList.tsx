import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Dropdown, Skeleton } from "antd";
import { getInbox } from "../api/calls";
import { useSession } from "../api/queries";
import type { InboxEntry } from "../api/types";
import { Failed } from "../shell/States";
import { Icon } from "../shell/icons";
import { CheckOutlined, ClockCircleOutlined, CloseOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import styles from "./Inbox.module.css";
import { laters } from "./later";
import { useMark } from "./useInbox";

export type Show = "all" | "unread" | "put_off";

interface Props {
  show: Show;
  kinds: string[];
  limit: number;
  /** Somebody went to what an entry tells of. */
  opened?: () => void;
}

export function InboxList({ show, kinds, limit, opened }: Props) {
  const { say, locale } = useReader();
  const found = useInfiniteQuery({
    queryKey: ["inbox", "list", locale, show, kinds.join(","), limit],
    queryFn: ({ pageParam, signal }) =>
      getInbox(
        {
          show,
          limit,
          ...(kinds.length > 0 ? { kinds: kinds.join(",") } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? [];
  if (found.error) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (found.isPending)
    return (
      <div data-awaited>
        <Skeleton active title={false} paragraph={{ rows: 6 }} className={styles.wait} />
      </div>
    );
  if (entries.length === 0) {
    return (
      <div className={styles.none}>
        <strong>{say(show === "put_off" ? "inbox.none.put_off" : "inbox.none")}</strong>
        <p className="muted">{say(show === "put_off" ? "inbox.none.put_off.hint" : "inbox.none.hint")}</p>
      </div>
    );
  }
  return (
    <>
      <ul className={styles.list} aria-busy={found.isPlaceholderData}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} opened={opened} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button type="link" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say("timeline.more")}
        </Button>
      )}
    </>
  );
}

const ICONS: Record<InboxEntry["kind"], string> = {
  mention: "user",
  comment: "message",
  handed_over: "swords",
  task: "form",
  due: "calendar",
  job: "job",
  approval: "audit",
  decided: "audit",
  read: "book",
  date: "calendar",
  case: "safety",
  report: "file",
};

function Entry({ entry, opened }: { entry: InboxEntry; opened?: () => void }) {
  const { say, format, timeZone } = useReader();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const person = useSession()?.user.person_id;
  const mark = useMark();
  const ids = [entry.id];

  const go = () => {
    if (!entry.read) mark.mutate({ ids, read: true });
    if (entry.count > 1 && entry.noun && entry.owner_field && person) {
      const filter = { field: entry.owner_field, op: "eq" as const, value: person };
      void navigate({ to: "/$noun", params: { noun: entry.noun }, search: { filter, sort: "-updated_at" } });
    } else if (entry.to) void navigate({ to: `/${entry.to}` });
    opened?.();
  };
  const told = (text: string, back: Parameters<typeof mark.mutate>[0]) => {
    const key = `inbox-${entry.id}`;
    void message.success({
      key,
      duration: 6,
      content: (
        <>
          {text}{" "}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key);
              mark.mutate(back);
            }}
          >
            {say("row.undo")}
          </Button>
        </>
      ),
    });
  };
  const putAway = () =>
    mark.mutate(
      { ids, put_away: true },
      { onSuccess: () => told(say("inbox.put_away.done"), { ids, put_away: false }) },
    );
  const putOff = (until: Date) =>
    mark.mutate(
      { ids, until: until.toISOString() },
      {
        onSuccess: () =>
          told(say("inbox.put_off.done", { at: format.instant(until.toISOString()) }), {
            ids,
            until: entry.at,
          }),
      },
    );
  const what = [entry.noun_label, entry.title].filter(Boolean).join(" · ");
  return (
    <li className={styles.entry} data-unread={!entry.read || undefined} data-kind={entry.kind}>
      <button type="button" className={styles.open} onClick={go}>
        <span className={styles.icon}>
          <Icon name={ICONS[entry.kind]} />
        </span>
        <span className={styles.text}>
          <span>
            {!entry.read && <span className="unseen">{say("inbox.unread")} </span>}
            {entry.who && <strong>{entry.who.name} </strong>}
            {entry.text}
          </span>
          {what && <span className={styles.what}>{what}</span>}
          {entry.excerpt && <span className={styles.excerpt}>{entry.excerpt}</span>}
          <span className={styles.when}>
            {entry.until ? say("inbox.until", { at: format.instant(entry.until) }) : format.ago(entry.at)}
            {entry.due_on && ` · ${say("story.task.due", { on: format.date(entry.due_on) })}`}
          </span>
        </span>
      </button>
      <span className={styles.tools}>
        <Button
          type="text"
          size="small"
          icon={<CheckOutlined />}
          aria-label={say(entry.read ? "inbox.mark.unread" : "inbox.mark.read")}
          title={say(entry.read ? "inbox.mark.unread" : "inbox.mark.read")}
          onClick={() => mark.mutate({ ids, read: !entry.read })}
        />
        <Dropdown
          trigger={["click"]}
          menu={{
            items: laters(new Date(), timeZone).map(({ key, at }) => ({
              key,
              label: `${say(key)} · ${format.instant(at.toISOString())}`,
              onClick: () => putOff(at),
            })),
          }}
        >
          <Button
            type="text"
            size="small"
            icon={<ClockCircleOutlined />}
            aria-label={say("inbox.put_off")}
            title={say("inbox.put_off")}
          />
        </Dropdown>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={say("inbox.put_away")}
          title={say("inbox.put_away")}
          onClick={putAway}
        />
      </span>
    </li>
  );
}
