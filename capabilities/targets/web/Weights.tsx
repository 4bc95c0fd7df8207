import { Button, InputNumber } from "antd";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Settings.module.css";
import type { Column } from "./types";
import { book } from "./words";

interface Props {
  periods: readonly Column[];
  weights: readonly number[];
  /** What the periods of past years were, the last first. */
  history: readonly (readonly number[])[];
  change?: (weights: number[]) => void;
}

/** The year as bars, each with its part of it; by hand each can be written. */
export function Weights({ periods, weights, history, change }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  if (periods.length === 0) return null;
  const even = periods.map(() => 1);
  const own = weights.length === periods.length ? [...weights] : even;
  const sum = own.reduce((all, one) => all + one, 0);
  const most = Math.max(...own, 0.000_001);
  const past = history.filter((year) => year.length === periods.length && year.some((one) => one > 0));
  const take = () => {
    const years = past.map((year) => {
      const all = year.reduce((one, other) => one + other, 0);
      return year.map((one) => one / all);
    });
    change?.(
      periods.map((_, at) => {
        const mean = years.reduce((all, year) => all + (year[at] ?? 0), 0) / years.length;
        return Math.round(mean * 10_000) / 100;
      }),
    );
  };
  return (
    <>
      <ol className={styles.year} data-by-hand={change ? true : undefined}>
        {periods.map((period, at) => (
          <li key={period.from}>
            <span className={styles.bar} aria-hidden="true">
              <i style={{ blockSize: `${((own[at] ?? 0) / most) * 100}%` }} />
            </span>
            <b>{sum > 0 ? format.ratio((own[at] ?? 0) / sum, 1) : "–"}</b>
            <small>{format.period(period.label)}</small>
            {change && (
              <InputNumber<number>
                aria-label={say("season.weight", { period: format.period(period.label) })}
                size="small"
                min={0}
                controls={false}
                value={own[at]}
                onChange={(value) => change(own.map((one, nth) => (nth === at ? (value ?? 0) : one)))}
              />
            )}
          </li>
        ))}
      </ol>
      {change && past.length > 0 && <Button onClick={take}>{say("season.take", { n: past.length })}</Button>}
    </>
  );
}
