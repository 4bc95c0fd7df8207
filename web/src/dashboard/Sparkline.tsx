import type { Point } from "./points";
import styles from "./Dashboard.module.css";

const [WIDTH, HEIGHT] = [120, 32];

/** A number's past without axes; the words beside it say what it was, so it is not read aloud. */
export function Sparkline({ points }: { points: readonly Point[] }) {
  const values = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  if (values.length < 2) return <span className={styles.spark} />;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => (at / (points.length - 1)) * (WIDTH - 6) + 3;
  const y = (value: number) =>
    most === least ? HEIGHT / 2 : HEIGHT - 4 - ((value - least) / (most - least)) * (HEIGHT - 8);
  const drawn = points.flatMap((point, at) =>
    point.value === null ? [] : [[x(at), y(point.value)] as const],
  );
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polyline points={drawn.map((at) => at.map((n) => n.toFixed(1)).join(",")).join(" ")} />
    </svg>
  );
}
