import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button, Select, Switch } from "antd";
import { useState } from "react";
import { createRow, deleteRow, editRow, listRows } from "@shell/api/calls";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import type { Labels, Noun, Row, Value } from "@shell/api/types";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { useWritten } from "@shell/resource/useWrites";
import { Missing } from "@shell/shell/Missing";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Reports.module.css";
import { sentence } from "./sentence";
import { book } from "./words";

/** What comes to the reader: of each template whether, in which form, and of which other units as well. */
export default function SubscriptionsScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const me = useSession()?.user.person_id;
  useTitle(say("subscriptions"));
  const templates = useQuery({
    queryKey: ["rows", "report_templates", "on", locale],
    queryFn: ({ signal }) =>
      listRows(
        "report_templates",
        { filter: JSON.stringify({ field: "active", op: "eq", value: true }), sort: "name", limit: 200 },
        signal,
      ),
  });
  const mine = useQuery({
    queryKey: ["rows", "report_subscriptions", "mine", me, locale],
    queryFn: ({ signal }) =>
      listRows(
        "report_subscriptions",
        { filter: JSON.stringify({ field: "reader_id", op: "eq", value: me }), sort: "name", limit: 200 },
        signal,
      ),
    enabled: !!me,
  });
  const noun = nounOf(meta, "report_subscriptions");
  if (!meta) return <Waiting />;
  if (!noun || !me) return <Missing />;
  const error = templates.error ?? mine.error;
  if (error && !(templates.data && mine.data))
    return <Failed error={error} again={() => void Promise.all([templates.refetch(), mine.refetch()])} />;
  if (!templates.data || !mine.data) return <Waiting />;
  const [offered, chosen] = [templates.data, mine.data];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/my_reports" className={styles.up}>
            {say("title")}
          </Link>
          <h1>{say("subscriptions")}</h1>
          <p className="muted">
            {say("subscriptions.lead")}{" "}
            <Link to="/inbox" className={styles.way}>
              {say("subscriptions.ways")}
            </Link>
          </p>
        </div>
      </header>
      {offered.rows.length === 0 ? (
        <Nothing title={say("subscriptions.none")} hint={say("none.hint")} />
      ) : (
        <ul className={styles.cards}>
          {offered.rows.map((template) => (
            <li key={template.id}>
              <OfTemplate
                noun={noun}
                template={template}
                rows={chosen.rows.filter((row) => row.template_id === template.id)}
                labels={{ ...offered.labels, ...chosen.labels }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface Props {
  noun: Noun;
  template: Row;
  rows: Row[];
  labels: Labels;
}

function OfTemplate({ noun, template, rows, labels }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const { message } = App.useApp();
  const written = useWritten("report_subscriptions");
  const [busy, setBusy] = useState(false);
  const own = rows.find((row) => !row.unit_id);
  const others = rows.filter((row) => row.unit_id);
  const units = useQuery({
    queryKey: ["rows", "units", "of reports", locale],
    queryFn: ({ signal }) => listRows("units", { sort: "name", limit: 500 }, signal),
  });
  const run = async (write: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await write();
      await written();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  const ofOwn = (values: Record<string, Value>) =>
    run(() =>
      own
        ? editRow("report_subscriptions", own, values)
        : createRow("report_subscriptions", { template_id: template.id, ...values }, crypto.randomUUID()),
    );
  const wanted = own ? own.wanted !== false : true;
  const forms = fieldOf(noun, "enclose")?.options ?? [];
  const known = new Set(others.map((row) => row.unit_id));
  const free = (units.data?.rows ?? []).filter((unit) => unit.leader_id && !known.has(unit.id));
  const name = String(template.name);
  return (
    <>
      <div className={styles.choice}>
        <strong id={`of-${template.id}`}>{name}</strong>
        <Switch
          checked={wanted}
          loading={busy}
          aria-labelledby={`of-${template.id}`}
          onChange={(yes) => void ofOwn({ wanted: yes })}
        />
      </div>
      <p className="muted">{sentence(template, say, labels[String(template.within_id)])}</p>
      <Select<string>
        className={styles.filter}
        allowClear
        disabled={!wanted || busy}
        aria-label={say("enclosed.of", { name })}
        placeholder={say("enclosed")}
        value={own?.enclose ? String(own.enclose) : undefined}
        options={forms}
        onChange={(enclose?: string) => void ofOwn({ enclose: enclose ?? null })}
      />
      {others.length > 0 && (
        <ul className={styles.units} aria-label={say("units.of", { name })}>
          {others.map((row) => (
            <li key={row.id}>
              {labels[String(row.unit_id)] ?? titleOf(noun, row)}
              <Button
                size="small"
                type="text"
                aria-label={say("units.remove", { name: labels[String(row.unit_id)] ?? "" })}
                disabled={busy}
                onClick={() => void run(() => deleteRow("report_subscriptions", row))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Select<string>
        className={styles.filter}
        showSearch={{ optionFilterProp: "label" }}
        disabled={busy}
        aria-label={say("units.add.of", { name })}
        placeholder={say("units.add")}
        value={null}
        options={free.map((unit) => ({ value: unit.id, label: String(unit.name) }))}
        onChange={(unit: string) =>
          void run(() =>
            createRow(
              "report_subscriptions",
              { template_id: template.id, unit_id: unit },
              crypto.randomUUID(),
            ),
          )
        }
      />
    </>
  );
}
