import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { nounOf, useMeta } from "@shell/api/queries";
import { part } from "@shell/parts/part";
import { DayPicker } from "@shell/resource/DayPicker";
import { usePhone } from "@shell/resource/usePhone";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Authority.module.css";
import { begin } from "./begin";
import { getMatrix } from "./calls";
import { MatrixCards } from "./MatrixCards";
import { MatrixTable } from "./MatrixTable";
import { RightDrawer } from "./RightDrawer";
import type { Line, MatrixRow } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** Who may decide what: positions and others who have rights, by kinds of things. */
export default function MatrixScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const phone = usePhone();
  const client = useQueryClient();
  const noun = nounOf(useMeta(locale), "rights");
  const [day, setDay] = useState<string>();
  const [adding, setAdding] = useState<Record<string, string>>();
  const [shown, setShown] = useState<Line>();
  const found = useQuery({
    queryKey: ["authority", "matrix", day, locale],
    queryFn: () => getMatrix(day),
    placeholderData: keepPreviousData,
  });
  useTitle(say("matrix.title"));
  const matrix = found.data;
  if (found.error && !matrix) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!matrix) return <Waiting />;
  const again = () => client.invalidateQueries({ queryKey: ["authority"] });
  const edits = !!noun?.may.create;
  const add = edits ? (row: MatrixRow, kind?: string) => setAdding(begin(row, kind)) : undefined;
  const parts = { matrix, add, show: setShown };
  return (
    <div className={styles.wide}>
      <header className={styles.head}>
        <div className={styles.said}>
          <h1>{say("matrix.title")}</h1>
          <p className="muted">{say("matrix.lead", { date: format.date(matrix.on) })}</p>
        </div>
        {edits && <Button onClick={() => setAdding({})}>{say("matrix.add_any")}</Button>}
        <DayPicker label={say("page.day")} value={matrix.on} onChange={setDay} />
      </header>
      {matrix.rows.length === 0 ? (
        <Nothing title={say("matrix.none")} hint={say("matrix.none.hint")} />
      ) : phone ? (
        <MatrixCards {...parts} />
      ) : (
        <MatrixTable {...parts} />
      )}
      {adding && noun && (
        <Suspense fallback={null}>
          <FormDrawer
            noun={noun}
            initial={adding}
            close={() => setAdding(undefined)}
            saved={() => void again()}
          />
        </Suspense>
      )}
      {shown && noun && (
        <RightDrawer noun={noun} line={shown} changed={again} close={() => setShown(undefined)} />
      )}
    </div>
  );
}
