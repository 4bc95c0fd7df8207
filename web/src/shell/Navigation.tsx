import { Link } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { Meta, Session } from "../api/types";
import { pages } from "../capabilities";
import type { Locale, Word } from "../words/words";
import { useReader } from "../words/Reader";
import { Icon } from "./icons";
import styles from "./Navigation.module.css";

interface Props {
  meta: Meta | undefined;
  session: Session | undefined;
}

interface Entry {
  to: string;
  label: string;
  icon?: string | null;
}

/** Groups in the order people work in them; a group nobody named here comes before the settings. */
const GROUPS: { name: string; word: Word }[] = [
  { name: "sell", word: "group.sell" },
  { name: "catalog", word: "group.catalog" },
  { name: "numbers", word: "group.numbers" },
  { name: "org", word: "group.org" },
  { name: "data", word: "group.data" },
  { name: "settings", word: "group.settings" },
  { name: "admin", word: "group.admin" },
];

function entriesByGroup(meta: Meta, session: Session, locale: Locale, numbers: string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>(GROUPS.map((group) => [group.name, []]));
  const add = (group: string, entry: Entry) => groups.set(group, [...(groups.get(group) ?? []), entry]);
  for (const noun of meta.nouns) {
    // Nouns without a group are reached from the rows they belong to.
    if (noun.group && noun.may.read !== false) {
      add(noun.group, { to: `/${noun.name}`, label: noun.plural, icon: noun.icon });
    }
  }
  if (meta.metrics.length > 0) add("numbers", { to: "/numbers", label: numbers, icon: "chart" });
  for (const page of pages) {
    if (!page.menu || (page.shown && !page.shown(meta, session))) continue;
    add(page.menu.group, { to: `/${page.path}`, label: page.menu.label[locale], icon: page.menu.icon });
  }
  return groups;
}

export function Navigation({ meta, session, onGo }: Props & { onGo?: () => void }) {
  const { say, locale } = useReader();
  const groups =
    meta && session ? entriesByGroup(meta, session, locale, say("nav.numbers")) : new Map<string, Entry[]>();
  // The server names the groups of its nouns; the shell those that only it has entries in.
  const labels = new Map<string, string>(GROUPS.map((group) => [group.name, say(group.word)]));
  for (const noun of meta?.nouns ?? []) {
    const known = GROUPS.some((group) => group.name === noun.group);
    if (noun.group_label && !known) labels.set(noun.group, noun.group_label);
  }
  return (
    <nav aria-label={say("nav.label")} className={styles.nav}>
      <Link to="/" className={styles.brand} onClick={onGo}>
        <img src="/mark.svg" alt="" width={22} height={22} />
        <span>{meta?.company.name ?? "Quartermaster"}</span>
      </Link>
      {[...groups].map(([name, entries]) =>
        entries.length === 0 ? null : (
          <div key={name} className={styles.group}>
            <h2 id={`nav-${name}`}>{labels.get(name) ?? name}</h2>
            <ul aria-labelledby={`nav-${name}`}>
              {entries.map((entry) => (
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
        ),
      )}
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
