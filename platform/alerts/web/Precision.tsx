import type { Row } from "@shell/api/types";
import { useBook, useReader } from "@shell/words/Reader";
import { book } from "./words";

/** How often a rule was right, of how many that somebody judged. */
export function Precision({ row }: { row: Row }) {
  const say = useBook(book);
  const { format } = useReader();
  const judged = Number(row.found_right ?? 0) + Number(row.found_wrong ?? 0);
  if (judged === 0) return <span className="muted">{say("precision.none")}</span>;
  const percent = `${format.number(Number(row.precision ?? 0), 0)}%`;
  return <span>{say("precision", { percent, n: judged })}</span>;
}
