import { Button } from "antd";
import {
  Suspense,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from "react";
import { useMeta } from "@shell/api/queries";
import { part } from "@shell/parts/part";
import { usePhone } from "@shell/resource/usePhone";
import { useBook, useReader } from "@shell/words/Reader";
import { decimal, exact, written } from "./amounts";
import type { Pasted } from "./block";
import { conflictsOf, Notes } from "./Notes";
import { widths } from "./periods";
import { saveTable } from "./saving";
import { bottomUp, looks as lookAt, partsOf, widthOf, type Part } from "./sheet";
import styles from "./Targets.module.css";
import { named } from "./told";
import { Tools, type FinderHandle } from "./Tools";
import { deepest, parents, shutFrom, wayTo } from "./tree";
import { TreeGrid } from "./TreeGrid";
import type { Grid, Line } from "./types";
import { useEdits } from "./useEdits";
import { useView, digitsOf } from "./useView";
import { book, type TargetWord } from "./words";

const PlaceDrawer = part(() => import("./PlaceDrawer"));
/** What stands open at first: the company and its regions. */
const OPEN = 1;

interface Props {
  read: Grid;
  name: string;
  grain: string;
  mayEdit: boolean;
  /** Told of every change, with the table as it is then. */
  made: (grid: Grid) => void;
  reload: () => void;
  extra?: ReactNode;
  handle?: Ref<PlanHandle>;
}

/** What others beside the table may ask of it. */
export interface PlanHandle {
  /** Opens the way to a place and goes there. */
  go: (node: string) => void;
}

/** Totals, the table, and why a number is what it is. */
export function PlanTable({ read, name, grain, mayEdit, made, reload, extra, handle }: Props) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const phone = usePhone();
  const metrics = useMeta(locale)?.metrics;
  const digits = read.currency ? digitsOf(read.currency) : 4;
  const edits = useEdits(read, { digits }, made);
  const { grid } = edits;
  const view = useView(grid, locale, phone);
  const { scale } = view;
  const [shut, setShut] = useState<ReadonlySet<string>>(() => shutFrom(read.rows, OPEN));
  const [level, setLevelNow] = useState<number | undefined>(OPEN + 1);
  const [asked, setAsked] = useState<{ node: string; show: "why" | "talk" }>();
  const [found, setFound] = useState<string>();
  const [told, setTold] = useState<Pasted>();
  const finder = useRef<FinderHandle>(null);

  const above = useMemo(() => parents(grid.rows), [grid.rows]);
  const looks = useMemo(
    () => lookAt(grid.rows, { digits: scale.digits, shift: scale.shift, shown: scale.shown }),
    [grid.rows, scale.digits, scale.shift, scale.shown],
  );
  const figureWidth = useMemo(
    () =>
      widthOf([grid.total, ...grid.rows.slice(0, 50).map((line) => line.value)], (n) =>
        written(n, looks.scale),
      ),
    [grid.total, grid.rows, looks.scale],
  );
  const groups = [...view.groups].join();
  const parts = useMemo(
    () => partsOf(grid, view.groups, view.width, phone ? 168 : 264, figureWidth),
    // Values move no column.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [grid.plan, grid.periods, groups, view.width, phone, figureWidth],
  );
  const conflicts = useMemo(() => new Set(conflictsOf(edits.error)), [edits.error]);
  const turn = useCallback((node: string, open: boolean) => {
    setLevelNow(undefined);
    setShut((old) => {
      const next = new Set(old);
      if (open) next.delete(node);
      else next.add(node);
      return next;
    });
  }, []);
  const go = (node: string) => {
    const way = wayTo(grid.rows, node);
    setShut((old) => new Set([...old].filter((one) => !way.includes(one))));
    // The same again is gone to again.
    setFound(undefined);
    queueMicrotask(() => setFound(node));
  };
  useImperativeHandle(handle, () => ({ go }));
  const look = (text: string) => {
    const wanted = text.trim().toLowerCase();
    const from = grid.rows.findIndex((line) => line.node === found) + 1;
    const round = [...grid.rows.slice(from), ...grid.rows.slice(0, from)];
    const hit = round.find((line) => line.name.toLowerCase().includes(wanted));
    if (hit) go(hit.node);
  };

  // Of a plan that lies in one year nobody needs the year twelve times.
  const oneYear = useMemo(() => {
    const year = grid.periods[0]?.from.slice(0, 4) ?? "";
    return grid.periods.every((one) => one.from.startsWith(year)) && new RegExp(`${year}年?`);
  }, [grid.periods]);
  const head = useCallback(
    (one: Part): { title: string; below?: string } => {
      if (one.sort === "driver") return { title: named(one.driver ?? "", say, metrics) };
      if (one.sort === "period" && one.stretch) {
        const { part, period, from, to } = one.stretch;
        if (period)
          return {
            title: oneYear ? format.period(period).replace(oneYear, "").trim() : format.period(period),
          };
        return { title: part ?? say("width.year"), below: format.range(from, to) };
      }
      return { title: say(`column.${one.sort}` as TargetWord) };
    },
    [say, format, oneYear, metrics],
  );
  const amount = (value: number) =>
    grid.currency
      ? format.money({ amount: exact(value, scale), currency: grid.currency })
      : format.number(exact(value, scale));
  const locks = grid.rows.filter((line) => line.lock !== null).length;
  const tops = grid.rows.filter((line) => line.parent === null);
  const proposals = tops.map((line) => bottomUp(line, looks));
  const proposed = proposals.some((one) => one !== null)
    ? tops.reduce((sum, line, at) => sum + (proposals[at] ?? line.value), 0)
    : undefined;
  const line = asked && grid.rows.find((one) => one.node === asked.node);
  const unit = grid.currency
    ? say(`unit.of.${view.unit}` as TargetWord, { currency: grid.currency })
    : say("unit.of.number");
  return (
    <section className={styles.table} aria-label={say("grid")}>
      <div className={styles.top}>
        <dl className={styles.figures}>
          <Figure title={say(grid.whole ? "total" : "total.own")}>
            {amount(grid.whole ? grid.total : tops.reduce((sum, one) => sum + one.value, 0))}
          </Figure>
          {proposed !== undefined && (
            <>
              <Figure title={say("bottom.up")}>{amount(proposed)}</Figure>
              <Figure
                title={say("bottom.gap")}
                tone={proposed < grid.total ? styles.under : proposed > grid.total ? styles.over : undefined}
              >
                {proposed > grid.total ? "+" : ""}
                {amount(proposed - tops.reduce((sum, one) => sum + one.value, 0))}
              </Figure>
            </>
          )}
          <Figure title={say("places")}>{format.number(grid.rows.length)}</Figure>
          <Figure title={say("locks")}>{format.number(locks)}</Figure>
        </dl>
        <span className={styles.state} role="status">
          {edits.busy ? say("busy") : mayEdit && edits.canUndo ? say("kept") : ""}
        </span>
      </div>
      <Tools
        view={view}
        money={grid.currency !== null}
        widths={widths(grid.periods)}
        grain={`grain.${grain}` as TargetWord}
        levels={deepest(grid.rows) + 1}
        level={level}
        setLevel={(next) => {
          setLevelNow(next);
          setShut(shutFrom(grid.rows, next - 1));
        }}
        look={look}
        finder={finder}
        extra={extra}
        undo={mayEdit ? { can: edits.canUndo, run: () => void edits.undo() } : undefined}
        redo={mayEdit ? { can: edits.canRedo, run: () => void edits.redo() } : undefined}
        save={() =>
          saveTable(
            name,
            parts.map(
              (one) => head(one).title + (one.stretch && head(one).below ? ` ${head(one).below}` : ""),
            ),
            grid.rows,
            parts,
            lookAt(grid.rows, { digits }),
          )
        }
      />
      <Notes
        error={edits.error}
        refused={edits.refused}
        rows={grid.rows}
        scale={scale}
        pasted={told}
        head={(one) => head(one).title}
        warnings={grid.warnings}
        go={go}
        make={edits.make}
        reload={reload}
        forget={edits.forget}
        forgetPasted={() => setTold(undefined)}
      />
      <TreeGrid
        grid={grid}
        parts={parts}
        head={(one) => (one.sort === "target" ? { ...head(one), below: unit } : head(one))}
        looks={looks}
        scale={looks.scale}
        above={above}
        shut={shut}
        turn={turn}
        conflicts={conflicts}
        found={found}
        make={mayEdit ? edits.make : undefined}
        undo={() => void edits.undo()}
        redo={() => void edits.redo()}
        why={(one) => setAsked({ node: one.node, show: "why" })}
        talk={(one) => setAsked({ node: one.node, show: "talk" })}
        find={() => finder.current?.focus()}
        told={setTold}
        deeds={(one: Line) => (
          <>
            <b>{one.name}</b>
            <Button size="small" onClick={() => setAsked({ node: one.node, show: "why" })}>
              {say("deed.why")}
            </Button>
            <Button size="small" onClick={() => setAsked({ node: one.node, show: "talk" })}>
              {say("deed.talk")}
            </Button>
            {mayEdit && (
              <Button
                size="small"
                onClick={() =>
                  void edits.make([
                    { node: one.node, lock: one.lock === null ? exact(one.value, scale) : null },
                  ])
                }
              >
                {say(one.lock === null ? "deed.lock" : "deed.free")}
              </Button>
            )}
          </>
        )}
      />
      <details className={styles.keys}>
        <summary>{say("keys")}</summary>
        <p>{say(mayEdit ? "keys.edit" : "keys.look")}</p>
      </details>
      {asked && line && (
        <Suspense fallback={null}>
          <PlaceDrawer
            key={line.node}
            grid={grid}
            line={line}
            show={asked.show}
            setShow={(show) => setAsked({ node: line.node, show })}
            amount={amount}
            plain={(value) => decimal(value, { digits })}
            turned={reload}
            close={() => setAsked(undefined)}
          />
        </Suspense>
      )}
    </section>
  );
}

function Figure({ title, tone, children }: { title: string; tone?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className={tone}>{children}</dd>
    </div>
  );
}
