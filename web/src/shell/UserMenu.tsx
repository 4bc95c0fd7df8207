import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Dropdown } from "antd";
import { menuHeading } from "../action/menuHeading";
import { choose as keep, signOut, signOutEverywhere } from "../api/calls";
import { Problem } from "../api/problem";
import type { Session } from "../api/types";
import { type Choice, useMode } from "../theme/Theme";
import { type Locale, LOCALES } from "../words/words";
import { useReader } from "../words/Reader";
import styles from "./TopBar.module.css";

export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  // A Chinese name is one word; its last two characters are what people are called by.
  const chinese = /[\u4e00-\u9fff]+/.exec(name);
  if (chinese) return chinese[0].slice(-2);
  return ((parts[0]?.[0] ?? "") + (parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : "")).toUpperCase();
}

export function UserMenu({ session, changePassword }: { session: Session; changePassword: () => void }) {
  const { say, locale, setLocale } = useReader();
  const { choice, choose } = useMode();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();

  const leave = async (how: () => Promise<unknown>) => {
    try {
      await how();
    } catch (error) {
      // Whoever is not signed in any more has got what they asked for.
      if (!(error instanceof Problem && error.status === 401)) {
        void message.error(error instanceof Error ? error.message : String(error));
        return;
      }
    }
    await navigate({ to: "/sign-in" });
    queries.clear();
  };

  // This browser keeps the choice anyway; that other devices learn of it can wait for better times.
  const remember = (choice: Parameters<typeof keep>[0]) => void keep(choice).catch(() => undefined);

  const themes: { key: Choice; label: string }[] = [
    { key: "light", label: say("theme.light") },
    { key: "dark", label: say("theme.dark") },
    { key: "system", label: say("theme.system") },
  ];

  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      autoFocus
      menu={{
        selectable: true,
        selectedKeys: [`locale:${locale}`, `theme:${choice}`],
        items: [
          menuHeading(say("user.language")),
          ...LOCALES.map((one) => ({ key: `locale:${one.value}`, label: one.label })),
          { type: "divider" },
          menuHeading(say("user.theme")),
          ...themes.map((one) => ({ key: `theme:${one.key}`, label: one.label })),
          { type: "divider" },
          { key: "account", label: say("user.account") },
          { key: "password", label: say("user.password") },
          { key: "out", label: say("user.out") },
          { key: "everywhere", label: say("user.everywhere") },
        ],
        onClick: ({ key }) => {
          if (key.startsWith("locale:")) {
            const next = key.slice(7) as Locale;
            setLocale(next);
            remember({ locale: next });
          } else if (key.startsWith("theme:")) {
            const next = key.slice(6) as Choice;
            choose(next);
            remember({ theme: next });
          } else if (key === "account") void navigate({ to: "/account" });
          else if (key === "password") changePassword();
          else if (key === "out") void leave(signOut);
          else void leave(signOutEverywhere);
        },
      }}
    >
      <Button type="text" className={styles.user}>
        <span className={styles.face} aria-hidden="true">
          {initials(session.user.name)}
        </span>
        <span className={styles.name}>
          <span className="unseen">{say("user.menu")} </span>
          {session.user.name}
        </span>
      </Button>
    </Dropdown>
  );
}
