import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { createRow, listRows } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Labels, Noun, Row } from "@shell/api/types";
import { Tone } from "@shell/resource/Cell";
import { titleOf } from "@shell/resource/fields";
import { useWritten } from "@shell/resource/useWrites";
import { Missing } from "@shell/shell/Missing";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getLibrary } from "./calls";
import styles from "./Reports.module.css";
import { sentence } from "./sentence";
import type { Offer } from "./types";
import { book } from "./words";

/** The templates there are, each in a sentence, and those one can begin with. */
export default function TemplatesScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const noun = nounOf(meta, "report_templates");
  useTitle(say("templates"));
  const found = useQuery({
    queryKey: ["rows", "report_templates", "all", locale],
    queryFn: ({ signal }) => listRows("report_templates", { sort: "name", limit: 200 }, signal),
  });
  const mayMake = !!noun?.may.create;
  const library = useQuery({
    queryKey: ["rows", "report_templates.library", locale],
    queryFn: getLibrary,
    enabled: mayMake,
  });
  if (!meta) return <Waiting />;
  if (!noun) return <Missing />;
  const labels: Labels = found.data?.labels ?? {};
  const rows = [...(found.data?.rows ?? [])].sort((a, b) => Number(b.active) - Number(a.active));
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say("templates")}</h1>
        {mayMake && (
          <Link to="/report_settings/make">
            <Button type="primary">{say("templates.new")}</Button>
          </Link>
        )}
        <nav className={styles.links}>
          <Link to="/my_reports">{say("title")}</Link>
        </nav>
      </header>
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Nothing title={say("templates.none")} hint={say("templates.none.hint")} />
      ) : (
        <ul className={styles.lines}>
          {rows.map((row) => (
            <li key={row.id}>
              <Line noun={noun} row={row} unit={labels[String(row.within_id)]} />
            </li>
          ))}
        </ul>
      )}
      {library.data && library.data.length > 0 && (
        <section aria-label={say("library")}>
          <h2>{say("library")}</h2>
          <ul className={styles.cards}>
            {library.data.map((offer) => (
              <li key={offer.code}>
                <OneOffer offer={offer} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Line({ noun, row, unit }: { noun: Noun; row: Row; unit?: string }) {
  const say = useBook(book);
  const { format } = useReader();
  return (
    <Link to="/$noun/$id" params={{ noun: noun.name, id: row.id }} search={{}}>
      <span className={styles.name}>
        <strong>{titleOf(noun, row)}</strong>
        <Tone tone={row.active ? "green" : "grey"}>{say(row.active ? "on" : "off")}</Tone>
      </span>
      <span>{sentence(row, say, unit)}</span>
      <span className="muted">
        {typeof row.trouble === "string"
          ? say("trouble", { why: row.trouble })
          : typeof row.written_to === "string" && say("written.to", { day: format.date(row.written_to) })}
      </span>
    </Link>
  );
}

function OneOffer({ offer }: { offer: Offer }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const written = useWritten("report_templates");
  const [busy, setBusy] = useState(false);
  // One key for all tries: a second click makes no second template.
  const [key] = useState(() => crypto.randomUUID());
  const take = async () => {
    setBusy(true);
    try {
      const made = await createRow("report_templates", offer.template, key);
      await written();
      await navigate({ to: "/$noun/$id", params: { noun: "report_templates", id: made.row.id }, search: {} });
    } catch (error) {
      setBusy(false);
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <strong>{offer.template.name}</strong>
      <span>{sentence(offer.template, say)}</span>
      <span className="muted">{offer.template.purpose}</span>
      <Button size="small" disabled={offer.taken} loading={busy} onClick={() => void take()}>
        {say(offer.taken ? "taken" : "take")}
      </Button>
    </>
  );
}
