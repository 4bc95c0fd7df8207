import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState, type CSSProperties } from "react";
import { usePhone } from "@shell/resource/usePhone";
import { DownOutlined, RightOutlined } from "@shell/theme/icons";
import { useMode } from "@shell/theme/Theme";
import { useBook, useReader } from "@shell/words/Reader";
import { paceTone } from "./paces";
import sheet from "./Sheet.module.css";
import { fraction, paceOf } from "./standing";
import styles from "./Attainment.module.css";
import { parents, shown, shutFrom } from "./tree";
import type { Attained } from "./types";
import { book } from "./words";

const ROW = 36;

interface Props {
  rows: readonly Attained[];
  amount: (value: number) => string;
  short: (value: number) => string;
  press: (row: Attained) => void;
}

/** The same as the map, one place a line: how far it is, and a mark for where it should be. */
export function AttainedTable({ rows, amount, short, press }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const { mode } = useMode();
  const phone = usePhone();
  const [shut, setShut] = useState<ReadonlySet<string>>(() => shutFrom(rows, 2));
  const scroller = useRef<HTMLDivElement>(null);
  const above = useMemo(() => parents(rows), [rows]);
  const lines = useMemo(() => shown(rows, shut), [rows, shut]);
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (at) => lines[at]?.node ?? at,
    overscan: 10,
  });
  const turn = (node: string) =>
    setShut((old) => {
      const next = new Set(old);
      if (!next.delete(node)) next.add(node);
      return next;
    });
  const template = phone
    ? "150px 1fr 72px"
    : "minmax(220px, 1.4fr) minmax(160px, 1.6fr) 92px 72px 150px 150px 150px";
  const heads = phone
    ? (["column.name", "attained.bar", "attained.pace"] as const)
    : ([
        "column.name",
        "attained.bar",
        "attained.percent",
        "attained.pace",
        "attained.credited",
        "attained.target",
        "attained.projection",
      ] as const);
  return (
    <div className={sheet.sheet}>
      <div
        ref={scroller}
        className={`${sheet.grid} ${styles.table}`}
        style={{ "--rows": (lines.length * ROW) / 32 } as CSSProperties}
        role="treegrid"
        tabIndex={0}
        aria-label={say("attainment")}
        aria-rowcount={lines.length + 1}
      >
        <div className={sheet.heads} role="row" style={{ gridTemplateColumns: template }}>
          {heads.map((head, at) => (
            <span key={head} role="columnheader" className={at > 1 ? sheet.number : undefined}>
              <b>{say(head)}</b>
            </span>
          ))}
        </div>
        <div role="rowgroup" className={sheet.lines} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = lines[item.index];
            if (!row) return null;
            const pace = paceOf(row.pace);
            const tone = paceTone(mode, pace);
            const attained = fraction(row.attainment) ?? 0;
            const due = row.target > 0 ? row.paced / row.target : 0;
            const percent = (ratio: Attained["pace"]) => {
              const share = fraction(ratio);
              return share === null ? "–" : format.ratio(share, 0);
            };
            return (
              <div
                key={item.key}
                role="row"
                aria-level={row.depth + 1}
                aria-expanded={above.has(row.node) ? !shut.has(row.node) : undefined}
                data-depth={Math.min(row.depth, 3)}
                className={sheet.line}
                style={{
                  gridTemplateColumns: template,
                  blockSize: ROW,
                  transform: `translateY(${item.start}px)`,
                }}
              >
                <div role="rowheader">
                  <span className={sheet.name} style={{ paddingInlineStart: row.depth * (phone ? 8 : 14) }}>
                    {above.has(row.node) ? (
                      <button
                        type="button"
                        aria-label={say(shut.has(row.node) ? "open" : "shut", { name: row.name })}
                        onClick={() => turn(row.node)}
                      >
                        {shut.has(row.node) ? <RightOutlined /> : <DownOutlined />}
                      </button>
                    ) : (
                      <i />
                    )}
                    <button
                      type="button"
                      className={styles.place}
                      title={row.name}
                      onClick={() => press(row)}
                    >
                      {row.name}
                    </button>
                  </span>
                </div>
                <div role="gridcell">
                  <span
                    className={styles.bar}
                    role="img"
                    aria-label={`${percent(row.attainment)} · ${say("attained.paced")} ${format.ratio(due, 0)}`}
                  >
                    <i style={{ inlineSize: `${Math.min(100, attained * 100)}%`, background: tone.text }} />
                    {due > 0 && due < 1 && <b style={{ insetInlineStart: `${due * 100}%` }} />}
                  </span>
                </div>
                {!phone && (
                  <div role="gridcell" className={sheet.number}>
                    {percent(row.attainment)}
                  </div>
                )}
                <div role="gridcell" className={sheet.number}>
                  <span className={styles.pace} style={{ color: tone.text, background: tone.ground }}>
                    {percent(row.pace)}
                  </span>
                </div>
                {!phone && (
                  <>
                    <div role="gridcell" className={sheet.number} title={amount(row.credited)}>
                      {short(row.credited)}
                    </div>
                    <div role="gridcell" className={sheet.number} title={amount(row.target)}>
                      {short(row.target)}
                    </div>
                    <div role="gridcell" className={sheet.number}>
                      {row.projection === null ? (
                        <span className={sheet.none}>–</span>
                      ) : (
                        short(row.projection)
                      )}
                    </div>
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
