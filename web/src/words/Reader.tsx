import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { speak } from "../api/client";
import { missed, PartMissing } from "../parts/chunk";
import { type Format, formatFor } from "./format";
import { isLearnt, learn, shellIn } from "./languages";
import { type Book, type Locale, localeOf, type Say, sayIn, type Word } from "./words";

const KEPT = "qm.locale";

interface Reader {
  locale: Locale;
  /** Takes effect once the language has been fetched. */
  setLocale(locale: Locale): void;
  say: Say<Word>;
  format: Format;
  /** The company's time zone, once known: instants are shown and typed in it. */
  timeZone: string | undefined;
  setTimeZone(zone: string): void;
  /** How a date is written into a field and may be typed, the shown form first; in the words of dayjs. */
  dateTyped: string[];
}

const Context = createContext<Reader | null>(null);

export function firstLocale(): Locale {
  const asked = new URLSearchParams(globalThis.location?.search ?? "").get("locale");
  return localeOf(asked ?? localStorage.getItem(KEPT) ?? navigator.language);
}

/** `initial` is a language that has been fetched. */
export function ReaderProvider({ children, initial }: { children: ReactNode; initial: Locale }) {
  const [locale, speakNow] = useState<Locale>(initial);
  const wanted = useRef<Locale>(initial);
  const setLocale = useCallback((next: Locale) => {
    wanted.current = next;
    if (isLearnt(next)) return speakNow(next);
    learn(next).then(
      // Somebody may have chosen again meanwhile.
      () => wanted.current === next && speakNow(next),
      (error: unknown) => missed.say(error instanceof PartMissing ? error : new PartMissing("broken")),
    );
  }, []);
  const [timeZone, setTimeZone] = useState<string>();
  // Said before any child asks the server for texts.
  speak(locale);
  useEffect(() => {
    document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
    localStorage.setItem(KEPT, locale);
  }, [locale]);
  const reader = useMemo<Reader>(
    () => ({
      locale,
      setLocale,
      say: shellIn(locale),
      format: formatFor(locale, timeZone),
      timeZone,
      setTimeZone,
      dateTyped: locale === "zh" ? ["YYYY/M/D", "YYYY-MM-DD"] : ["D MMM YYYY", "YYYY-MM-DD"],
    }),
    [locale, setLocale, timeZone],
  );
  return <Context.Provider value={reader}>{children}</Context.Provider>;
}

export function useReader(): Reader {
  const reader = useContext(Context);
  if (!reader) throw new Error("useReader is used outside ReaderProvider");
  return reader;
}

/** For a capability's own screens: its book in the reader's language. */
export function useBook<K extends string>(book: Book<K>): Say<K> {
  const { locale } = useReader();
  return useMemo(() => sayIn(book, locale), [book, locale]);
}
