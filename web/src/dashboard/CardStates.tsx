import { Button, Skeleton } from "antd";
import { Problem } from "../api/problem";
import { useBook, useReader } from "../words/Reader";
import styles from "./Dashboard.module.css";
import { book } from "./words";

export function CardWaiting() {
  const say = useBook(book);
  return (
    <div className={styles.waiting} role="status" aria-label={say("loading")}>
      <Skeleton active title={{ width: "45%" }} paragraph={false} />
    </div>
  );
}

export function CardFailed({ error, again }: { error: unknown; again: () => void }) {
  const { say: shell } = useReader();
  const say = useBook(book);
  if (error instanceof Problem && error.status === 401) return <CardWaiting />;
  const said = error instanceof Problem && error.status !== 0 ? error.message : undefined;
  return (
    <div className={styles.state} role="alert">
      <p>{error instanceof Problem && error.status === 0 ? shell("state.offline") : say("failed")}</p>
      {said && <p className="muted">{said}</p>}
      <Button size="small" onClick={again}>
        {shell("state.again")}
      </Button>
    </div>
  );
}

export function CardEmpty({ title, hint }: { title: string; hint?: string }) {
  return (
    <div className={styles.state}>
      <p>{title}</p>
      {hint && <p className="muted">{hint}</p>}
    </div>
  );
}
