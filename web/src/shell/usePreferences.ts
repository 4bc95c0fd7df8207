import { choose as keep } from "../api/calls";
import type { Session } from "../api/types";
import { type Choice, useMode } from "../theme/Theme";
import type { Density } from "../theme/tokens";
import { type Locale, localeOf } from "../words/words";
import { useReader } from "../words/Reader";

/** How the reader wants to see things: shown at once, kept in this browser and with the user. */
export function usePreferences() {
  const { locale, setLocale } = useReader();
  const { choice, choose, density, chooseDensity } = useMode();
  // This browser keeps the choice anyway; that other devices learn of it can wait for better times.
  const remember = (chosen: Parameters<typeof keep>[0]) => void keep(chosen).catch(() => undefined);
  return {
    locale,
    theme: choice,
    density,
    setLocale: (next: Locale) => {
      setLocale(next);
      remember({ locale: next });
    },
    setTheme: (next: Choice) => {
      choose(next);
      remember({ theme: next });
    },
    setDensity: (next: Density) => {
      chooseDensity(next);
      remember({ density: next });
    },
    /** Takes over what the user chose elsewhere. */
    takeOver: ({ user }: Session) => {
      if (user.locale) setLocale(localeOf(user.locale));
      const { theme, density } = user;
      if (theme === "light" || theme === "dark" || theme === "system") choose(theme);
      if (density === "comfortable" || density === "compact") chooseDensity(density);
    },
  };
}
