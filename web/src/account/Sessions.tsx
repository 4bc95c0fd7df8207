import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Skeleton } from "antd";
import { signOutEverywhere } from "../api/calls";
import { Problem } from "../api/problem";
import { Failed } from "../shell/States";
import { useReader } from "../words/Reader";
import styles from "./Account.module.css";
import { browserOf } from "./browser";
import { endSession, getSessions, type SignedIn } from "./calls";

const KEY = ["account", "sessions"];

/** The browsers one is signed in with; each can be signed out, or all. */
export function Sessions() {
  const { say, format } = useReader();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const found = useQuery({ queryKey: KEY, queryFn: getSessions, staleTime: 0 });

  const name = (one: SignedIn) => {
    const { browser, system } = browserOf(one.agent);
    if (browser && system) return say("account.on", { browser, system });
    return browser ?? system ?? say("account.unknown");
  };
  const end = async (one: SignedIn) => {
    try {
      await endSession(one.id);
      void message.success(say("account.sessions.ended", { name: name(one) }));
    } catch (error) {
      // One that is over already has ended all the same.
      if (!(error instanceof Problem && error.status === 404)) {
        void message.error(error instanceof Error ? error.message : String(error));
      }
    }
    await queries.invalidateQueries({ queryKey: KEY });
  };
  const everywhere = () =>
    modal.confirm({
      title: say("account.everywhere.title"),
      content: say("account.everywhere.hint"),
      okText: say("user.everywhere"),
      okButtonProps: { danger: true },
      cancelText: say("form.cancel"),
      onOk: async () => {
        await signOutEverywhere();
        await navigate({ to: "/sign-in" });
        queries.clear();
      },
    });

  return (
    <section className={styles.part} data-leads aria-labelledby="account-sessions">
      <div className={styles.about}>
        <h2 id="account-sessions">{say("account.sessions")}</h2>
        <p className="muted">{say("account.sessions.hint")}</p>
      </div>
      <div>
        {found.error ? (
          <Failed error={found.error} again={() => void found.refetch()} />
        ) : found.isPending ? (
          <div data-awaited>
            <Skeleton active title={false} paragraph={{ rows: 3 }} />
          </div>
        ) : (
          <ul className={styles.list}>
            {found.data.rows.map((one) => (
              <li key={one.id}>
                <div>
                  <strong>{name(one)}</strong>
                  {one.current && <span className={styles.mark}>{say("account.sessions.here")}</span>}
                  <p className="muted">
                    {[
                      one.address,
                      say("account.sessions.seen", { ago: format.ago(one.seen_at) }),
                      say("account.sessions.since", { at: format.instant(one.created_at) }),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                </div>
                {!one.current && (
                  <Button
                    aria-label={say("account.sessions.end.label", { name: name(one) })}
                    onClick={() => void end(one)}
                  >
                    {say("account.sessions.end")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        <Button danger onClick={everywhere}>
          {say("user.everywhere")}
        </Button>
      </div>
    </section>
  );
}
