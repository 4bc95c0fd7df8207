import { Alert, Button } from "antd";
import { Problem } from "@shell/api/problem";
import { useBook, useReader } from "@shell/words/Reader";
import { written, type Scale } from "./amounts";
import type { Pasted } from "./block";
import styles from "./Targets.module.css";
import { named as driverName } from "./told";
import type { Conflict, Edit, Line, Warning } from "./types";
import { book } from "./words";

interface Props {
  error: unknown;
  refused: Edit[];
  rows: readonly Line[];
  scale: Scale;
  pasted: Pasted | undefined;
  head: (part: Pasted["closed"][number]) => string;
  warnings: readonly Warning[];
  go: (node: string) => void;
  make: (edits: Edit[]) => Promise<boolean>;
  reload: () => void;
  forget: () => void;
  forgetPasted: () => void;
}

/** Places that a refused change meets, as the server names them. */
export const conflictsOf = (error: unknown): string[] =>
  error instanceof Problem && Array.isArray(error.told.nodes) ? (error.told.nodes as string[]) : [];

/** What the table has to say: what cannot be kept and what would have to give way, what was not taken of a block. */
export function Notes(props: Props) {
  const { error, refused, rows, scale, pasted, warnings, go, make } = props;
  const say = useBook(book);
  const { format } = useReader();
  const nodes = conflictsOf(error);
  const named = new Map(rows.map((line) => [line.node, line]));
  const stale = error instanceof Problem && error.code === "target_plans.stale";
  const conflicts = error instanceof Problem ? ((error.told.conflicts as Conflict[] | undefined) ?? []) : [];
  // What holds apart from what was asked now: to let go of it is to have what was asked.
  const held = nodes.filter((node) => !refused.some((edit) => edit.node === node));
  const give = (): Edit[] =>
    held.flatMap((node) => {
      const line = named.get(node);
      if (!line) return [];
      return [
        ...(line.lock === null ? [] : [{ node, lock: null }]),
        ...(line.min === null ? [] : [{ node, min: null }]),
        ...(line.max === null ? [] : [{ node, max: null }]),
      ];
    });
  const room = (one: Conflict) => {
    const name = one.at ? (named.get(one.at)?.name ?? "…") : say("conflict.total");
    const amount = (n: number) => written(n, scale);
    if (one.least > (one.to ?? one.from))
      return say("conflict.more", { name, least: amount(one.least), to: amount(one.to ?? one.from) });
    return say("conflict.less", { name, most: amount(one.most ?? 0), from: amount(one.from) });
  };
  return (
    <>
      {error !== undefined && (
        <Alert
          type="error"
          showIcon
          closable
          role="alert"
          onClose={props.forget}
          title={nodes.length > 0 ? say("conflict") : error instanceof Error ? error.message : String(error)}
          description={
            nodes.length > 0 && (
              <>
                {conflicts.map((one, at) => (
                  <p key={at}>{room(one)}</p>
                ))}
                <ul className={styles.culprits}>
                  {nodes.map((node) => {
                    const line = named.get(node);
                    return (
                      <li key={node}>
                        <Button size="small" onClick={() => go(node)}>
                          {line?.name ?? "…"}
                          {line?.lock != null && <small>{written(line.lock, scale)}</small>}
                        </Button>
                      </li>
                    );
                  })}
                </ul>
                {give().length > 0 && (
                  <Button className={styles.give} onClick={() => void make([...give(), ...refused])}>
                    {say("conflict.give", { n: held.length })}
                  </Button>
                )}
              </>
            )
          }
          action={
            stale && (
              <Button size="small" onClick={props.reload}>
                {say("reload")}
              </Button>
            )
          }
        />
      )}
      {pasted && <PastedNote pasted={pasted} head={props.head} forget={props.forgetPasted} />}
      {warnings.length > 0 && <Warnings warnings={warnings} named={named} format={format} />}
    </>
  );
}

function PastedNote({ pasted, head, forget }: { pasted: Pasted; head: Props["head"]; forget: () => void }) {
  const say = useBook(book);
  const { format } = useReader();
  const few = (texts: string[]) => format.list(texts.slice(0, 4)) + (texts.length > 4 ? " …" : "");
  const lines = [
    pasted.wrong.length > 0 &&
      say("pasted.wrong", { n: pasted.wrong.length, texts: few(pasted.wrong.map((text) => `“${text}”`)) }),
    pasted.closed.length > 0 && say("pasted.closed", { columns: few(pasted.closed.map(head)) }),
    pasted.unknown.length > 0 &&
      say("pasted.unknown", { n: pasted.unknown.length, names: few(pasted.unknown) }),
    pasted.beyond > 0 && say("pasted.beyond", { n: pasted.beyond }),
  ].filter((text): text is string => !!text);
  if (lines.length === 0) return null;
  return (
    <Alert
      type={pasted.wrong.length > 0 ? "error" : "warning"}
      showIcon
      closable
      role="alert"
      onClose={forget}
      title={pasted.wrong.length > 0 ? say("pasted.nothing") : say("pasted.part", { n: pasted.edits.length })}
      description={lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    />
  );
}

function Warnings({
  warnings,
  named,
  format,
}: {
  warnings: readonly Warning[];
  named: Map<string, Line>;
  format: ReturnType<typeof useReader>["format"];
}) {
  const say = useBook(book);
  const missing = warnings.filter((one) => one.code === "targets.driver_missing");
  const absent = warnings.filter((one) => one.code === "targets.driver_absent");
  const names = missing.map((one) => named.get(one.node ?? "")?.name).filter((name) => name !== undefined);
  const driver = (name = "") => driverName(name, say);
  return (
    <details className={styles.warnings}>
      <summary>{say("warnings", { n: warnings.length })}</summary>
      {absent.map((one) => (
        <p key={one.driver}>{say("warning.absent", { driver: driver(one.driver) })}</p>
      ))}
      {missing.length > 0 && (
        <p>
          {say("warning.missing", {
            names: format.list([...new Set(names)].slice(0, 12)) + (names.length > 12 ? " …" : ""),
          })}
        </p>
      )}
      {warnings.some((one) => one.code === "targets.no_season") && <p>{say("warning.season")}</p>}
    </details>
  );
}
