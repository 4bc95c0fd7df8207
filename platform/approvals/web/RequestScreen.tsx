import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, App, Button, Dropdown } from "antd";
import { useState } from "react";
import { Answer, RouteView } from "@shell/approval/RouteView";
import { ChangesView, WhyView } from "@shell/approval/ChangesView";
import { book as shared } from "@shell/approval/words";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { doTo, getWhole } from "./calls";
import { DeedDialog } from "./DeedDialog";
import styles from "./Approvals.module.css";
import { toneOf } from "./tones";
import type { Deed, Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

/** What somebody wants to do: what it changes, why it needs a yes, whose, and what they said. */
export default function RequestScreen({ id }: { id: string }) {
  const { locale } = useReader();
  const found = useQuery({ queryKey: ["approvals", "one", id, locale], queryFn: () => getWhole(id) });
  useTitle(found.data?.name);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  return <Request whole={found.data} />;
}

function Request({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const word = useBook(shared);
  const { format } = useReader();
  return (
    <article className={styles.request}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/my_approvals" className={styles.up}>
            {say("title")}
          </Link>
          <h1>
            {whole.name} <Tone tone={toneOf(whole.state)}>{word(`state.${whole.state}`)}</Tone>
          </h1>
          <p className="muted">
            {say("asked", { name: whole.requester.name ?? "•••", ago: format.ago(whole.sent_at) })}
            {whole.round > 1 && ` · ${say("round", { n: whole.round })}`}
          </p>
        </div>
        <Deeds whole={whole} />
      </header>
      {whole.outcome && <Outcome whole={whole} />}
      {whole.reason && <blockquote className={styles.quote}>{whole.reason}</blockquote>}
      <div className={styles.columns}>
        <div className={styles.main}>
          <section aria-label={word("changes")}>
            <h2>{word("changes")}</h2>
            <ChangesView rows={whole.rows} labels={whole.labels} />
          </section>
          <section aria-label={word("why")}>
            <h2>{word("why")}</h2>
            <WhyView flows={whole.flows} labels={whole.labels} />
          </section>
          {whole.row && (
            <p>
              <RowLink noun={whole.noun} id={whole.row}>
                {say("row", { noun: whole.noun_label })}
              </RowLink>
            </p>
          )}
        </div>
        <aside aria-label={word("route")}>
          <h2>{word("route")}</h2>
          <RouteView steps={whole.steps} />
          {whole.earlier.length > 0 && (
            <details className={styles.earlier}>
              <summary>{say("earlier")}</summary>
              <ul>
                {whole.earlier.map((one, at) => (
                  <Answer key={`${one.person.id}-${at}`} one={one} />
                ))}
              </ul>
            </details>
          )}
        </aside>
      </div>
    </article>
  );
}

function Outcome({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const codes = ["changed", "verb_changed", "requester_left", "deleted"] as const;
  const code = codes.find((one) => one === whole.outcome);
  if (code === "deleted") return null;
  const type =
    whole.state === "failed" || whole.state === "refused" || whole.state === "vetoed" ? "error" : "warning";
  return (
    <Alert
      showIcon
      type={type}
      style={{ marginBottom: 12 }}
      title={code ? say(`outcome.${code}`) : (whole.outcome ?? "")}
    />
  );
}

/** What its reader may do now: yes and no are in sight, wide enough for a thumb on a phone. */
function Deeds({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { message, modal } = App.useApp();
  const { say: shell } = useReader();
  const refresh = useRefresh();
  const [asking, setAsking] = useState<Deed>();
  const { may } = whole;
  const more: Deed[] = [
    ...(may.decide ? (["pass_on", "ask_others", "send_back"] as const) : []),
    ...(may.veto ? (["veto"] as const) : []),
    ...(may.remind ? (["remind"] as const) : []),
    ...(may.withdraw ? (["withdraw"] as const) : []),
  ];
  const now = async (deed: Deed) => {
    try {
      await doTo(whole.id, deed);
      void message.success(say(`done.${deed}`));
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
    await refresh();
  };
  const start = (deed: Deed) => {
    if (deed === "remind") return void now(deed);
    if (deed !== "withdraw") return setAsking(deed);
    void modal.confirm({
      title: say("withdraw.title"),
      okText: say("deed.withdraw"),
      okButtonProps: { danger: true },
      cancelText: shell("form.cancel"),
      onOk: () => now(deed),
    });
  };
  if (!may.decide && !may.send_again && more.length === 0) return null;
  return (
    <div className={styles.deeds} role="toolbar" aria-label={say("deeds")}>
      {may.decide && (
        <>
          <Button type="primary" onClick={() => setAsking("approve")}>
            {say("deed.approve")}
          </Button>
          <Button danger onClick={() => setAsking("refuse")}>
            {say("deed.refuse")}
          </Button>
        </>
      )}
      {may.send_again && (
        <Button type="primary" onClick={() => setAsking("send_again")}>
          {say("deed.send_again")}
        </Button>
      )}
      {more.length > 0 && !may.decide ? (
        more.map((deed) => (
          <Button key={deed} danger={deed === "veto"} onClick={() => start(deed)}>
            {say(`deed.${deed}`)}
          </Button>
        ))
      ) : more.length > 0 ? (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: more.map((deed) => ({ key: deed, danger: deed === "veto", label: say(`deed.${deed}`) })),
            onClick: ({ key }) => start(key as Deed),
          }}
        >
          <Button>{say("deed.more")}</Button>
        </Dropdown>
      ) : null}
      {asking && (
        <DeedDialog
          whole={whole}
          deed={asking}
          done={async () => {
            setAsking(undefined);
            void message.success(say(`done.${asking}`));
            await refresh();
          }}
          close={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
