import { useEffect, useRef } from "react";
import type { Kpi, Meta } from "../api/types";
import { useMode } from "../theme/Theme";
import { palettes } from "../theme/tokens";
import { useReader } from "../words/Reader";
import { chartBase, init } from "./chart";
import { figureText, groupText, isTime } from "./figures";
import styles from "./Kpi.module.css";

interface Props {
  kpi: Kpi;
  by: string[];
  meta: Meta;
  title: string;
}

/** More bars than this are a table's work; the chart shows the largest. */
const MOST = 24;
const MOST_SERIES = 8;
const NARROW = 560;

const LEGEND_LINE = 22;

/** How high a legend is that goes on in the next line where this one is full; widths are near enough. */
function legendHeight(names: string[], width: number): number {
  let lines = 1;
  let used = 0;
  for (const name of names.slice(0, MOST_SERIES)) {
    const letters = [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12.5 : 7), 0);
    const item = letters + 26;
    if (used > 0 && used + item > width) {
      lines += 1;
      used = 0;
    }
    used += item;
  }
  return lines * LEGEND_LINE;
}

export default function KpiChart({ kpi, by, title }: Props) {
  const { say, format } = useReader();
  const { mode } = useMode();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current);
    const { axis, option } = chartBase(mode);
    // Time runs along the axis wherever it stands among the dimensions; the rest tells the series apart.
    const along = by.find(isTime) ?? by[0] ?? "";
    const rest = by.filter((name) => name !== along);
    const timed = isTime(along);
    const groups = new Map<string, Map<string, number | null>>();
    const places = new Set<string>();
    for (const row of kpi.rows) {
      // Periods keep the names that sort until they are drawn.
      const place = timed && row[along] ? String(row[along]) : groupText(row, along, say, format);
      const name = rest.map((one) => groupText(row, one, say, format)).join(" · ");
      places.add(place);
      const group = groups.get(name) ?? new Map<string, number | null>();
      group.set(place, row.value === null ? null : Number(row.value));
      groups.set(name, group);
    }
    let names = [...places];
    const one = groups.size === 1 ? [...groups.values()][0] : undefined;
    if (timed) names.sort();
    else if (one) names.sort((a, b) => (one.get(b) ?? 0) - (one.get(a) ?? 0));
    if (!timed) names = names.slice(0, MOST);
    // Lying bars leave room for their names; standing ones on a narrow screen would lose most of them.
    const lying = !timed && !!one && (names.length > 6 || box.current.clientWidth < NARROW);
    const drawn = lying ? [...names].reverse() : names;
    const category = {
      type: "category" as const,
      data: timed ? drawn.map(format.period) : drawn,
      ...axis,
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, ...(lying ? { width: 130, overflow: "truncate" as const } : {}) },
    };
    const shortText = (n: number) =>
      kpi.unit === "ratio" ? format.ratio(n, 1) : format.short(n, kpi.unit === "money" ? kpi.currency : null);
    // A number beside every bar, as long as there is room for it.
    const labelled = !timed && !!one && names.length <= (lying ? MOST : 10);
    const value = {
      type: "value" as const,
      ...axis,
      axisLine: { show: false },
      // Where every bar says its number, a scale beside them says it twice.
      splitLine: lying && labelled ? { show: false } : axis.splitLine,
      axisLabel: {
        ...axis.axisLabel,
        show: !(lying && labelled),
        formatter: (n: number) =>
          kpi.unit === "ratio"
            ? format.ratio(n, 0)
            : format.short(n, kpi.unit === "money" ? kpi.currency : null),
      },
    };
    chart.setOption({
      ...option,
      grid: {
        ...option.grid,
        top:
          groups.size > 1
            ? 12 + legendHeight([...groups.keys()], box.current.clientWidth)
            : labelled && !lying
              ? 24
              : 12,
        right: lying ? 56 : 16,
      },
      legend: groups.size > 1 ? option.legend : { show: false },
      tooltip: {
        ...option.tooltip,
        axisPointer: { type: timed ? "line" : "shadow" },
        valueFormatter: (n: unknown) =>
          figureText(kpi, n === null || n === undefined ? null : Number(n), format, say),
      },
      xAxis: lying ? value : category,
      yAxis: lying ? category : value,
      series: [...groups].slice(0, MOST_SERIES).map(([name, group]) => ({
        name: name || title,
        type: timed ? "line" : "bar",
        barMaxWidth: 40,
        label: {
          show: labelled,
          position: lying ? "right" : "top",
          color: palettes[mode].text,
          fontSize: 12,
          formatter: ({ value }: { value: unknown }) => (typeof value === "number" ? shortText(value) : ""),
        },
        symbolSize: 6,
        itemStyle: { borderRadius: timed ? 0 : 2 },
        data: drawn.map((place) => group.get(place) ?? null),
      })),
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [kpi, by, mode, say, format, title]);

  return <div ref={box} className={styles.chart} role="img" aria-label={say("kpi.chart", { name: title })} />;
}
