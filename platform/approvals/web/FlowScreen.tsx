import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { getRow, listRows } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Labels } from "@shell/api/types";
import { useVerbs } from "@shell/action/useVerbs";
import { part } from "@shell/parts/part";
import { Facts } from "@shell/resource/Facts";
import { titleOf } from "@shell/resource/fields";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Approvals.module.css";
import { EditionView } from "./EditionView";
import type { Edition, Step } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** A flow with its editions: what is in force to be read, a draft to be changed. */
export default function FlowScreen({ id }: { id: string }) {
  const { locale } = useReader();
  const noun = nounOf(useMeta(locale), "approval_flows");
  const found = useQuery({
    queryKey: ["row", "approval_flows", id, locale, null],
    queryFn: ({ signal }) => getRow("approval_flows", id, undefined, signal),
  });
  useTitle(found.data && noun && titleOf(noun, found.data.row), noun?.label);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data || !noun) return <Waiting />;
  return <Flow envelope={found.data} />;
}

function Flow({ envelope }: { envelope: Envelope }) {
  const say = useBook(book);
  const { say: shell, locale } = useReader();
  const meta = useMeta(locale);
  const [editing, setEditing] = useState(false);
  const noun = nounOf(meta, "approval_flows");
  const { row } = envelope;
  const filter = JSON.stringify({ field: "flow_id", op: "eq", value: row.id });
  const found = useQuery({
    queryKey: ["related", "approval_flow_editions", row.id, locale],
    queryFn: async ({ signal }) => {
      const editions = await listRows(
        "approval_flow_editions",
        { filter, sort: "-edition", limit: 50 },
        signal,
      );
      const ids = editions.rows.map((edition) => edition.id);
      const steps = await listRows(
        "approval_steps",
        { filter: JSON.stringify({ field: "edition_id", op: "in", value: ids }), sort: "place", limit: 500 },
        signal,
      );
      return {
        editions: editions.rows as unknown as Edition[],
        steps: steps.rows as unknown as (Step & { edition_id: string })[],
        labels: { ...editions.labels, ...steps.labels } as Labels,
      };
    },
  });
  if (!noun) return <Waiting />;
  const mayEdit = envelope.may?.edit ?? false;
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/$noun" params={{ noun: "approval_flows" }} search={{}} className={styles.up}>
            {noun.plural}
          </Link>
          <h1>{titleOf(noun, row)}</h1>
        </div>
        <Tools envelope={envelope} />
        {mayEdit && <Button onClick={() => setEditing(true)}>{shell("row.edit")}</Button>}
      </header>
      <div className={styles.columns}>
        <section className={styles.editions} aria-label={say("editions")}>
          {found.error ? (
            <Failed error={found.error} again={() => void found.refetch()} />
          ) : !found.data ? (
            <Waiting />
          ) : found.data.editions.length === 0 ? (
            <Nothing title={say("editions.none")} />
          ) : (
            found.data.editions.map((edition) => (
              <EditionView
                key={edition.id}
                edition={edition}
                steps={found.data.steps.filter((step) => step.edition_id === edition.id)}
                labels={found.data.labels}
                guards={String(row.noun)}
                act={String(row.act)}
                mayEdit={mayEdit && edition.state === "draft"}
              />
            ))
          )}
        </section>
        <aside>
          <Facts noun={noun} envelope={envelope} mayEdit={mayEdit} />
        </aside>
      </div>
      {editing && (
        <Suspense fallback={null}>
          <FormDrawer noun={noun} row={row} labels={envelope.labels} close={() => setEditing(false)} />
        </Suspense>
      )}
    </article>
  );
}

function Tools({ envelope }: { envelope: Envelope }) {
  const { locale } = useReader();
  const noun = nounOf(useMeta(locale), "approval_flows");
  return noun ? <Verbs noun={noun} envelope={envelope} /> : null;
}

function Verbs({ noun, envelope }: { noun: Parameters<typeof useVerbs>[0]; envelope: Envelope }) {
  const verbs = useVerbs(noun, envelope);
  return (
    <div className={styles.deeds}>
      {verbs.allowed.map((verb) => (
        <Button
          key={verb.name}
          danger={verb.danger}
          loading={verbs.busy === verb.name}
          onClick={() => verbs.start(verb)}
        >
          {verb.label}
        </Button>
      ))}
      {verbs.dialog}
    </div>
  );
}
