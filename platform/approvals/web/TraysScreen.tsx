import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button, Checkbox, Segmented } from "antd";
import { useState } from "react";
import { runBulk } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import { JobProgress } from "@shell/action/JobProgress";
import type { Line } from "@shell/approval/types";
import { Tone } from "@shell/resource/Cell";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { book as shared } from "@shell/approval/words";
import { getTray } from "./calls";
import { toneOf } from "./tones";
import styles from "./Approvals.module.css";
import type { Tray } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

const TRAYS: Tray[] = ["decide", "asked", "decided", "all"];

/** What waits for me, what I asked for, what I decided. Several are agreed to at once. */
export default function TraysScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const meta = useMeta(locale);
  const [tray, setTray] = useState<Tray>("decide");
  const [marked, setMarked] = useState<string[]>([]);
  const [job, setJob] = useState<string>();
  useTitle(say("title"));
  const found = useQuery({ queryKey: ["approvals", tray, locale], queryFn: () => getTray(tray) });
  const lines = found.data?.requests ?? [];
  const chosen = marked.filter((id) => lines.some((line) => line.id === id));
  const approve = async () => {
    try {
      setJob((await runBulk("approvals", { verb: "approve", ids: chosen, form: {} })).id);
      setMarked([]);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say("title")}</h1>
        <Segmented<Tray>
          aria-label={say("trays")}
          value={tray}
          options={TRAYS.map((value) => ({ value, label: say(`tray.${value}`) }))}
          onChange={(next) => {
            setTray(next);
            setMarked([]);
            setJob(undefined);
          }}
        />
        <nav className={styles.links} aria-label={say("links")}>
          {nounOf(meta, "approval_delegations") && (
            <Link to="/$noun" params={{ noun: "approval_delegations" }} search={{}}>
              {say("away")}
            </Link>
          )}
          {tray === "all" && (
            <Link to="/$noun" params={{ noun: "approvals" }} search={{}}>
              {say("list")}
            </Link>
          )}
        </nav>
      </header>
      {tray === "decide" && (chosen.length > 0 || job) && (
        <div className={styles.bulk} role="region" aria-label={say("bulk")}>
          {chosen.length > 0 && (
            <Button type="primary" onClick={() => void approve()}>
              {say("bulk.approve", { n: chosen.length })}
            </Button>
          )}
          {job && <JobProgress id={job} ended={() => void refresh()} />}
        </div>
      )}
      {found.error ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data ? (
        <Waiting />
      ) : lines.length === 0 ? (
        <Nothing title={say(`none.${tray}`)} />
      ) : (
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line.id}>
              {tray === "decide" && (
                <Checkbox
                  aria-label={say("mark", { name: line.name })}
                  checked={chosen.includes(line.id)}
                  onChange={(event) =>
                    setMarked(
                      event.target.checked ? [...chosen, line.id] : chosen.filter((id) => id !== line.id),
                    )
                  }
                />
              )}
              <OneLine line={line} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function OneLine({ line }: { line: Line }) {
  const say = useBook(book);
  const word = useBook(shared);
  const { format } = useReader();
  return (
    <Link to="/$noun/$id" params={{ noun: "approvals", id: line.id }} search={{}} className={styles.line}>
      <span className={styles.name}>
        <strong>{line.name}</strong>
        <Tone tone={toneOf(line.state)}>{word(`state.${line.state}`)}</Tone>
      </span>
      <span className="muted">
        {[
          line.requester.name ?? "•••",
          line.flow,
          line.step && say("waits", { step: line.step }),
          format.ago(line.ended_at ?? line.sent_at),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {line.reason && <span className={styles.reason}>{line.reason}</span>}
    </Link>
  );
}
