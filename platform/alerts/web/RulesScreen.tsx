import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { createRow, listRows } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Labels, Noun, Row } from "@shell/api/types";
import { Cell, Tone } from "@shell/resource/Cell";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { useWritten } from "@shell/resource/useWrites";
import { Missing } from "@shell/shell/Missing";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Alerts.module.css";
import { getLibrary } from "./calls";
import { Precision } from "./Precision";
import { sentence } from "./sentence";
import type { Offer } from "./types";
import { useMeasure } from "./useMeasure";
import { book } from "./words";

/** The rules there are, each in a sentence with how often it was right; and those one can begin with. */
export default function RulesScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const noun = nounOf(meta, "alert_rules");
  useTitle(say("rules.title"));
  const found = useQuery({
    queryKey: ["rows", "alert_rules", "all", locale],
    queryFn: ({ signal }) => listRows("alert_rules", { sort: "name", limit: 200 }, signal),
  });
  const mayMake = !!noun?.may.create;
  const library = useQuery({
    queryKey: ["rows", "alert_rules.library", locale],
    queryFn: getLibrary,
    enabled: mayMake,
  });
  if (!meta) return <Waiting />;
  if (!noun) return <Missing />;
  const rows = [...(found.data?.rows ?? [])].sort((a, b) => Number(b.active) - Number(a.active));
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say("rules.title")}</h1>
        {mayMake && (
          <Link to="/early_warning/make">
            <Button type="primary">{say("rules.new")}</Button>
          </Link>
        )}
        <nav className={styles.links}>
          <Link to="/$noun" params={{ noun: "alert_rules" }} search={{}}>
            {say("rules.list")}
          </Link>
          <Link to="/my_alerts">{say("title")}</Link>
        </nav>
      </header>
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Nothing title={say("rules.none")} hint={say("rules.none.hint")} />
      ) : (
        <ul className={`${styles.lines ?? ""} ${styles.rules ?? ""}`}>
          {rows.map((row) => (
            <li key={row.id}>
              <Line noun={noun} row={row} labels={found.data.labels} />
            </li>
          ))}
        </ul>
      )}
      {mayMake && library.data && library.data.length > 0 && (
        <section className={styles.library} aria-label={say("rules.library")}>
          <h2>{say("rules.library")}</h2>
          <ul className={styles.offers}>
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

function Line({ noun, row, labels }: { noun: Noun; row: Row; labels?: Labels }) {
  const say = useBook(book);
  const { format } = useReader();
  const { metric, measure } = useMeasure(row.metric);
  const severity = fieldOf(noun, "severity");
  return (
    <Link to="/$noun/$id" params={{ noun: noun.name, id: row.id }} search={{}} className={styles.plain}>
      <span className={styles.name}>
        <strong>{titleOf(noun, row)}</strong>
        {severity && <Cell noun={noun} field={severity} row={row} />}
        <Tone tone={row.active ? "green" : "grey"}>{say(row.active ? "rules.on" : "rules.off")}</Tone>
      </span>
      <span>{sentence(row, metric, measure, say, format, labels?.[String(row.within_id)])}</span>
      <Precision row={row} />
    </Link>
  );
}

function OneOffer({ offer }: { offer: Offer }) {
  const say = useBook(book);
  const { format } = useReader();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const written = useWritten("alert_rules");
  const { metric, measure } = useMeasure(offer.rule.metric);
  const [busy, setBusy] = useState(false);
  // One key for all tries: a second click makes no second rule.
  const [key] = useState(() => crypto.randomUUID());
  const take = async () => {
    setBusy(true);
    try {
      const made = await createRow("alert_rules", offer.rule, key);
      await written();
      await navigate({ to: "/$noun/$id", params: { noun: "alert_rules", id: made.row.id }, search: {} });
    } catch (error) {
      setBusy(false);
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <strong>{offer.rule.name}</strong>
      <span>{sentence(offer.rule, metric, measure, say, format)}</span>
      <span className="muted">{offer.rule.purpose}</span>
      <Button size="small" disabled={offer.taken} loading={busy} onClick={() => void take()}>
        {say(offer.taken ? "rules.taken" : "rules.take")}
      </Button>
    </>
  );
}
