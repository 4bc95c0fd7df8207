import { part } from "../parts/part";
import { MenuOutlined, SearchOutlined } from "../theme/icons";
import { Button } from "antd";
import { Suspense, useState } from "react";
import type { Meta, Session } from "../api/types";
import { useReader } from "../words/Reader";
import { GlobalSearch } from "./GlobalSearch";
import styles from "./TopBar.module.css";
import { UserMenu } from "./UserMenu";

const PasswordDialog = part(() => import("./PasswordDialog"));

interface Props {
  session: Session | undefined;
  meta: Meta | undefined;
  openMenu: () => void;
}

export function TopBar({ session, meta, openMenu }: Props) {
  const { say } = useReader();
  const [password, setPassword] = useState(false);
  const [searching, setSearching] = useState(false);
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
        onClick={() => setSearching(true)}
        aria-keyshortcuts="Control+K"
      >
        <span className={styles.hint}>{say("search.open")}</span>
        <kbd>Ctrl K</kbd>
      </Button>
      <GlobalSearch meta={meta} open={searching} setOpen={setSearching} />
      <span className={styles.gap} />
      {session && <UserMenu session={session} changePassword={() => setPassword(true)} />}
      {password && (
        <Suspense fallback={null}>
          <PasswordDialog close={() => setPassword(false)} />
        </Suspense>
      )}
    </header>
  );
}
