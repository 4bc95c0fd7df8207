import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Checkbox, Input, type InputRef } from "antd";
import { useDeferredValue, useRef } from "react";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import { useKeys } from "@shell/shell/keys";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { SearchOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { getBoard } from "./calls";
import { Columns } from "./Columns";
import { Findings } from "./Findings";
import styles from "./Initiatives.module.css";
import { type Break, BREAKS, narrowed } from "./narrow";
import { useMend } from "./useMend";
import { book } from "./words";

const LISTS = ["paths", "initiatives", "initiative_resources", "initiative_risks", "landing_checks"];

/** All open targets, what is done about them and with what, and what does not fit. */
export default function BoardScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const me = useSession()?.user.person_id ?? undefined;
  const mend = useMend();
  const navigate = useNavigate();
  useTitle(say("board"));
  // What is looked at stands in the address: a link and the way back mean the same.
  const search: { q?: unknown; at?: unknown; mine?: unknown } = useSearch({ strict: false });
  const text = typeof search.q === "string" || typeof search.q === "number" ? String(search.q) : "";
  const at = BREAKS.find((one) => one === search.at);
  const mine = search.mine === true && me !== undefined;
  const look = (next: { q?: string; at?: Break; mine?: boolean }) =>
    void navigate({
      to: "/action_board",
      search: { q: text || undefined, at, mine: mine || undefined, ...next } as never,
      replace: true,
    });
  const found = useQuery({ queryKey: ["related", "initiatives", "board", locale], queryFn: getBoard });
  const words = useDeferredValue(text);
  const finder = useRef<InputRef>(null);
  useKeys({
    "/": (event) => {
      event.preventDefault();
      finder.current?.focus();
    },
    n: () => mend.mayAdd("initiatives") && mend.add("initiatives", {}),
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={10} />;
  const board = found.data;
  const empty = [board.paths, board.unled, board.initiatives, board.resources].every(
    (rows) => rows.length === 0,
  );
  const shown = narrowed(board, { text: words, break: at, owner: mine ? me : undefined });
  const none = [shown.paths, shown.unled, shown.initiatives, shown.resources].every(
    (rows) => rows.length === 0,
  );
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say("board")}</h1>
        <nav aria-label={say("board.lists")} className={styles.lists}>
          {LISTS.flatMap((name) => {
            const noun = nounOf(meta, name);
            return noun
              ? [
                  <Link key={name} to="/$noun" params={{ noun: name }} search={{}}>
                    {noun.plural}
                  </Link>,
                ]
              : [];
          })}
        </nav>
        {mend.mayAdd("paths") && (
          <Button type="primary" onClick={() => mend.add("paths", {})}>
            {say("board.add")}
          </Button>
        )}
      </header>
      {empty ? (
        <>
          <Nothing title={say("board.none")} hint={say("board.none.hint")}>
            {mend.mayAdd("initiatives") && (
              <Button onClick={() => mend.add("initiatives", {})}>{say("mend.add_initiative")}</Button>
            )}
          </Nothing>
          {mend.dialog}
        </>
      ) : (
        <>
          <Findings board={board} mend={mend} at={at} look={(next) => look({ at: next })} />
          <div className={styles.tools}>
            <Input
              ref={finder}
              allowClear
              prefix={<SearchOutlined />}
              value={text}
              placeholder={say("board.find")}
              aria-label={say("board.find")}
              aria-keyshortcuts="/"
              onChange={(event) => look({ q: event.target.value || undefined })}
            />
            {me && (
              <Checkbox
                checked={mine}
                onChange={(event) => look({ mine: event.target.checked || undefined })}
              >
                {say("board.mine")}
              </Checkbox>
            )}
          </div>
          {none ? (
            <Nothing title={say("board.nothing")} hint={say("board.nothing.hint")}>
              <Button onClick={() => look({ q: undefined, at: undefined, mine: undefined })}>
                {say("board.all")}
              </Button>
            </Nothing>
          ) : null}
          {/* It stays where nothing is found: it holds the dialogs. */}
          <div hidden={none}>
            <Columns board={board} shown={shown} mend={mend} />
          </div>
        </>
      )}
    </div>
  );
}
