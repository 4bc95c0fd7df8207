import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook } from "@shell/words/Reader";
import { getDispatch, getMail, type MailState, sendTest } from "./calls";
import styles from "./Notices.module.css";
import { book } from "./words";

const LOOK_AGAIN_MS = 1_000;
const COUNTED = ["waiting", "failed", "dead"] as const;

/** How the ways out of the house are set up, and what is stuck in them. */
export default function NoticesScreen() {
  const say = useBook(book);
  useTitle(say("title"));
  const mail = useQuery({ queryKey: ["notices", "mail"], queryFn: getMail });
  if (mail.error) return <Failed error={mail.error} again={() => void mail.refetch()} />;
  if (!mail.data) return <Waiting />;
  return (
    <div className={styles.page}>
      <h1>{say("title")}</h1>
      <p className="muted">{say("lead")}</p>
      <Mail mail={mail.data} />
      <section className={styles.part} aria-labelledby="notices-dispatches">
        <h2 id="notices-dispatches">{say("dispatches")}</h2>
        <ul className={styles.counts}>
          {COUNTED.map((state) => (
            <li key={state}>
              <Link to="/$noun" params={{ noun: "dispatches" }} search={{ filter: only(state) } as never}>
                <span className={styles.number}>{mail.data.dispatches[state]}</span>
                {say(state)}
              </Link>
            </li>
          ))}
        </ul>
        <Link to="/$noun" params={{ noun: "dispatches" }} search={{}}>
          {say("all")}
        </Link>
      </section>
      <section className={styles.part} aria-labelledby="notices-channels">
        <h2 id="notices-channels">{say("channels")}</h2>
        <p className="muted">
          {say("channels.hint")} {say(mail.data.private_webhooks ? "channels.private" : "channels.public")}
        </p>
        <Link to="/$noun" params={{ noun: "channels" }} search={{}}>
          {say("channels.open")}
        </Link>
      </section>
    </div>
  );
}

const only = (state: string) => ({ field: "state", op: "in", value: [state] });

function Mail({ mail }: { mail: MailState }) {
  const say = useBook(book);
  if (!mail.sends)
    return (
      <section className={styles.part} aria-labelledby="notices-mail">
        <h2 id="notices-mail">{say("mail")}</h2>
        <Alert type="info" showIcon title={say("mail.off")} description={say("mail.off.hint")} />
      </section>
    );
  return (
    <section className={styles.part} aria-labelledby="notices-mail">
      <h2 id="notices-mail">{say("mail")}</h2>
      <p>{say("mail.on")}</p>
      <dl className={styles.facts}>
        <dt>{say("server")}</dt>
        <dd>
          {mail.host}:{mail.port}, {mail.security && say(`security.${mail.security}`)}
        </dd>
        <dt>{say("from")}</dt>
        <dd>{mail.from}</dd>
        <dt>{say("address")}</dt>
        <dd>{mail.public_address ?? say("address.none")}</dd>
      </dl>
      <Test />
    </section>
  );
}

/** A letter to oneself, watched until it is taken or not. */
function Test() {
  const say = useBook(book);
  const test = useMutation({ mutationFn: sendTest });
  const id = test.data?.id;
  const sent = useQuery({
    queryKey: ["notices", "test", id],
    queryFn: () => getDispatch(id ?? ""),
    enabled: !!id,
    refetchInterval: ({ state }) => (state.data?.row.state === "waiting" ? LOOK_AGAIN_MS : false),
  });
  const row = sent.data?.row;
  const on = !!id && (!row || row.state === "waiting");
  return (
    <>
      <Button loading={test.isPending || on} onClick={() => test.mutate()}>
        {say("test")}
      </Button>
      <div role="status" style={{ marginTop: 10 }}>
        {test.error && <Alert type="error" showIcon title={test.error.message} />}
        {on && <span className="muted">{say("test.waiting")}</span>}
        {row?.state === "sent" && <Alert type="success" showIcon title={say("test.sent")} />}
        {row && row.state !== "sent" && row.state !== "waiting" && (
          <Alert type="error" showIcon title={say("test.failed", { answer: row.answer ?? "" })} />
        )}
      </div>
    </>
  );
}
