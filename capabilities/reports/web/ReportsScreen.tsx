import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented, Select } from "antd";
import { useState } from "react";
import { listRows } from "@shell/api/calls";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import type { Row } from "@shell/api/types";
import { Cell, Tone } from "@shell/resource/Cell";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { Missing } from "@shell/shell/Missing";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { byPeriod, filterOf, type Rhythm, type Shelf, SHELVES } from "./shelf";
import styles from "./Reports.module.css";
import { book } from "./words";

/** Reports that are shown at once; the list has them all. */
const MOST = 200;

/** The reports that somebody reads, the newest first, those of one period together. */
export default function ReportsScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  const me = useSession()?.user.person_id;
  const noun = nounOf(meta, "reports");
  const [shelf, setShelf] = useState<Shelf>("mine");
  const [rhythm, setRhythm] = useState<Rhythm>();
  useTitle(say("title"));
  const filter = filterOf(shelf, rhythm, me);
  const found = useQuery({
    queryKey: ["rows", "reports", "shelf", filter, locale],
    queryFn: ({ signal }) => listRows("reports", { filter, sort: "-to", limit: MOST }, signal),
  });
  if (!meta) return <Waiting />;
  if (!noun) return <Missing />;
  const state = fieldOf(noun, "state");
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say("title")}</h1>
        <Segmented<Shelf>
          aria-label={say("shelves")}
          value={shelf}
          options={SHELVES.map((value) => ({ value, label: say(`shelf.${value}`) }))}
          onChange={setShelf}
        />
        <Select<Rhythm>
          className={styles.filter}
          allowClear
          aria-label={say("rhythm")}
          placeholder={say("rhythm")}
          value={rhythm}
          options={fieldOf(noun, "rhythm")?.options ?? []}
          onChange={setRhythm}
        />
        <nav className={styles.links}>
          <Link to="/my_reports/subscriptions">{say("subscriptions")}</Link>
          {nounOf(meta, "report_templates")?.may.create && (
            <Link to="/report_settings">{say("templates")}</Link>
          )}
          <Link to="/$noun" params={{ noun: "reports" }} search={{}}>
            {say("list")}
          </Link>
        </nav>
      </header>
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data ? (
        <Waiting />
      ) : found.data.rows.length === 0 ? (
        <Nothing title={say(`none.${shelf}`)} hint={say("none.hint")} />
      ) : (
        byPeriod(found.data.rows).map(([period, rows]) => (
          <section key={period} aria-label={format.period(period)}>
            <h2>{format.period(period)}</h2>
            <ul className={styles.lines}>
              {rows.map((row: Row) => (
                <li key={row.id}>
                  <Link to="/$noun/$id" params={{ noun: "reports", id: row.id }} search={{}}>
                    <strong>{titleOf(noun, row)}</strong>
                    <span className="muted">{format.range(String(row.from), String(row.to))}</span>
                    <span className={styles.tags}>
                      {state && row.state !== "out" && <Cell noun={noun} field={state} row={row} />}
                      {row.late_on && <Tone tone="gold">{say("late.tag")}</Tone>}
                      {Number(row.edition) > 1 && (
                        <Tone tone="blue">{say("edition", { n: Number(row.edition) })}</Tone>
                      )}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))
      )}
      {found.data?.next && <p className="muted">{say("first", { n: MOST })}</p>}
    </div>
  );
}
