import { Button } from "antd";
import { Suspense, useState } from "react";
import { nounOf } from "@shell/api/queries";
import type { Meta } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Policies.module.css";
import { checkupTone } from "./tones";
import type { Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** When it was, and is to be, looked at whether the policy is kept to, and what was found. */
export function Checkups({ whole, meta }: { whole: Whole; meta: Meta }) {
  const say = useBook(book);
  const { format } = useReader();
  const refresh = useRefresh();
  const [adding, setAdding] = useState(false);
  const noun = nounOf(meta, "policy_checkups");
  const mayAdd = whole.may_edit && noun?.may.create;
  if (whole.checkups.length === 0 && !mayAdd) return null;
  return (
    <section aria-label={say("checkups")}>
      <h2>{say("checkups")}</h2>
      {whole.checkups.length === 0 && <p className="muted">{say("none.checkups")}</p>}
      <ul className={styles.rows}>
        {whole.checkups.map((checkup) => {
          const late = checkup.state === "planned" && checkup.due_on < whole.today;
          return (
            <li key={checkup.id}>
              <span className={styles.rowTitle}>
                <RowLink noun="policy_checkups" id={checkup.id}>
                  {format.date(checkup.done_on ?? checkup.due_on)}
                </RowLink>
                <Tone tone={late ? "red" : checkupTone(checkup)}>
                  {late ? say("overdue") : (checkup.outcome_label ?? checkup.state_label)}
                </Tone>
              </span>
              <span className="muted">
                {[
                  checkup.checker?.name,
                  checkup.findings > 0 && say("findings", { n: checkup.findings, open: checkup.open }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </li>
          );
        })}
      </ul>
      {mayAdd && (
        <Button size="small" onClick={() => setAdding(true)}>
          {say("checkups.add")}
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
