// What dashboards draw beyond the number page: calendars of activity, and drawings sharp enough for paper.
import { HeatmapChart } from "echarts/charts";
import { CalendarComponent, VisualMapComponent } from "echarts/components";
import { use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

register([HeatmapChart, CalendarComponent, VisualMapComponent, SVGRenderer]);

export { chartBase, init } from "../metric/chart";
