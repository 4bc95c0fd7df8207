import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { getRow } from "@shell/api/calls";
import { Problem } from "@shell/api/problem";
import { useWritten } from "@shell/resource/useWrites";
import { useBook, useReader } from "@shell/words/Reader";
import { getMeasured, getWhole, measureCheck } from "./calls";
import { rowsAddress, shown } from "./figures";
import styles from "./Initiatives.module.css";
import { book } from "./words";

/** On the page of a check that is still to be done: what the number says today, with the rows behind it. */
export default function CheckPanel({ id }: { id: string }) {
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", "landing_checks", id, locale, null],
    queryFn: ({ signal }) => getRow("landing_checks", id, undefined, signal),
  });
  const row = found.data?.row;
  if (!row || row.state !== "planned") return null;
  return <Measuring id={id} initiative={String(row.initiative_id)} may={found.data?.may?.edit === true} />;
}

function Measuring({ id, initiative, may }: { id: string; initiative: string; may: boolean }) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const { message } = App.useApp();
  const written = useWritten("landing_checks");
  const [busy, setBusy] = useState(false);
  const whole = useQuery({
    queryKey: ["related", "initiatives", "whole", initiative, locale],
    queryFn: () => getWhole(initiative),
  });
  const found = useQuery({
    queryKey: ["related", "initiatives", "measured", initiative, locale],
    queryFn: () => getMeasured(initiative),
    // Where it moves no number, or one that the reader may not see, there is nothing to ask again.
    retry: false,
  });
  if (!found.data) return null;
  const told = found.data;
  const value = (n: number | null) => shown(format, whole.data?.measure ?? null, n);
  const keep = async () => {
    setBusy(true);
    try {
      await measureCheck(id);
      await written();
      void message.success(say("measure.kept"));
    } catch (error) {
      void message.error(error instanceof Problem ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const span = ({ from, to }: { from: string; to: string }) =>
    say("measure.value", { from: format.date(from), to: format.date(to) });
  return (
    <section className={styles.panel} aria-label={say("measure")}>
      {told.value === null && <p className="muted">{say("measure.none")}</p>}
      <dl className={styles.figures}>
        <div>
          <dt>{span(told.window)}</dt>
          <dd>{value(told.value)}</dd>
          <dd className={styles.note}>
            <Link to="/numbers" search={rowsAddress(told.question) as never}>
              {say("trend.rows")}
            </Link>
          </dd>
        </div>
        <div>
          <dt>{say("measure.baseline")}</dt>
          <dd>{value(told.baseline)}</dd>
          <dd className={styles.note}>
            <Link to="/numbers" search={rowsAddress(told.baseline_question) as never}>
              {span(told.baseline_window)}
            </Link>
          </dd>
        </div>
        <div>
          <dt>{say("measure.lift")}</dt>
          <dd>{value(told.measured)}</dd>
        </div>
        <div>
          <dt>{say("measure.expected")}</dt>
          <dd>{value(told.expected)}</dd>
        </div>
      </dl>
      {may && (
        <Button size="small" loading={busy} onClick={() => void keep()}>
          {say("measure")}
        </Button>
      )}
    </section>
  );
}
