import { useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Segmented, Select, Switch } from "antd";
import { useCallback, useMemo, useRef, useState, type CSSProperties } from "react";
import { getRow, listRows } from "@shell/api/calls";
import type { Row } from "@shell/api/types";
import { RowLink } from "@shell/resource/RowLink";
import { usePhone } from "@shell/resource/usePhone";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { DownOutlined, RightOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { fitting, UNITS, unitsOf, written, type UnitName } from "./amounts";
import { getComparison } from "./calls";
import { beside, differing, type Beside } from "./comparing";
import sheet from "./Sheet.module.css";
import styles from "./Targets.module.css";
import { parents, shown, shutFrom } from "./tree";
import { digitsOf } from "./useView";
import { book, type TargetWord } from "./words";

const PLANS = "target_plans";
const ROW = 32;
/** More beside each other nobody takes in. */
const MOST = 4;

/** A plan and its scenarios side by side: what each gives to whom, and by how much they differ. */
export default function CompareScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const { id } = useParams({ strict: false }) as { id: string };
  const search = useSearch({ strict: false }) as { with?: string };
  const navigate = useNavigate();
  const plan = useQuery({
    queryKey: ["row", PLANS, id, locale, null],
    queryFn: ({ signal }) => getRow(PLANS, id, undefined, signal),
  });
  const row = plan.data?.row;
  const others = useQuery({
    queryKey: ["rows", PLANS, "beside", id, String(row?.metric ?? "")],
    queryFn: ({ signal }) =>
      listRows(
        PLANS,
        {
          limit: 100,
          sort: "-created_at",
          filter: JSON.stringify({ field: "metric", op: "eq", value: row?.metric }),
        },
        signal,
      ),
    enabled: !!row,
  });
  const offered = (others.data?.rows ?? []).filter((one) => one.id !== id);
  const own = (one: Row) => one.copied_from_id === id || one.id === row?.copied_from_id;
  const first = offered.find(own) ?? offered[0];
  const asked = search.with ? String(search.with).split(",").filter(Boolean) : [];
  const chosen = (asked.length > 0 ? asked : first ? [first.id] : []).slice(0, MOST);
  const compared = useQueries({
    queries: chosen.map((other) => ({
      queryKey: ["target-comparison", id, other],
      queryFn: () => getComparison(id, other),
      retry: false,
    })),
  });
  const name = String(row?.name ?? "");
  useTitle(say("compare.of", { name }));
  const failed = plan.error ?? others.error ?? compared.find((one) => one.error && !one.data)?.error;
  const again = () => {
    void plan.refetch();
    void others.refetch();
    for (const one of compared) void one.refetch();
  };
  if (failed && (!row || compared.some((one) => !one.data))) return <Failed error={failed} again={again} />;
  if (!row || !others.data) return <Waiting />;
  const data = compared.flatMap((one) => one.data ?? []);
  const named = (other: string) => String(offered.find((one) => one.id === other)?.name ?? "…");
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <RowLink noun={PLANS} id={id} className={styles.up}>
            {name}
          </RowLink>
          <h1>{say("compare.of", { name })}</h1>
        </div>
        {offered.length > 0 && (
          <Select
            mode="multiple"
            maxCount={MOST}
            aria-label={say("compare.with")}
            className={styles.scenarios}
            placeholder={say("compare.with")}
            value={chosen}
            showSearch={{ optionFilterProp: "label" }}
            options={offered.map((one) => ({ value: one.id, label: String(one.name) }))}
            onChange={(next: string[]) =>
              void navigate({ to: ".", search: { with: next.join(",") } as never, replace: true })
            }
          />
        )}
      </header>
      <div className={styles.body}>
        {offered.length === 0 ? (
          <Nothing title={say("compare.none")} hint={say("compare.none.hint")} />
        ) : chosen.length === 0 ? (
          <Nothing title={say("compare.choose")} />
        ) : data.length < chosen.length ? (
          <Waiting lines={12} />
        ) : (
          <Table
            key={chosen.join()}
            rows={beside(data)}
            heads={[name, ...chosen.map(named)]}
            currency={row.quantity == null ? String(row.currency ?? "CNY") : null}
            format={format}
          />
        )}
      </div>
    </article>
  );
}

interface TableProps {
  rows: Beside[];
  heads: string[];
  currency: string | null;
  format: ReturnType<typeof useReader>["format"];
}

