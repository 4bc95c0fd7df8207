import { Link } from "@tanstack/react-router";
import { Button, Skeleton } from "antd";
import type { ReactNode } from "react";
import { Problem } from "../api/problem";
import { useReader } from "../words/Reader";
import styles from "./States.module.css";

/** Shapes of what is to come, instead of a spinner. */
export function Waiting({ lines = 6 }: { lines?: number }) {
  const { say } = useReader();
  return (
    <div className={styles.waiting} role="status" data-awaited aria-label={say("state.loading")}>
      <Skeleton active title={{ width: "24%" }} paragraph={{ rows: lines }} />
    </div>
  );
}

const LINES = 14;

/** The shape of a table whose rows are on their way. */
export function RowsWaiting({ widths }: { widths: number[] }) {
  const { say } = useReader();
  return (
    <div className={styles.rows} role="status" aria-label={say("state.loading")}>
      {Array.from({ length: LINES }, (_, line) => (
        <div key={line} className={styles.row}>
          {widths.map((width, at) => (
            <span key={at} style={{ width: at === 0 ? 300 : width }}>
              <i style={{ width: `${45 + ((line * 37 + at * 53) % 40)}%` }} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const { say } = useReader();
  const problem = error instanceof Problem ? error : undefined;
  // Whoever is asked to sign in again, over this page, asks again by that.
  if (problem?.status === 401) return <Waiting />;
  const title =
    problem?.status === 0
      ? say("state.offline")
      : problem?.status === 403
        ? say("state.forbidden")
        : problem?.status === 404
          ? say("state.missing")
          : say("state.failed");
  // What is not there, or not for this reader, is not there the next time either.
  const gone = problem?.status === 403 || problem?.status === 404;
  const hint = problem?.status === 404 ? say("state.missing.hint") : problem?.status && problem.message;
  return (
    <div className={styles.box} role="alert">
      {gone && <Drawing />}
      <h2>{title}</h2>
      {hint && <p className="muted">{hint}</p>}
      {again && !gone && <Button onClick={again}>{say("state.again")}</Button>}
      {gone && <Link to="/">{say("state.home")}</Link>}
    </div>
  );
}

function Drawing() {
  return (
    <svg width="56" height="44" viewBox="0 0 56 44" aria-hidden="true" className={styles.drawing}>
      <rect x="4" y="6" width="48" height="8" rx="3" />
      <rect x="4" y="19" width="36" height="8" rx="3" />
      <rect x="4" y="32" width="22" height="8" rx="3" />
    </svg>
  );
}

export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className={styles.box}>
      <Drawing />
      <h2>{title}</h2>
      {hint && <p className="muted">{hint}</p>}
      {children}
    </div>
  );
}
