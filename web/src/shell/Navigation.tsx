import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { Meta, Session } from "../api/types";
import { useReader } from "../words/Reader";
import { Icon } from "./icons";
import { menuOf } from "./menu";
import styles from "./Navigation.module.css";
import { Pinned } from "./Pinned";

interface Props {
  meta: Meta | undefined;
  session: Session | undefined;
}

export function Navigation({ meta, session, onGo }: Props & { onGo?: () => void }) {
  const { say, locale } = useReader();
  const groups = meta && session ? menuOf(meta, session, locale, say) : [];
  return (
    <nav aria-label={say("nav.label")} className={styles.nav}>
      <Link to="/" className={styles.brand} onClick={onGo}>
        <img src="/mark.svg" alt="" width={22} height={22} />
        <span>{meta?.company.name ?? "Quartermaster"}</span>
      </Link>
      <div className={styles.group}>
        <Link
          to="/"
          search={{}}
          className={styles.link}
          activeProps={{ className: styles.active, "aria-current": "page" }}
          activeOptions={{ exact: true, includeSearch: false }}
          onClick={onGo}
        >
          <Icon name="home" />
          <span>{say("nav.home")}</span>
        </Link>
      </div>
      {meta && <Pinned meta={meta} entries={groups.flatMap((group) => group.entries)} onGo={onGo} />}
      {groups.map((group) => (
        <div key={group.name} className={styles.group}>
          <h2>{group.label}</h2>
          <ul aria-label={group.label}>
            {group.entries.map((entry) => (
              <li key={entry.to}>
                <Link
                  to={entry.to}
                  className={styles.link}
                  activeProps={{ className: styles.active, "aria-current": "page" }}
                  activeOptions={{ includeSearch: false }}
                  onClick={onGo}
                >
                  <Icon name={entry.icon} />
                  <span>{entry.label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

export function NavigationDrawer({ open, close, ...props }: Props & { open: boolean; close: () => void }) {
  const { say } = useReader();
  return (
    <Drawer
      open={open}
      onClose={close}
      placement="left"
      size={272}
      title={say("nav.label")}
      styles={{ body: { padding: 0, background: "var(--qm-side)" }, header: { display: "none" } }}
    >
      <Navigation {...props} onGo={close} />
    </Drawer>
  );
}