function Table({ rows, heads, currency, format }: TableProps) {
  const say = useBook(book);
  const { locale } = useReader();
  const phone = usePhone();
  const digits = currency ? digitsOf(currency) : 4;
  const total = rows[0]?.values[0] ?? 0;
  const [unit, setUnit] = useState<UnitName>(currency ? fitting(total, digits, locale) : "one");
  const [only, setOnly] = useState(false);
  const [shut, setShut] = useState<ReadonlySet<string>>(() => shutFrom(rows, 2));
  const scroller = useRef<HTMLDivElement>(null);
  const all = useMemo(() => (only ? differing(rows) : rows), [rows, only]);
  const above = useMemo(() => parents(rows), [rows]);
  const lines = useMemo(() => shown(all, shut), [all, shut]);
  const scale = { digits, shift: UNITS[unit].shift, shown: currency ? UNITS[unit].shown : 0 };
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (at) => lines[at]?.node ?? at,
    overscan: 12,
  });
  const turn = useCallback((node: string) => {
    setShut((old) => {
      const next = new Set(old);
      if (!next.delete(node)) next.add(node);
      return next;
    });
  }, []);
  const most = Math.max(
    1,
    ...rows.flatMap((row) =>
      row.values.slice(1).map((value) => (row.depth > 0 ? Math.abs((value ?? 0) - (row.values[0] ?? 0)) : 0)),
    ),
  );
  const template = `${phone ? 148 : 280}px repeat(${heads.length}, ${phone ? 112 : 150}px) repeat(${heads.length - 1}, ${phone ? "150px" : "minmax(220px, 1fr)"})`;
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={say("tools")}>
        {currency && (
          <Segmented<UnitName>
            aria-label={say("unit")}
            value={unit}
            options={unitsOf(locale).map((one) => ({ value: one, label: say(`unit.${one}` as TargetWord) }))}
            onChange={setUnit}
          />
        )}
        <label className={styles.switch}>
          <Switch size="small" checked={only} onChange={setOnly} /> {say("compare.only")}
        </label>
      </div>
      {lines.length === 0 ? (
        <Nothing title={say("compare.same")} />
      ) : (
        <div
          ref={scroller}
          className={`${sheet.grid} ${styles.compared}`}
          style={{ "--rows": lines.length } as CSSProperties}
          role="treegrid"
          // It scrolls by keys.
          tabIndex={0}
          aria-label={say("compare.with")}
          aria-rowcount={lines.length + 1}
        >
          <div className={sheet.heads} role="row" style={{ gridTemplateColumns: template }}>
            <span role="columnheader">
              <b>{say("column.name")}</b>
            </span>
            {heads.map((head, at) => (
              <span key={at} role="columnheader" className={sheet.number}>
                <b title={head}>{head}</b>
              </span>
            ))}
            {heads.slice(1).map((head, at) => (
              <span key={at} role="columnheader" className={sheet.number}>
                <b>{say("compare.differs")}</b>
                {heads.length > 2 && <small>{head}</small>}
              </span>
            ))}
          </div>
          <div role="rowgroup" className={sheet.lines} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const line = lines[item.index];
              if (!line) return null;
              const [left = null, ...rest] = line.values;
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-level={line.depth + 1}
                  aria-expanded={above.has(line.node) ? !shut.has(line.node) : undefined}
                  data-depth={Math.min(line.depth, 3)}
                  className={sheet.line}
                  style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                >
                  <div role="rowheader">
                    <span className={sheet.name} style={{ paddingInlineStart: line.depth * 14 }}>
                      {above.has(line.node) ? (
                        <button
                          type="button"
                          aria-label={say(shut.has(line.node) ? "open" : "shut", { name: line.name })}
                          onClick={() => turn(line.node)}
                        >
                          {shut.has(line.node) ? <RightOutlined /> : <DownOutlined />}
                        </button>
                      ) : (
                        <i />
                      )}
                      <span className={sheet.text} title={line.name}>
                        {line.name}
                      </span>
                    </span>
                  </div>
                  {line.values.map((value, at) => (
                    <div key={at} role="gridcell" className={sheet.number}>
                      {value === null ? (
                        <span className={sheet.none}>{say("compare.absent")}</span>
                      ) : (
                        written(value, scale)
                      )}
                    </div>
                  ))}
                  {rest.map((value, at) => {
                    const gap = (value ?? 0) - (left ?? 0);
                    return (
                      <div key={at} role="gridcell" className={sheet.number}>
                        <span className={styles.bar} aria-hidden="true">
                          <i
                            data-up={gap > 0 || undefined}
                            style={{ inlineSize: `${Math.min(100, (Math.abs(gap) / most) * 100)}%` }}
                          />
                        </span>
                        <span className={gap < 0 ? sheet.under : gap > 0 ? sheet.above : sheet.none}>
                          {gap > 0 ? "+" : ""}
                          {gap === 0 ? "0" : written(gap, scale)}
                          {left !== null && left > 0 && gap !== 0 && (
                            <small>
                              {" "}
                              {gap > 0 ? "+" : ""}
                              {format.ratio(gap / left, 1)}
                            </small>
                          )}
                        </span>
                      </div>
                    );
                  })}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </>
  );
}
