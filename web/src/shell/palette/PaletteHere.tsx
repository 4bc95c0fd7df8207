import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { signOut } from "../../api/calls";
import type { Meta, Session } from "../../api/types";
import type { Opened } from "../Dialogs";
import { useLeave } from "../useLeave";
import { usePreferences } from "../usePreferences";
import type { Choice } from "./entries";
import Palette from "./Palette";

interface Props {
  session: Session;
  meta: Meta;
  open: (next: Opened) => void;
  openHelp: () => void;
  close: () => void;
}

/** The palette with the settings of whoever is signed in; those that hold already are left out. */
export default function PaletteHere({ session, meta, open, openHelp, close }: Props) {
  const { locale, theme, density, setLocale, setTheme, setDensity } = usePreferences();
  const leave = useLeave();
  const navigate = useNavigate();
  const settings = useMemo<Choice[]>(() => {
    const themes = (["light", "dark", "system"] as const).filter((one) => one !== theme);
    return [
      {
        key: "locale",
        word: "palette.language",
        icon: "language",
        words: ["user.language"],
        run: () => setLocale(locale === "zh" ? "en" : "zh"),
      },
      ...themes.map((one): Choice => ({
        key: `theme:${one}`,
        word: `palette.theme.${one}`,
        icon: "appearance",
        words: ["user.theme", `theme.${one}`],
        run: () => setTheme(one),
      })),
      density === "compact"
        ? {
            key: "density",
            word: "palette.comfortable",
            icon: "density",
            words: ["user.density"],
            run: () => setDensity("comfortable"),
          }
        : {
            key: "density",
            word: "palette.compact",
            icon: "density",
            words: ["user.density"],
            run: () => setDensity("compact"),
          },
      { key: "help", word: "help.open", icon: "question", run: openHelp },
      { key: "keys", word: "palette.keys", icon: "rows", words: ["keys.title"], run: () => open("keys") },
      { key: "account", word: "user.account", icon: "user", run: () => void navigate({ to: "/account" }) },
      { key: "password", word: "user.password", icon: "key", run: () => open("password") },
      { key: "out", word: "user.out", icon: "logout", run: () => void leave(signOut) },
    ];
  }, [locale, theme, density, setLocale, setTheme, setDensity, open, openHelp, navigate, leave]);
  return (
    <Palette
      session={session}
      meta={meta}
      settings={settings}
      create={(noun) => open({ create: noun })}
      close={close}
    />
  );
}
