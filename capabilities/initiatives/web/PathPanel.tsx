import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { getPathBoard, getTrend } from "./calls";
import { Columns } from "./Columns";
import { Coverage, Figures } from "./Coverage";
import { Findings } from "./Findings";
import { rowsAddress, shown } from "./figures";
import styles from "./Initiatives.module.css";
import type { Break } from "./narrow";
import type { PathCard } from "./types";
import { useMend } from "./useMend";
import { book } from "./words";

/** On a path's page: its gap, what is done about it and with what. */
export default function PathPanel({ id }: { id: string }) {
  const say = useBook(book);
  const { locale } = useReader();
  const mend = useMend();
  const [at, setAt] = useState<Break>();
  const found = useQuery({
    queryKey: ["related", "paths", "board", id, locale],
    queryFn: () => getPathBoard(id),
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={8} />;
  const board = found.data;
  const path = board.paths[0];
  if (!path) return null;
  return (
    <section className={styles.panel} aria-label={path.name}>
      <Figures path={path} />
      <Trend path={path} workOut={() => void mend.workOut(id)} />
      <div className={styles.closing}>
        <Coverage path={path} />
        {path.state === "open" && mend.mayAdd("initiatives") && (
          <Button type="primary" onClick={() => mend.split(path)}>
            {say("split")}
          </Button>
        )}
      </div>
      <Findings board={board} mend={mend} at={at} look={setAt} />
      <Columns board={board} mend={mend} alone />
    </section>
  );
}

/** Where the trend goes today, beside the one that was taken. */
function Trend({ path, workOut }: { path: PathCard; workOut: () => void }) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const worked = path.trend_how !== "typed";
  const found = useQuery({
    queryKey: ["related", "paths", "trend", path.id, path.version, locale],
    queryFn: () => getTrend(path.id),
    enabled: worked,
    // Whoever may see a path need not see the numbers behind it.
    retry: false,
  });
  if (!worked) return null;
  if (found.isLoading) return <p className={styles.trend} data-awaited />;
  const now = found.data?.now;
  return (
    <p className={styles.trend}>
      {now && (
        <>
          <span className="muted">{say("trend.now")}</span>{" "}
          <strong>{shown(format, path.measure, now.trend)}</strong>{" "}
          <Link to="/numbers" search={rowsAddress(now.question) as never}>
            {say("trend.rows")}
          </Link>
        </>
      )}
      {path.may_edit && path.state === "open" && (
        <Button size="small" onClick={workOut}>
          {say("trend.work_out")}
        </Button>
      )}
    </p>
  );
}
