// Numbers as drawings: plain functions from an answer to what ECharts is told.
import type { EChartsCoreOption } from "echarts/core";
import type { Kpi, KpiRow } from "../api/types";
import { groupText } from "../metric/figures";
import { type Mode, palettes, series } from "../theme/tokens";
import type { Format } from "../words/format";
import type { Locale, Say, Word } from "../words/words";
import { chartBase } from "./echarts";
import { MOST_BARS, type Point, shortText } from "./points";

export interface Drawing {
  mode: Mode;
  format: Format;
  say: Say<Word>;
  locale: Locale;
  title: string;
  /** In pixels. */
  width: number;
}

const num = (value: unknown) => (value === null || value === undefined ? null : Number(value));

function axes(kpi: Kpi, { mode, format }: Drawing) {
  const { axis, option } = chartBase(mode);
  const value = {
    type: "value" as const,
    ...axis,
    axisLine: { show: false },
    axisLabel: { ...axis.axisLabel, formatter: (n: number) => shortText(kpi, n, format) },
  };
  return { axis, option, value };
}

const tip = (kpi: Kpi, format: Format) => (n: unknown) =>
  typeof n === "number" ? shortText(kpi, n, format) : "–";

/** `before` names the second line, of what each point was a year before. */
export function trendOption(
  kpi: Kpi,
  points: Point[],
  before: string | undefined,
  drawing: Drawing,
): EChartsCoreOption {
  const { axis, option, value } = axes(kpi, drawing);
  const color = series[drawing.mode][0] ?? "";
  const muted = palettes[drawing.mode].muted;
  return {
    ...option,
    legend: before ? { ...option.legend, show: true, top: 0, right: 0 } : { show: false },
    grid: { ...option.grid, top: before ? 32 : 12 },
    tooltip: { ...option.tooltip, valueFormatter: tip(kpi, drawing.format) },
    xAxis: {
      type: "category",
      ...axis,
      splitLine: { show: false },
      boundaryGap: false,
      data: points.map((point) => drawing.format.period(point.label)),
    },
    yAxis: value,
    series: [
      {
        name: drawing.title,
        type: "line",
        symbolSize: 6,
        areaStyle: { color, opacity: 0.08 },
        data: points.map((point) => point.value),
      },
      ...(before
        ? [
            {
              name: before,
              type: "line",
              symbol: "none",
              color: muted,
              // Told apart without its colour, too.
              lineStyle: { type: "dashed", width: 1.5 },
              data: points.map((point) => point.before ?? null),
            },
          ]
        : []),
    ],
  };
}

/** Lying bars, in the order they are given. */
export function barsOption(kpi: Kpi, by: string, rows: KpiRow[], drawing: Drawing): EChartsCoreOption {
  const { axis, option, value } = axes(kpi, drawing);
  const palette = palettes[drawing.mode];
  const shown = rows.slice(0, MOST_BARS).reverse();
  return {
    ...option,
    legend: { show: false },
    grid: { ...option.grid, top: 4, right: 64 },
    tooltip: {
      ...option.tooltip,
      axisPointer: { type: "shadow" },
      valueFormatter: tip(kpi, drawing.format),
    },
    xAxis: { ...value, splitLine: { show: false }, axisLabel: { show: false } },
    yAxis: {
      type: "category",
      ...axis,
      data: shown.map((row) => groupText(row, by, drawing.say, drawing.format)),
      axisLine: { show: false },
      axisLabel: { ...axis.axisLabel, width: Math.min(150, drawing.width * 0.34), overflow: "truncate" },
    },
    series: [
      {
        name: drawing.title,
        type: "bar",
        barMaxWidth: 22,
        itemStyle: { borderRadius: 2 },
        label: {
          show: true,
          position: "right",
          color: palette.text,
          fontSize: 12,
          formatter: ({ value: n }: { value: unknown }) => tip(kpi, drawing.format)(n),
        },
        data: shown.map((row) => num(row.value)),
      },
    ],
  };
}

