import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { listRows } from "@shell/api/calls";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import type { Row } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { RowLink } from "@shell/resource/RowLink";
import { Failed, Waiting } from "@shell/shell/States";
import { PlusOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { mayGiveEvidence } from "./course";
import styles from "./Dispute.module.css";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));
const ASKED = ["statement", "row_noun", "row_id"];

/** Statements and rows that were put on record, in the order in which they were. */
export function OnRecord({ row }: { row: Row }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const noun = nounOf(useMeta(locale), "dispute_evidence");
  const me = useSession()?.user.person_id;
  const [adding, setAdding] = useState(false);
  const filter = JSON.stringify({ field: "dispute_id", op: "eq", value: row.id });
  const asked = { filter, sort: "created_at", limit: 200 };
  const found = useQuery({
    queryKey: ["rows", "dispute_evidence", row.id, locale],
    queryFn: ({ signal }) => listRows("dispute_evidence", asked, signal),
    enabled: !!noun,
  });
  if (!noun) return null;
  const rows = found.data?.rows ?? [];
  const labels = found.data?.labels ?? {};
  return (
    <section className={styles.part} aria-label={say("evidence")}>
      <div className={styles.bar}>
        <h2>{say("evidence")}</h2>
        {mayGiveEvidence(row, me) && noun.may.create && (
          <Button size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {say("evidence.add")}
          </Button>
        )}
      </div>
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : found.isPending ? (
        <Waiting lines={2} />
      ) : rows.length === 0 ? (
        <p className="muted">{say("evidence.none")}</p>
      ) : (
        <ul className={styles.record}>
          {rows.map((one) => (
            <li key={one.id}>
              <p className={styles.said}>
                <b>{labels[String(one.person_id)] ?? say("somebody")}</b>
                {one.created_at && <span className="muted">{format.ago(one.created_at)}</span>}
              </p>
              {typeof one.statement === "string" && <p className={styles.words}>{one.statement}</p>}
              {typeof one.row_title === "string" && (
                <p>
                  {labels[String(one.row_id)] ? (
                    <RowLink noun={String(one.row_noun)} id={String(one.row_id)}>
                      {say("evidence.row", { name: one.row_title })}
                    </RowLink>
                  ) : (
                    say("evidence.row", { name: one.row_title })
                  )}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={null}>
        {adding && (
          <FormDrawer
            noun={{ ...noun, fields: noun.fields.filter((field) => ASKED.includes(field.name)) }}
            initial={{ dispute_id: row.id }}
            close={() => setAdding(false)}
          />
        )}
      </Suspense>
    </section>
  );
}
