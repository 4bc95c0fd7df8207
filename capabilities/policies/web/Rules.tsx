import { App, Button, Popconfirm } from "antd";
import { Suspense, useState } from "react";
import { Link } from "@tanstack/react-router";
import { deleteRow } from "@shell/api/calls";
import { nounOf } from "@shell/api/queries";
import type { Meta } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import { stillRight } from "./calls";
import styles from "./Policies.module.css";
import { standingTone } from "./tones";
import type { Enforced, Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

const LinkRule = part(() => import("./LinkRule"));

/** What in the system sees to it that the policy is kept to, and whether that is still as it was. */
export function Rules({ whole, meta }: { whole: Whole; meta: Meta }) {
  const say = useBook(book);
  const [adding, setAdding] = useState(false);
  const noun = nounOf(meta, "policy_enforcements");
  if (whole.enforced.length === 0 && !whole.may_edit) return null;
  return (
    <section aria-label={say("rules")}>
      <h2>{say("rules")}</h2>
      {whole.enforced.length === 0 && <p className="muted">{say("none.rules")}</p>}
      <ul className={styles.rows}>
        {whole.enforced.map((rule) => (
          <Rule key={rule.id} rule={rule} mayEdit={whole.may_edit} />
        ))}
      </ul>
      {whole.may_edit && noun?.may.create && (
        <Button size="small" onClick={() => setAdding(true)}>
          {say("rules.add")}
        </Button>
      )}
      <Suspense fallback={null}>
        {adding && noun && <LinkRule whole={whole} meta={meta} noun={noun} close={() => setAdding(false)} />}
      </Suspense>
    </section>
  );
}

function Rule({ rule, mayEdit }: { rule: Enforced; mayEdit: boolean }) {
  const say = useBook(book);
  const { say: shell, format } = useReader();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const doing = async (act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
    await refresh();
  };
  const there = rule.open && rule.standing !== "gone";
  return (
    <li>
      <span className={styles.rowTitle}>
        {!there ? (
          rule.name
        ) : rule.row ? (
          <RowLink noun={rule.noun} id={rule.row}>
            {rule.name}
          </RowLink>
        ) : (
          <Link to="/$noun" params={{ noun: rule.noun }} search={{}}>
            {rule.name}
          </Link>
        )}
        {rule.standing !== "stands" && (
          <Tone tone={standingTone[rule.standing]}>{say(`standing.${rule.standing}`)}</Tone>
        )}
        {mayEdit && (
          <Popconfirm
            title={say("rules.remove.sure", { name: rule.name })}
            okText={say("rules.remove")}
            cancelText={shell("form.cancel")}
            onConfirm={() => doing(() => deleteRow("policy_enforcements", rule))}
          >
            <button
              type="button"
              className={styles.cross}
              aria-label={say("rules.remove.of", { name: rule.name })}
            >
              ×
            </button>
          </Popconfirm>
        )}
      </span>
      <span className="muted">
        {[
          rule.how_label,
          rule.row && rule.noun_label,
          rule.section && say("section", { title: rule.section }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {rule.note && <span>{rule.note}</span>}
      {rule.standing === "changed" && rule.changed_at && (
        <span className={styles.lateRow}>
          <span className="muted">{say("changed.at", { at: format.instant(rule.changed_at) })}</span>
          {mayEdit && (
            <Button size="small" onClick={() => void doing(() => stillRight(rule.id))}>
              {say("rules.right")}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
