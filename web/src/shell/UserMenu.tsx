import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { menuHeading } from "../action/menuHeading";
import { signOut, signOutEverywhere } from "../api/calls";
import type { Session } from "../api/types";
import type { Choice } from "../theme/Theme";
import type { Density } from "../theme/tokens";
import { type Locale, LOCALES } from "../words/words";
import { useReader } from "../words/Reader";
import type { Opened } from "./Dialogs";
import styles from "./TopBar.module.css";
import { useLeave } from "./useLeave";
import { usePreferences } from "./usePreferences";

export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  // A Chinese name is one word; its last two characters are what people are called by.
  const chinese = /[\u4e00-\u9fff]+/.exec(name);
  if (chinese) return chinese[0].slice(-2);
  return ((parts[0]?.[0] ?? "") + (parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : "")).toUpperCase();
}

export function UserMenu({ session, open }: { session: Session; open: (what: Opened) => void }) {
  const { say } = useReader();
  const { locale, theme, density, setLocale, setTheme, setDensity } = usePreferences();
  const leave = useLeave();
  const navigate = useNavigate();

  const themes: { key: Choice; label: string }[] = [
    { key: "light", label: say("theme.light") },
    { key: "dark", label: say("theme.dark") },
    { key: "system", label: say("theme.system") },
  ];
  const densities: { key: Density; label: string }[] = [
    { key: "comfortable", label: say("density.comfortable") },
    { key: "compact", label: say("density.compact") },
  ];

  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      autoFocus
      menu={{
        selectable: true,
        selectedKeys: [`locale:${locale}`, `theme:${theme}`, `density:${density}`],
        items: [
          menuHeading(say("user.language")),
          ...LOCALES.map((one) => ({ key: `locale:${one.value}`, label: one.label })),
          { type: "divider" },
          menuHeading(say("user.theme")),
          ...themes.map((one) => ({ key: `theme:${one.key}`, label: one.label })),
          { type: "divider" },
          menuHeading(say("user.density")),
          ...densities.map((one) => ({ key: `density:${one.key}`, label: one.label })),
          { type: "divider" },
          { key: "account", label: say("user.account") },
          { key: "password", label: say("user.password") },
          { key: "keys", label: say("palette.keys") },
          { key: "out", label: say("user.out") },
          { key: "everywhere", label: say("user.everywhere") },
        ],
        onClick: ({ key }) => {
          if (key.startsWith("locale:")) setLocale(key.slice(7) as Locale);
          else if (key.startsWith("theme:")) setTheme(key.slice(6) as Choice);
          else if (key.startsWith("density:")) setDensity(key.slice(8) as Density);
          else if (key === "account") void navigate({ to: "/account" });
          else if (key === "keys") open("keys");
          else if (key === "password") open("password");
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
