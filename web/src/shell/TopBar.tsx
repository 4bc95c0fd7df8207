import { QuestionCircleOutlined, SearchOutlined } from "../theme/icons";
import { Button, Tooltip } from "antd";
import type { Session } from "../api/types";
import { Suspense } from "react";
import { part } from "../parts/part";
import { usePhone } from "../resource/usePhone";
import { useReader } from "../words/Reader";
import type { Opened } from "./Dialogs";
import { modKey } from "./keys";
import styles from "./TopBar.module.css";
import { UserMenu } from "./UserMenu";

const Bell = part(() => import("../inbox/Bell"));
const Outbox = part(() => import("../outbox/Outbox"));

interface Props {
  session: Session | undefined;
  help: boolean;
  openHelp: () => void;
  open: (what: Opened) => void;
}

export function TopBar({ session, help, openHelp, open }: Props) {
  const { say } = useReader();
  // There it stands at the foot.
  const phone = usePhone();
  return (
    <header className={styles.bar}>
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
        <Suspense fallback={null}>
          <Outbox user={session.user.id} />
        </Suspense>
      )}
      {session && !phone && (
        // As wide as the bell, so that nothing moves when it comes.
        <Suspense fallback={<span className={styles.bell} />}>
          <Bell />
        </Suspense>
      )}
      {session && <UserMenu session={session} open={open} />}
    </header>
  );
}
