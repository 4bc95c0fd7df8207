// The one way charts look. Only what is drawn is taken from ECharts.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { fontFamily, type Mode, motion, palettes, series } from "../theme/tokens";
import { STILL } from "../theme/useMedia";

register([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export { init };

export function chartBase(mode: Mode) {
  const palette = palettes[mode];
  const axis = {
    axisLine: { lineStyle: { color: palette.strong } },
    axisTick: { show: false },
    axisLabel: { color: palette.muted, fontSize: 12 },
    splitLine: { lineStyle: { color: palette.line } },
  };
  return {
    axis,
    option: {
      color: series[mode],
      textStyle: { fontFamily, color: palette.text },
      animation: !globalThis.matchMedia?.(STILL).matches,
      animationDuration: motion.appear,
      aria: { enabled: true },
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      legend: {
        type: "plain" as const,
        top: 0,
        left: 0,
        icon: "roundRect",
        itemWidth: 10,
        itemHeight: 10,
        textStyle: { color: palette.muted },
      },
      tooltip: {
        trigger: "axis" as const,
        confine: true,
        backgroundColor: palette.raised,
        borderColor: palette.line,
        textStyle: { color: palette.text, fontSize: 12 },
      },
    },
  };
}
