import { Link } from "@tanstack/react-router";
import { Tone } from "@shell/resource/Cell";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Authority.module.css";
import { limits, short } from "./limits";
import type { Line, MatrixRow } from "./types";
import { book } from "./words";

interface ChipProps {
  right: Line;
  tone: string | undefined;
  show: (line: Line) => void;
}

/** A right in a cell: the act, and how far it goes in a few characters. */
export function Chip({ right, tone, show }: ChipProps) {
  const say = useBook(book);
  const { format } = useReader();
  const far = limits(right, say, format);
  const said = short(right, format);
  // The name begins with what is seen, for those who say what they want to press.
  const seen = [right.act_label, said].filter(Boolean).join(" ");
  const whole = [seen, right.kind_label, ...far, right.place, ...right.narrowed].join(", ");
  return (
    <button
      type="button"
      className={styles.chip}
      title={whole}
      aria-label={whole}
      onClick={() => show(right)}
    >
      <Tone tone={tone}>{right.act_label}</Tone> {said && <small>{said}</small>}
    </button>
  );
}

/** Who has the rights of a row; others than positions say what they are. */
export function HolderName({ row }: { row: MatrixRow }) {
  const say = useBook(book);
  const noun = { position: "positions", unit_head: "units", person: "people", role: null }[row.holder];
  return (
    <>
      {noun && row.id ? (
        <Link to="/$noun/$id" params={{ noun, id: row.id }} search={{}}>
          {row.name}
        </Link>
      ) : (
        row.name
      )}
      {row.holder !== "position" && <div className="muted">{say(`via.${row.holder}`)}</div>}
    </>
  );
}
