import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Skeleton } from "antd";
import { Suspense, useState } from "react";
import { part } from "../parts/part";
import { Tone } from "../resource/Cell";
import { Failed } from "../shell/States";
import { useReader } from "../words/Reader";
import styles from "./Account.module.css";
import { getTokens, revokeToken, type Token } from "./calls";

const NewTokenDialog = part(() => import("./NewTokenDialog"));
const KEY = ["account", "tokens"];

/** What programs carry to work in the reader's name. */
export function Tokens() {
  const { say, format } = useReader();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const [now] = useState(() => Date.now());
  const found = useQuery({ queryKey: KEY, queryFn: getTokens, staleTime: 0 });
  const reload = () => queries.invalidateQueries({ queryKey: KEY });
  const revoke = (token: Token) =>
    modal.confirm({
      title: say("account.tokens.revoke.title", { name: token.name }),
      content: say("account.tokens.revoke.hint"),
      okText: say("account.tokens.revoke"),
      okButtonProps: { danger: true },
      cancelText: say("form.cancel"),
      onOk: async () => {
        try {
          await revokeToken(token.id);
        } catch (error) {
          void message.error(error instanceof Error ? error.message : String(error));
        }
        await reload();
      },
    });
  const over = (token: Token) => !!token.expires_at && new Date(token.expires_at).getTime() < now;
  const told = (token: Token) =>
    [
      say("account.tokens.begins", { prefix: token.prefix }),
      say(
        token.scopes
          ? "*" in token.scopes
            ? "account.tokens.scope.read"
            : "account.tokens.scope.some"
          : "account.tokens.scope.all",
      ),
      token.expires_at
        ? say("account.tokens.until", { at: format.instant(token.expires_at) })
        : say("account.tokens.never"),
      token.last_used_at
        ? say("account.tokens.used", { ago: format.ago(token.last_used_at) })
        : say("account.tokens.unused"),
    ].join(" · ");

  return (
    <section className={styles.part} aria-labelledby="account-tokens">
      <div className={styles.about}>
        <h2 id="account-tokens">{say("account.tokens")}</h2>
        <p className="muted">{say("account.tokens.hint")}</p>
      </div>
      <div>
        {found.error ? (
          <Failed error={found.error} again={() => void found.refetch()} />
        ) : found.isPending ? (
          <Skeleton active title={false} paragraph={{ rows: 2 }} />
        ) : found.data.rows.length === 0 ? (
          <p className={`muted ${styles.none}`}>{say("account.tokens.none")}</p>
        ) : (
          <ul className={styles.list}>
            {found.data.rows.map((token) => (
              <li key={token.id}>
                <div>
                  <strong>{token.name}</strong>{" "}
                  {token.revoked ? (
                    <Tone tone="red">{say("account.tokens.revoked")}</Tone>
                  ) : over(token) ? (
                    <Tone tone="amber">{say("account.tokens.expired")}</Tone>
                  ) : null}
                  <p className="muted">{told(token)}</p>
                </div>
                {!token.revoked && (
                  <Button
                    danger
                    aria-label={say("account.tokens.revoke.label", { name: token.name })}
                    onClick={() => revoke(token)}
                  >
                    {say("account.tokens.revoke")}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        <Button onClick={() => setMaking(true)}>{say("account.tokens.new")}</Button>
      </div>
      {making && (
        <Suspense fallback={null}>
          <NewTokenDialog
            made={() => void reload()}
            close={() => {
              setMaking(false);
              void reload();
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
