import { useQuery } from "@tanstack/react-query";
import { App, Button } from "antd";
import { Suspense, useState } from "react";
import { deleteRow, getRow } from "@shell/api/calls";
import { nounOf } from "@shell/api/queries";
import type { Envelope, Meta } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Agreements.module.css";
import type { Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

type What = "agreement_kpis" | "agreement_clauses";

/** What a draft consists of, to be added, changed and taken out. */
export function DraftTools({ whole, meta }: { whole: Whole; meta: Meta }) {
  const say = useBook(book);
  const refresh = useRefresh();
  const [open, setOpen] = useState<{ what: What; id?: string }>();
  const close = () => {
    setOpen(undefined);
    void refresh();
  };
  return (
    <section className={styles.draft} aria-label={say("draft")}>
      <h2>{say("draft")}</h2>
      <ul className={styles.rows}>
        {whole.kpis.map((kpi) => (
          <Piece
            key={kpi.id}
            what="agreement_kpis"
            id={kpi.id}
            title={`${kpi.title} · ${say("points", { n: kpi.full })}`}
            edit={() => setOpen({ what: "agreement_kpis", id: kpi.id })}
          />
        ))}
        {whole.clauses.map((clause) => (
          <Piece
            key={clause.id}
            what="agreement_clauses"
            id={clause.id}
            title={`${clause.kind_label} · ${clause.body}`}
            edit={() => setOpen({ what: "agreement_clauses", id: clause.id })}
          />
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button onClick={() => setOpen({ what: "agreement_kpis" })}>{say("draft.kpi")}</Button>
        <Button onClick={() => setOpen({ what: "agreement_clauses" })}>{say("draft.clause")}</Button>
      </div>
      {open && (
        <PieceForm key={`${open.what}/${open.id}`} {...open} whole={whole} meta={meta} close={close} />
      )}
    </section>
  );
}

function Piece({ what, id, title, edit }: { what: What; id: string; title: string; edit: () => void }) {
  const say = useBook(book);
  const { message, modal } = App.useApp();
  const refresh = useRefresh();
  const remove = async () => {
    try {
      const { row } = await getRow(what, id);
      await deleteRow(what, row);
      await refresh();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <li className={styles.piece}>
      <span>{title}</span>
      <Button size="small" onClick={edit} aria-label={say("draft.edit.of", { title })}>
        {say("draft.edit")}
      </Button>
      <Button
        size="small"
        aria-label={say("draft.remove.of", { title })}
        onClick={() =>
          void modal.confirm({ title: say("draft.remove.sure"), content: title, onOk: () => remove() })
        }
      >
        {say("draft.remove")}
      </Button>
    </li>
  );
}

function PieceForm(props: { what: What; id?: string; whole: Whole; meta: Meta; close: () => void }) {
  const { what, id, whole, meta, close } = props;
  const { locale } = useReader();
  const noun = nounOf(meta, what);
  const found = useQuery({
    queryKey: ["row", what, id, locale, null],
    queryFn: ({ signal }): Promise<Envelope> => getRow(what, id ?? "", undefined, signal),
    enabled: !!id,
  });
  if (!noun || (id && !found.data)) return null;
  const count = what === "agreement_kpis" ? whole.kpis.length : whole.clauses.length;
  return (
    <Suspense fallback={null}>
      {found.data ? (
        <FormDrawer noun={noun} row={found.data.row} labels={found.data.labels} close={close} />
      ) : (
        <FormDrawer noun={noun} initial={{ agreement_id: whole.id, place: count + 1 }} close={close} />
      )}
    </Suspense>
  );
}
