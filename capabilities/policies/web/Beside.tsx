import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { Suspense, useState } from "react";
import { deleteRow, getRow } from "@shell/api/calls";
import { nounOf } from "@shell/api/queries";
import type { Meta } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import { getDocument } from "./calls";
import styles from "./Policies.module.css";
import { save } from "./save";
import { editionTone } from "./tones";
import type { Edition, Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** Who answers for it, whom it is for, and its editions. */
export function Beside({ whole, meta }: { whole: Whole; meta: Meta }) {
  const say = useBook(book);
  const { format } = useReader();
  const { shown } = whole;
  const facts: [string, React.ReactNode][] = [
    [
      say("owner"),
      whole.owner && (
        <RowLink noun="people" id={whole.owner.id}>
          {whole.owner.name}
        </RowLink>
      ),
    ],
    [say("unit"), whole.unit?.name],
    [say("review"), whole.review_on && <Day day={whole.review_on} today={whole.today} />],
  ];
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={say("take")}>
        {shown && <Take whole={whole} edition={shown} />}
      </div>
      <dl className={styles.list}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Audience whole={whole} meta={meta} />
      <section aria-label={say("editions")}>
        <h2>{say("editions")}</h2>
        {whole.editions.length === 0 && <p className="muted">{say("none.editions")}</p>}
        <ul className={styles.rows}>
          {whole.editions.map((edition, at) => {
            const before = whole.editions[at + 1];
            return (
              <li key={edition.id} aria-current={edition.id === shown?.id || undefined}>
                <span className={styles.rowTitle}>
                  <Link
                    to={"/policies/$id/edition/$edition" as never}
                    params={{ id: whole.id, edition: String(edition.edition) } as never}
                  >
                    {say("edition", { n: edition.edition })}
                  </Link>
                  <Tone tone={editionTone[edition.state]}>{edition.state_label}</Tone>
                </span>
                <span className="muted">
                  {[
                    edition.from &&
                      (edition.to
                        ? format.range(edition.from, edition.to)
                        : say(edition.state === "planned" ? "from" : "since", {
                            from: format.date(edition.from),
                          })),
                    edition.editorial && say("editorial"),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
                {before && (
                  <Link
                    to={"/policies/$id/compare/$from/$to" as never}
                    params={
                      {
                        id: whole.id,
                        from: String(before.edition),
                        to: String(edition.edition),
                      } as never
                    }
                  >
                    {say("compare", { n: before.edition })}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}

function Day({ day, today }: { day: string; today: string }) {
  const say = useBook(book);
  const { format } = useReader();
  if (day >= today) return format.date(day);
  return <span className={styles.late}>{say("overdue.since", { day: format.date(day) })}</span>;
}

function Take({ whole, edition }: { whole: Whole; edition: Edition }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const document = async () => {
    setBusy(true);
    try {
      save(await getDocument(edition.id), `${whole.title} ${edition.edition}.docx`);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => globalThis.print()}>{say("print")}</Button>
      <Button loading={busy} onClick={() => void document()}>
        {say("docx")}
      </Button>
    </>
  );
}

function Audience({ whole, meta }: { whole: Whole; meta: Meta }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [adding, setAdding] = useState(false);
  const noun = nounOf(meta, "policy_audiences");
  const remove = async (id: string) => {
    try {
      const { row } = await getRow("policy_audiences", id);
      await deleteRow("policy_audiences", row);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
    await refresh();
  };
  return (
    <section aria-label={say("audience")}>
      <h2>{say("audience")}</h2>
      {whole.audience.length === 0 && <p className="muted">{say("none.audience")}</p>}
      <ul className={styles.chips}>
        {whole.audience.map((one) => (
          <li key={one.id}>
            {one.row ? (
              <RowLink noun={one.whom === "unit" ? "units" : "positions"} id={one.row}>
                {one.name}
              </RowLink>
            ) : (
              one.name
            )}
            {whole.may_edit && (
              <button
                type="button"
                aria-label={say("audience.remove", { name: one.name })}
                onClick={() => void remove(one.id)}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      {whole.may_edit && noun?.may.create && (
        <Button size="small" onClick={() => setAdding(true)}>
          {say("audience.add")}
        </Button>
      )}
      <Suspense fallback={null}>
        {adding && noun && (
          <FormDrawer
            noun={noun}
            initial={{ policy_id: whole.id }}
            close={() => {
              setAdding(false);
              void refresh();
            }}
          />
        )}
      </Suspense>
    </section>
  );
}
