import { Link } from "@tanstack/react-router";
import { Tone } from "@shell/resource/Cell";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Authority.module.css";
import { limits } from "./limits";
import type { Line } from "./types";
import { book } from "./words";

const NOUN = { position: "positions", unit_head: "units", person: "people", role: "roles" } as const;

/** Rights, each with how far it goes and where it comes from. On a phone each is a card. */
export function RightsTable({ rights, tones }: { rights: Line[]; tones: (act: string) => string }) {
  const say = useBook(book);
  return (
    <table className={styles.rights}>
      <thead>
        <tr>
          <th scope="col">{say("right.kind")}</th>
          <th scope="col">{say("right.act")}</th>
          <th scope="col">{say("right.limits")}</th>
          <th scope="col">{say("right.where")}</th>
          <th scope="col">{say("right.from")}</th>
        </tr>
      </thead>
      <tbody>
        {rights.map((right, at) => (
          <RightRow key={`${right.right_id}.${at}`} right={right} tone={tones(right.act)} />
        ))}
      </tbody>
    </table>
  );
}

function RightRow({ right, tone }: { right: Line; tone: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const far = limits(right, say, format);
  return (
    <tr>
      <th scope="row">
        <Link
          to="/$noun/$id"
          params={{ noun: "rights", id: right.right_id }}
          search={{}}
          aria-label={say("right.open", { name: `${right.kind_label}, ${right.act_label}` })}
        >
          {right.kind_label}
        </Link>
      </th>
      <td>
        <Tone tone={tone}>{right.act_label}</Tone>
      </td>
      <td>
        {far.length === 0 ? (
          <span className="muted">{say("limit.none")}</span>
        ) : (
          far.map((one) => <div key={one}>{one}</div>)
        )}
      </td>
      <td>
        <div>{right.place}</div>
        {right.narrowed.map((one) => (
          <div key={one} className="muted">
            {one}
          </div>
        ))}
      </td>
      <td>
        <Origin right={right} />
      </td>
    </tr>
  );
}

/** Through what they have it, and on which days. */
function Origin({ right }: { right: Line }) {
  const say = useBook(book);
  const { format } = useReader();
  const { via, name, id, unit, from, to } = right.source;
  // The later of two beginnings and the earlier of two ends.
  const begins = [from, right.from]
    .filter((day) => day !== null)
    .sort()
    .at(-1);
  const ends = [to, right.to].filter((day) => day !== null).sort()[0];
  const days = [
    begins && say("right.since", { date: format.date(begins) }),
    ends && say("right.until", { date: format.date(ends) }),
  ].filter(Boolean);
  return (
    <>
      <div>
        <span className="muted">{say(`via.${via}`)} </span>
        {id ? (
          <Link to="/$noun/$id" params={{ noun: NOUN[via], id }} search={{}}>
            {name}
          </Link>
        ) : (
          name
        )}
      </div>
      {unit && <div className="muted">{unit.name}</div>}
      {days.length > 0 && <div className="muted">{days.join(" ")}</div>}
      {right.note && <div className="muted">{right.note}</div>}
    </>
  );
}