/** How many came, and how many of them went on: the second bar lies in the first one. */
export function funnelOption(kpi: Kpi, by: string, rows: KpiRow[], drawing: Drawing): EChartsCoreOption {
  const base = barsOption(kpi, by, rows, drawing);
  const { option } = axes(kpi, drawing);
  const palette = palettes[drawing.mode];
  const shown = rows.slice(0, MOST_BARS).reverse();
  const whole = (n: unknown) => (typeof n === "number" ? drawing.format.number(n, 0) : "–");
  const bar = { type: "bar" as const, barWidth: 22, barGap: "-100%", itemStyle: { borderRadius: 2 } };
  return {
    ...base,
    tooltip: { ...option.tooltip, axisPointer: { type: "shadow" }, valueFormatter: whole },
    grid: { ...option.grid, top: 4, right: 72 },
    series: [
      {
        ...bar,
        name: drawing.say("kpi.denominator"),
        itemStyle: { ...bar.itemStyle, color: palette.strong },
        data: shown.map((row) => num(row.denominator)),
        label: {
          show: true,
          position: "right",
          color: palette.text,
          fontSize: 12,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const ratio = num(shown[dataIndex]?.value);
            return ratio === null ? "" : drawing.format.ratio(ratio, 1);
          },
        },
      },
      { ...bar, name: drawing.say("kpi.numerator"), data: shown.map((row) => num(row.numerator)) },
    ],
  };
}

/** Steps of one colour from nearly the ground on; told apart by lightness alone. */
const STEPS: Record<Mode, string[]> = {
  light: ["#e3ebfc", "#b4c8f6", "#7d9ded", "#4a74dc", "#24479f"],
  dark: ["#1c2a4d", "#2a4488", "#3f66c4", "#6b93ef", "#b3cbff"],
};

/** In pixels. */
const LEAST_SIDE = 14;
const DAY_MS = 86_400_000;

export function heatOption(
  kpi: Kpi,
  ends: { from: string; to: string },
  drawing: Drawing,
): EChartsCoreOption {
  const { option } = chartBase(drawing.mode);
  const palette = palettes[drawing.mode];
  // A narrow card has the last weeks only, each day large enough to be seen and touched.
  const room = drawing.width - 56;
  const weeks = Math.max(1, Math.min(27, Math.floor(room / LEAST_SIDE)));
  const side = Math.max(8, Math.min(20, Math.floor(room / weeks)));
  const first = new Date(Date.parse(ends.to) - (weeks * 7 - 1) * DAY_MS).toISOString().slice(0, 10);
  const from = first > ends.from ? first : ends.from;
  const days = kpi.rows
    .map((row) => [String(row.day), Number(row.value)] as const)
    .filter(([day]) => day >= from);
  const most = Math.max(1, ...days.map(([, n]) => n));
  const locale = drawing.locale === "zh" ? "ZH" : "EN";
  return {
    textStyle: option.textStyle,
    aria: option.aria,
    animation: false,
    tooltip: {
      ...option.tooltip,
      trigger: "item",
      formatter: ({ value }: { value: [string, number] }) =>
        drawing.format.named(drawing.format.date(value[0]), drawing.format.number(value[1], 0)),
    },
    visualMap: {
      type: "piecewise",
      show: false,
      min: 0,
      max: most,
      splitNumber: 5,
      inRange: { color: STEPS[drawing.mode] },
    },
    calendar: {
      range: [from, ends.to],
      orient: "horizontal",
      cellSize: [side, side],
      top: 24,
      left: 40,
      splitLine: { show: false },
      itemStyle: { color: palette.hover, borderColor: palette.canvas, borderWidth: 2 },
      yearLabel: { show: false },
      dayLabel: { firstDay: 1, nameMap: locale, color: palette.muted, fontSize: Math.min(12, side - 2) },
      monthLabel: { nameMap: locale, color: palette.muted, fontSize: 12 },
    },
    series: [{ type: "heatmap", coordinateSystem: "calendar", data: days }],
  };
}
