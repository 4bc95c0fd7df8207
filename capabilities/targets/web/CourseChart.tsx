import { useEffect, useRef } from "react";
import { chartBase, init } from "@shell/metric/chart";
import { useMode } from "@shell/theme/Theme";
import { palettes, series } from "@shell/theme/tokens";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Attainment.module.css";
import type { Course } from "./types";
import { book } from "./words";

interface Props {
  points: Course["points"];
  short: (value: number) => string;
  title: string;
}

/** What was due day by day, and what came. */
export default function CourseChart({ points, short, title }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const { mode } = useMode();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const chart = init(place);
    const { axis, option } = chartBase(mode);
    chart.setOption({
      ...option,
      xAxis: {
        ...axis,
        type: "category",
        boundaryGap: false,
        data: points.map((point) => format.date(point.day)),
        axisLabel: { ...axis.axisLabel, hideOverlap: true },
      },
      yAxis: { ...axis, type: "value", axisLabel: { ...axis.axisLabel, formatter: short } },
      tooltip: { ...option.tooltip, valueFormatter: (value: unknown) => short(Number(value)) },
      series: [
        {
          name: say("attained.paced"),
          type: "line",
          showSymbol: false,
          lineStyle: { type: "dashed", color: palettes[mode].muted },
          itemStyle: { color: palettes[mode].muted },
          data: points.map((point) => point.paced),
        },
        {
          name: say("attained.credited"),
          type: "line",
          showSymbol: false,
          itemStyle: { color: series[mode][0] },
          areaStyle: { opacity: 0.12 },
          data: points.map((point) => point.credited),
        },
      ],
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [points, short, mode, format, say]);
  return (
    <div ref={box} className={styles.course} role="img" aria-label={say("course.of", { name: title })} />
  );
}
