import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Input, type InputRef, Modal } from "antd";
import {
  type KeyboardEvent,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { getNames, listRows, search } from "../../api/calls";
import type { Meta, Session } from "../../api/types";
import { SearchOutlined } from "../../theme/icons";
import { learn } from "../../words/languages";
import { sayWith } from "../../words/words";
import { useReader } from "../../words/Reader";
import { Icon } from "../icons";
import { modKey } from "../keys";
import { offersNow } from "../offers";
import { useShortcuts } from "../shortcuts";
import { atRest, type Choice, type Entry, matching, rowEntry, sectionsOf } from "./entries";
import { loadSound, mayBeSound } from "./match";
import styles from "./Palette.module.css";

interface Props {
  meta: Meta;
  session: Session;
  settings: readonly Choice[];
  create: (noun: string) => void;
  close: () => void;
}

/** One box that finds rows, screens and views, and does what can be done here; Ctrl/⌘ K opens it from anywhere. */
export default function Palette(props: Props) {
  const { say } = useReader();
  const [open, setOpen] = useState(true);
  // What was chosen is done once the palette is out of the way, so that a dialog of its own gets the focus and keeps it.
  const then = useRef<() => void>(undefined);
  const leave = (next?: () => void) => {
    then.current = next;
    setOpen(false);
  };
  return (
    <Modal
      open={open}
      onCancel={() => leave()}
      afterClose={() => {
        props.close();
        then.current?.();
      }}
      footer={null}
      closable={false}
      width={640}
      className={styles.modal}
      styles={{ container: { padding: 0, overflow: "hidden" } }}
      title={<span className="unseen">{say("search.open")}</span>}
    >
      <Panel {...props} leave={leave} />
    </Modal>
  );
}

const NONE: never[] = [];

function Panel({ meta, session, settings, create, leave }: Props & { leave: (next?: () => void) => void }) {
  const { say, locale } = useReader();
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState<string>();
  const [eager, setEager] = useState(false);
  const typed = text.trim();
  const asked = useDeferredValue(typed);
  const other = locale === "zh" ? "en" : "zh";

  const shortcuts = useShortcuts();
  const hits = useQuery({
    queryKey: ["search", locale, asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const views = useQuery({
    queryKey: ["views", "*"],
    queryFn: ({ signal }) => listRows("views", { sort: "name", limit: 500 }, signal),
    enabled: meta.nouns.some((noun) => noun.name === "views"),
  });
  const elsewhere = useQuery({
    queryKey: ["names", other],
    queryFn: () => getNames(other),
    staleTime: Infinity,
  });
  const otherWords = useQuery({
    queryKey: ["language", other],
    queryFn: () => learn(other),
    staleTime: Infinity,
    retry: false,
  }).data?.words;
  const sound = useQuery({
    queryKey: ["sound"],
    queryFn: loadSound,
    enabled: locale === "zh" && mayBeSound(typed),
    staleTime: Infinity,
    retry: false,
  });

  const offers = offersNow();
  const sections = useMemo(
    () =>
      sectionsOf({
        meta,
        session,
        locale,
        say,
        sayElsewhere: otherWords ? sayWith(otherWords) : say,
        elsewhere: elsewhere.data ?? {},
        pinned: shortcuts.pinned,
        recent: shortcuts.recent,
        views: views.data?.rows ?? NONE,
        offers,
        settings,
        create,
      }),
    // What the screen offers is asked for at every drawing, and is cheap.
    [meta, session, locale, say, otherWords, elsewhere.data, shortcuts, views.data, offers, settings, create],
  );
  const rows = asked === "" ? NONE : (hits.data?.hits ?? NONE).map((hit) => rowEntry(hit, meta));
  const shown =
    asked === "" ? atRest(sections) : matching(asked, sections, rows, say("palette.rows"), sound.data);
  const entries = shown.flatMap((section) => section.entries);
  const index = Math.max(
    entries.findIndex((entry) => entry.key === at),
    0,
  );
  const current = entries[index];
  const waiting = asked !== typed || (typed !== "" && hits.isFetching);

  const go = (entry: Entry | undefined) => {
    if (!entry || entry.why) return;
    const { to, run } = entry;
    if (to) {
      leave();
      void navigate({ href: to });
    } else leave(run);
  };
  // Enter before the answer is there means the first thing in the answer.
  const arrived = useEffectEvent(() => go(current));
  useEffect(() => {
    if (!eager || waiting) return;
    arrived();
  }, [eager, waiting]);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current?.key]);

  const step = (by: number) =>
    setAt(entries[(index + by + entries.length) % Math.max(entries.length, 1)]?.key);
  const pinnable = current?.place;
  const togglePin = () => {
    if (pinnable) void shortcuts.toggle(pinnable);
    input.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    // The Enter that ends the writing of Chinese characters is not meant for the list.
    if (event.nativeEvent.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === "ArrowDown" || (event.ctrlKey && event.key === "n")) step(1);
    else if (event.key === "ArrowUp" || (event.ctrlKey && event.key === "p")) step(-1);
    else if (event.key === "Enter") {
      if (waiting && at === undefined) setEager(true);
      else go(current);
    } else if (mod && event.key.toLowerCase() === "d") togglePin();
    else if (mod && event.key.toLowerCase() === "k") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.panel}>
      <Input
        ref={input}
        autoFocus
        variant="borderless"
        size="large"
        className={styles.input}
        prefix={<SearchOutlined className={styles.glass} />}
        value={text}
        placeholder={say("search.placeholder")}
        aria-label={say("search.open")}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={entries.length > 0}
        aria-controls={id}
        aria-activedescendant={current ? `${id}-${current.key}` : undefined}
        enterKeyHint="go"
        onChange={(event) => {
          setText(event.target.value);
          setAt(undefined);
          setEager(false);
        }}
        onKeyDown={pressed}
      />
      <div className={styles.found}>
        <div ref={list} id={id} role="listbox" aria-label={say("search.results")} className={styles.list}>
          {shown.map((section) => (
            <div
              key={section.key}
              role="group"
              aria-labelledby={`${id}-of-${section.key}`}
              className={styles.section}
            >
              <div id={`${id}-of-${section.key}`} className={styles.heading}>
                {section.title}
              </div>
              {section.entries.map((entry) => (
                <div
                  key={entry.key}
                  id={`${id}-${entry.key}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={entry === current}
                  aria-disabled={entry.why ? true : undefined}
                  className={styles.entry}
                  data-danger={entry.danger || undefined}
                  onMouseMove={() => setAt(entry.key)}
                  onClick={() => go(entry)}
                  onKeyDown={pressed}
                >
                  <Icon name={entry.icon ?? "run"} />
                  <span className={styles.title}>{entry.title}</span>
                  <span className={styles.hint}>{entry.why ?? entry.hint}</span>
                  {entry.place && shortcuts.isPinned(entry.place) && (
                    <span className={styles.pin}>
                      <Icon name="pin" />
                      <span className="unseen">{say("pinned.is")}</span>
                    </span>
                  )}
                </div>
              ))}
            </div>
          ))}
        </div>
        {entries.length === 0 && (
          <p className={styles.none}>{waiting ? say("state.loading") : say("search.none", { q: asked })}</p>
        )}
      </div>
      <div className={styles.foot}>
        <span className={styles.keys} aria-hidden="true">
          <kbd>↑</kbd>
          <kbd>↓</kbd> {say("palette.choose")} <kbd>↵</kbd> {say("palette.go")} <kbd>Esc</kbd>{" "}
          {say("palette.close")}
        </span>
        {pinnable && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.pinIt}
            onClick={togglePin}
            aria-keyshortcuts="Control+D"
          >
            {say(shortcuts.isPinned(pinnable) ? "pinned.unpin" : "pinned.pin")} <kbd>{modKey} D</kbd>
          </button>
        )}
      </div>
      <div role="status" className="unseen">
        {typed !== "" && !waiting && say("palette.found", { n: entries.length })}
      </div>
    </div>
  );
}
