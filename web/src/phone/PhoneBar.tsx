import { Link } from "@tanstack/react-router";
import { Badge } from "antd";
import { Suspense, useState } from "react";
import type { Meta } from "../api/types";
import { useUnread } from "../inbox/useInbox";
import { part } from "../parts/part";
import { Icon } from "../shell/icons";
import { FIRST } from "../shell/menu";
import { nounOf } from "../api/queries";
import { BellOutlined, HomeOutlined, MenuOutlined, PlusOutlined } from "../theme/icons";
import { useBook } from "../words/Reader";
import styles from "./PhoneBar.module.css";
import { book } from "./words";

const LogDialog = part(() => import("./LogDialog"));

/** Where a salesperson goes most with a phone in one hand; the list comes first that stands for whom they see. */
const LISTS = ["accounts", ...FIRST];

/** At the foot of the page on a phone, within reach of a thumb. */
export default function PhoneBar({ meta, openMenu }: { meta: Meta; openMenu: () => void }) {
  const say = useBook(book);
  const unread = useUnread();
  const [logging, setLogging] = useState(false);
  const list = LISTS.map((name) => nounOf(meta, name)).find((noun) => noun && noun.may.read !== false);
  const mayLog = !!nounOf(meta, "activities")?.may.create;
  const active = { className: styles.active, "aria-current": "page" as const };
  return (
    <>
      <nav className={styles.bar} aria-label={say("bar")}>
        <Link
          to="/"
          search={{}}
          className={styles.place}
          activeProps={active}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          <HomeOutlined />
          <span>{say("bar.home")}</span>
        </Link>
        {list && (
          <Link
            to="/$noun"
            params={{ noun: list.name }}
            className={styles.place}
            activeProps={active}
            activeOptions={{ includeSearch: false }}
          >
            <Icon name={list.icon} />
            <span>{list.plural}</span>
          </Link>
        )}
        {mayLog && (
          <button type="button" className={styles.place} data-primary onClick={() => setLogging(true)}>
            <i>
              <PlusOutlined />
            </i>
            <span>{say("bar.log")}</span>
          </button>
        )}
        <Link
          to="/inbox"
          className={styles.place}
          activeProps={active}
          activeOptions={{ includeSearch: false }}
        >
          <Badge count={unread} size="small" overflowCount={99}>
            <BellOutlined />
          </Badge>
          <span>{say("bar.inbox")}</span>
        </Link>
        <button type="button" className={styles.place} onClick={openMenu}>
          <MenuOutlined />
          <span>{say("bar.more")}</span>
        </button>
      </nav>
      {logging && (
        <Suspense fallback={null}>
          <LogDialog close={() => setLogging(false)} />
        </Suspense>
      )}
    </>
  );
}
