import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useReader } from "../words/Reader";
import { InboxList } from "./InboxList";
import styles from "./Inbox.module.css";
import { useMark } from "./useInbox";

/** The newest of the inbox, over the page. */
export default function InboxPanel({ close }: { close: () => void }) {
  const { say } = useReader();
  const mark = useMark();
  const [unread, setUnread] = useState(true);
  const panel = useRef<HTMLElement>(null);
  // Whoever opened it by keyboard is in it.
  useEffect(() => panel.current?.focus(), []);
  return (
    // Escape closes it wherever the focus stands in it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={panel}
      className={styles.panel}
      aria-label={say("inbox.title")}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div className={styles.bar}>
        <h2>{say("inbox.title")}</h2>
        <span className={styles.gap} />
        <Button size="small" type="text" aria-pressed={unread} onClick={() => setUnread(!unread)}>
          {say(unread ? "inbox.show.all" : "inbox.show.unread")}
        </Button>
        <Button size="small" type="text" onClick={() => mark.mutate({ ids: null, read: true })}>
          {say("inbox.read.all")}
        </Button>
      </div>
      <div className={styles.scroll}>
        <InboxList show={unread ? "unread" : "all"} kinds={[]} limit={15} opened={close} />
      </div>
      <Link to="/inbox" className={styles.foot} onClick={close}>
        {say("inbox.whole")}
      </Link>
    </section>
  );
}
