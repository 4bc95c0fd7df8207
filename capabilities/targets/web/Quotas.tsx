import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Checks.module.css";
import type { Checks } from "./types";
import { book } from "./words";

interface Props {
  checks: Checks;
  amount: (value: number) => string;
}

/** How the targets of people are distributed: columns of one width, and what the field says of such a picture. */
export function Quotas({ checks, amount }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const { quotas, attained } = checks;
  if (!quotas) return null;
  const most = Math.max(...quotas.bands.map((band) => band.people));
  const percent = (value: number) => format.ratio(value / 100, 0);
  const first = quotas.bands[0];
  const last = quotas.bands.at(-1);
  return (
    <figure className={styles.quotas}>
      <figcaption>{say("checks.quotas", { n: format.number(quotas.people) })}</figcaption>
      <ol className={styles.bands}>
        {quotas.bands.map((band) => {
          const told = say("checks.band", {
            n: format.number(band.people),
            from: amount(band.from),
            to: amount(band.to),
          });
          return (
            <li key={band.from} title={told}>
              <span className={styles.count} aria-hidden>
                {band.people > 0 ? format.number(band.people) : ""}
              </span>
              <i style={{ blockSize: `${(band.people / most) * 100}%` }} aria-hidden />
              <span className={styles.told}>{told}</span>
            </li>
          );
        })}
      </ol>
      {first && last && (
        <div className={styles.ends} aria-hidden>
          <span>{amount(first.from)}</span>
          <span>{amount(last.to)}</span>
        </div>
      )}
      <p>
        {say("checks.quotas.figures", {
          least: amount(quotas.least),
          median: amount(quotas.median),
          most: amount(quotas.most),
        })}
      </p>
      {quotas.growth && (
        <p>
          {say("checks.growth", {
            n: format.number(quotas.growth.people),
            median: percent(quotas.growth.median),
            deviation: percent(quotas.growth.deviation),
            near: format.ratio(quotas.growth.near, 0),
          })}
        </p>
      )}
      {attained && (
        <p>
          {say("checks.attained", {
            n: format.number(attained.people),
            median: percent(attained.median),
            reached: format.ratio(attained.reached, 0),
            near: format.ratio(attained.near, 0),
          })}
        </p>
      )}
    </figure>
  );
}
