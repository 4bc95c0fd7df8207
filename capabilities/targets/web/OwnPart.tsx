import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Problem } from "@shell/api/problem";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getGrid } from "./calls";
import { PlanTable } from "./PlanTable";
import styles from "./Targets.module.css";
import { book } from "./words";

export const isNotHandedDown = (error: unknown) =>
  error instanceof Problem && error.code === "target_plans.not_handed_down";

/** A plan for whoever answers for a part of it and does not see the plan as a row. */
export function OwnPart({ id }: { id: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const queries = useQueryClient();
  const key = ["target-grid", id];
  const grid = useQuery({ queryKey: key, queryFn: () => getGrid(id), retry: false });
  const title = grid.data?.name ?? say("own.part");
  useTitle(title);
  if (isNotHandedDown(grid.error)) return <Nothing title={say("none.yours")} hint={say("none.yours.hint")} />;
  if (grid.error && !grid.data) return <Failed error={grid.error} again={() => void grid.refetch()} />;
  if (!grid.data) return <Waiting lines={12} />;
  const { from, to, metric } = grid.data;
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1>{title}</h1>
          <p className="muted">
            {[
              say("own.part"),
              metric?.label,
              from && to && say("span", { from: format.date(from), to: format.date(to) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
      </header>
      <div className={styles.body}>
        {grid.data.rows.length === 0 ? (
          <Nothing title={say("none.yours")} hint={say("none.yours.hint")} />
        ) : (
          <PlanTable
            read={grid.data}
            name={title}
            grain={grid.data.grain ?? "month"}
            mayEdit={grid.data.may?.plan ?? false}
            made={(now) => queries.setQueryData(key, now)}
            reload={() => void grid.refetch()}
          />
        )}
      </div>
    </article>
  );
}
