import { useQuery } from "@tanstack/react-query";
import { useMeta } from "@shell/api/queries";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { useMode } from "@shell/theme/Theme";
import { series } from "@shell/theme/tokens";
import { getWhy } from "./calls";
import styles from "./Place.module.css";
import { named, parts, told } from "./told";
import type { Grid, Line } from "./types";
import { book } from "./words";

interface Props {
  grid: Grid;
  line: Line;
  amount: (value: number) => string;
}

/** As many neighbours as are told apart at a glance. */
const NEIGHBOURS = 12;

/** How a place got its number: what each driver brings, the steps in words, and where it stands among its neighbours. */
export function Why({ grid, line, amount }: Props) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const metrics = useMeta(locale)?.metrics;
  const { mode } = useMode();
  const found = useQuery({
    queryKey: ["target-why", grid.plan, line.node, grid.changes],
    queryFn: () => getWhy(grid.plan, line.node),
    retry: false,
  });
  const percent = (share: string) => format.ratio(Number(share), 1);
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={6} />;
  const brought = parts(found.data);
  const whole = brought.reduce((sum, one) => sum + one.share, 0);
  const neighbours = grid.rows
    .filter((one) => one.parent === line.parent && one.depth === line.depth)
    .sort((one, other) => other.value - one.value);
  const most = Math.max(1, ...neighbours.map((one) => one.value));
  const seen = neighbours.slice(0, NEIGHBOURS);
  if (!seen.includes(line)) seen.push(...neighbours.filter((one) => one.node === line.node).slice(0, 1));
  return (
    <>
      {brought.length > 0 && whole > 0 && (
        <figure
          className={styles.chart}
          role="img"
          aria-label={say("why.chart", { share: format.ratio(whole, 1) })}
        >
          <figcaption>{say("why.chart", { share: format.ratio(whole, 1) })}</figcaption>
          <span className={styles.stack}>
            {brought.map((one, at) => (
              <i
                key={one.driver}
                style={{ flexGrow: one.share, background: series[mode][at % series[mode].length] }}
              />
            ))}
          </span>
          <span className={styles.legend}>
            {brought.map((one, at) => (
              <span key={one.driver}>
                <i style={{ background: series[mode][at % series[mode].length] }} />
                {named(one.driver, say, metrics)} {format.ratio(one.share, 1)}
              </span>
            ))}
          </span>
        </figure>
      )}
      <ol className={styles.steps}>
        {found.data.map((reason, at) => (
          <li key={at}>
            {told(reason, { say, amount, percent, number: (text) => format.number(text, 2), metrics })}
          </li>
        ))}
      </ol>
      {neighbours.length > 1 && (
        <>
          <h3>{say("why.beside", { n: neighbours.length })}</h3>
          <ul className={styles.beside}>
            {seen.map((one) => (
              <li key={one.node} data-own={one.node === line.node || undefined}>
                <span>{one.name}</span>
                <i style={{ inlineSize: `${(one.value / most) * 100}%` }} />
                <b>{amount(one.value)}</b>
              </li>
            ))}
          </ul>
          {neighbours.length > seen.length && (
            <p className="muted">{say("why.others", { n: neighbours.length - seen.length })}</p>
          )}
        </>
      )}
    </>
  );
}
