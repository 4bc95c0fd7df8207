import { Button } from "antd";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Initiatives.module.css";
import { type Break, BREAKS, breakOf, counts } from "./narrow";
import type { Board, Finding } from "./types";
import type { Mending } from "./useMend";
import { book } from "./words";

interface Props {
  board: Board;
  mend: Mending;
  /** Where the chain is looked at; absent: nowhere in particular. */
  at: Break | undefined;
  look: (at: Break | undefined) => void;
}

/** Where the chain from target to resource breaks, in numbers; one of them pressed says which rows, and what mends them. */
export function Findings({ board, mend, at, look }: Props) {
  const say = useBook(book);
  const { findings } = board;
  const n = counts(findings);
  const told = at ? findings.filter((one) => breakOf(one.kind) === at) : [];
  if (findings.length === 0) return <p className={styles.fits}>{say("findings.none")}</p>;
  return (
    <section aria-label={say("findings")} className={styles.findings}>
      <div className={styles.breaks}>
        {BREAKS.map((one) => (
          <button
            key={one}
            type="button"
            className={styles.break}
            data-none={n[one] === 0 || undefined}
            data-rest={one === "rest" || undefined}
            aria-pressed={at === one}
            disabled={n[one] === 0 && at !== one}
            onClick={() => look(at === one ? undefined : one)}
          >
            <strong>{n[one]}</strong> <span>{say(`break.${one}`)}</span>
          </button>
        ))}
      </div>
      {told.length > 0 && (
        <ul aria-label={at && say(`break.${at}`)}>
          {told.map((finding) => (
            <li key={finding.kind + finding.id}>
              <span className={styles.sentence}>
                <span className="muted">{say(`finding.${finding.kind}`)}</span>
                <RowLink noun={finding.noun} id={finding.id}>
                  {finding.name}
                </RowLink>
              </span>
              <Remedy finding={finding} board={board} mend={mend} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Remedy({ finding, board, mend }: { finding: Finding; board: Board; mend: Mending }) {
  const say = useBook(book);
  const { format } = useReader();
  const { id, noun } = finding;
  const button = (word: Parameters<typeof say>[0], act: () => void) => (
    <Button size="small" onClick={act} aria-label={format.named(say(word), finding.name)}>
      {say(word)}
    </Button>
  );
  switch (finding.mend) {
    case "add_initiative": {
      const path = board.paths.find((one) => one.id === id);
      return path && mend.mayAdd("initiatives") ? button("split", () => mend.split(path)) : null;
    }
    case "make_path": {
      const target = board.unled.find((one) => one.id === id);
      return target && mend.mayAdd("paths") ? button("mend.make_path", () => mend.lead(target)) : null;
    }
    case "take_target":
      return button("mend.take_target", () => void mend.takeTarget(id));
    case "work_out_trend":
      return button("mend.work_out_trend", () => void mend.workOut(id));
    case "choose_path":
      return button("mend.choose_path", () => void mend.edit(noun, id));
    case "add_resource":
      return (
        <span className={styles.remedies}>
          {mend.mayAdd("initiative_resources") &&
            button("mend.add_resource", () => mend.add("initiative_resources", {}, id))}
          {mend.mayAdd("initiative_resource_uses") &&
            button("mend.assign", () => mend.add("initiative_resource_uses", { initiative_id: id }))}
        </span>
      );
    case "grant":
      return button("mend.grant", () => void mend.deed(noun, id, "grant"));
    case "use_resource":
      return mend.mayAdd("initiative_resource_uses")
        ? button("mend.use_resource", () => mend.add("initiative_resource_uses", { resource_id: id }))
        : null;
    case "open":
      return (
        <RowLink
          noun={noun}
          id={id}
          className={styles.open}
          aria-label={format.named(say("mend.open"), finding.name)}
        >
          {say("mend.open")}
        </RowLink>
      );
  }
}
