import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { countInbox, getInboxChoices } from "../api/calls";
import { useTitle } from "../shell/title";
import { useReader } from "../words/Reader";
import { Choices } from "./Choices";
import { InboxList, type Show } from "./InboxList";
import styles from "./Inbox.module.css";
import { useMark } from "./useInbox";

/** The whole inbox, and what is to come into it. */
export function InboxScreen() {
  const { say, locale } = useReader();
  const mark = useMark();
  const [show, setShow] = useState<Show>("unread");
  const [kinds, setKinds] = useState<string[]>([]);
  useTitle(say("inbox.title"));
  const choices = useQuery({ queryKey: ["inbox-choices", locale], queryFn: getInboxChoices });
  const unread = useQuery({ queryKey: ["inbox", "count"], queryFn: countInbox, staleTime: 10_000 });
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say("inbox.title")}</h1>
        <span className={styles.gap} />
        <Button disabled={unread.data?.unread === 0} onClick={() => mark.mutate({ ids: null, read: true })}>
          {say("inbox.read.all")}
        </Button>
      </header>
      <div className={styles.head}>
        <Segmented
          aria-label={say("inbox.show")}
          value={show}
          onChange={(next: Show) => setShow(next)}
          options={[
            { value: "unread", label: say("inbox.show.unread") },
            { value: "all", label: say("inbox.show.all") },
            { value: "put_off", label: say("inbox.show.put_off") },
          ]}
        />
        <Select
          className={styles.kinds}
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          aria-label={say("inbox.kinds")}
          placeholder={say("inbox.kinds")}
          value={kinds}
          options={(choices.data ?? []).map((one) => ({ value: one.kind, label: one.label }))}
          onChange={(next: string[]) => setKinds(next)}
        />
      </div>
      <div className={styles.sheet} data-leads>
        <InboxList show={show} kinds={kinds} limit={30} />
      </div>
      {choices.data && <Choices choices={choices.data} />}
    </div>
  );
}
