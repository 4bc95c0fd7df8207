import { MenuOutlined, QuestionCircleOutlined, SearchOutlined } from "../theme/icons";
import { Button, Tooltip } from "antd";
import type { Session } from "../api/types";
import { Suspense } from "react";
import { part } from "../parts/part";
import { useReader } from "../words/Reader";
import type { Opened } from "./Dialogs";
import { modKey } from "./keys";
import styles from "./TopBar.module.css";
import { UserMenu } from "./UserMenu";

const Bell = part(() => import("../inbox/Bell"));

interface Props {
  session: Session | undefined;
  help: boolean;
  openMenu: () => void;
  openHelp: () => void;
  open: (what: Opened) => void;
}

export function TopBar({ session, help, openMenu, openHelp, open }: Props) {
  const { say } = useReader();
  return (
    <header className={styles.bar}>
      <Button
        className={styles.menu}
        type="text"
        icon={<MenuOutlined />}
        aria-label={say("nav.open")}
        onClick={openMenu}
      />
      <Button
        className={styles.search}
        icon={<SearchOutlined />}
        onClick={() => open("palette")}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <span className={styles.hint}>{say("search.open")}</span>
        <kbd>{modKey} K</kbd>
      </Button>
      <span className={styles.gap} />
      {session && (
        <Tooltip title={`${say("help.title")} (H)`}>
          <Button
            type="text"
            icon={<QuestionCircleOutlined />}
            aria-label={say("help.open")}
            aria-expanded={help}
            aria-keyshortcuts="h"
            onClick={openHelp}
          />
        </Tooltip>
      )}
      {session && (
        // As wide as the bell, so that nothing moves when it comes.
        <Suspense fallback={<span className={styles.bell} />}>
          <Bell />
        </Suspense>
      )}
      {session && <UserMenu session={session} open={open} />}
    </header>
  );
}
