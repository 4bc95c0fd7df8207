import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Select, Switch } from "antd";
import { useEffect, useRef } from "react";
import { chooseInbox } from "../api/calls";
import type { InboxChoice } from "../api/types";
import { useReader } from "../words/Reader";
import styles from "./Inbox.module.css";
import { type ByMail, chooseMail, getMailChoices, type MailChoice, type MailChoices } from "./mail";

const WAYS: ByMail[] = ["now", "daily", "never"];

/** What comes to one, and what of it by mail as well. */
export function Choices({ choices }: { choices: InboxChoice[] }) {
  const { say, locale } = useReader();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const section = useRef<HTMLElement>(null);
  const mailKey = ["mail-choices", locale];
  const mail = useQuery({ queryKey: mailKey, queryFn: getMailChoices });
  const there = !!mail.data;
  // A letter leads here to whoever wants fewer of them.
  useEffect(() => {
    if (there && globalThis.location.hash === "#inbox-mail") section.current?.scrollIntoView();
  }, [there]);
  const complain = (error: unknown) =>
    void message.error(error instanceof Error ? error.message : String(error));
  const choose = async (kind: string, wanted: boolean) => {
    try {
      queries.setQueryData(["inbox-choices", locale], await chooseInbox({ kind, wanted }));
    } catch (error) {
      complain(error);
    }
  };
  const send = async (choice: MailChoice) => {
    try {
      queries.setQueryData(mailKey, await chooseMail(choice));
    } catch (error) {
      complain(error);
    }
  };
  // Shown when all of it is there: nothing jumps.
  if (mail.isPending) return null;
  const byMail = (kind: string) => mail.data?.kinds.find((one) => one.kind === kind)?.mail;
  return (
    <section ref={section} className={styles.choices} aria-labelledby="inbox-choices">
      <h2 id="inbox-choices">{say("inbox.choices")}</h2>
      <p className="muted">{say("inbox.choices.hint")}</p>
      <ul>
        {choices.map((one) => (
          <li key={one.kind}>
            <Switch
              size="small"
              checked={one.wanted}
              aria-label={one.label}
              onChange={(wanted) => void choose(one.kind, wanted)}
            />
            <span aria-hidden="true" className={styles.choice}>
              {one.label}
            </span>
            {byMail(one.kind) && (
              <Select
                size="small"
                className={styles.way}
                disabled={!one.wanted}
                aria-label={say("inbox.mail.of", { kind: one.label })}
                prefix={<span className="muted">{say("inbox.mail")}</span>}
                value={byMail(one.kind)}
                options={WAYS.map((way) => ({ value: way, label: say(`inbox.mail.${way}`) }))}
                onChange={(way: ByMail) => void send({ kind: one.kind, mail: way })}
              />
            )}
          </li>
        ))}
      </ul>
      {mail.data && <When mail={mail.data} send={send} />}
    </section>
  );
}

/** Where mail goes, when the summary comes, and whether anything comes at night. */
function When({ mail, send }: { mail: MailChoices; send: (choice: MailChoice) => Promise<void> }) {
  const { say } = useReader();
  const standing = !mail.sends
    ? say("inbox.mail.none")
    : mail.address
      ? say("inbox.mail.to", { address: mail.address })
      : say("inbox.mail.no_address");
  return (
    <div className={styles.when_mail} id="inbox-mail">
      <p className="muted">{standing}</p>
      {mail.kinds.some((one) => one.mail === "daily") && (
        <div className={styles.line}>
          <span aria-hidden="true">{say("inbox.mail.hour")}</span>
          <Select
            size="small"
            aria-label={say("inbox.mail.hour")}
            value={mail.hour}
            options={Array.from({ length: 24 }, (_, hour) => ({
              value: hour,
              label: `${String(hour).padStart(2, "0")}:00`,
            }))}
            onChange={(hour: number) => void send({ hour })}
          />
        </div>
      )}
      <div className={styles.line}>
        <Switch
          size="small"
          checked={mail.quiet}
          aria-label={say("inbox.mail.quiet")}
          onChange={(quiet) => void send({ quiet })}
        />
        <span aria-hidden="true">{say("inbox.mail.quiet")}</span>
      </div>
    </div>
  );
}
