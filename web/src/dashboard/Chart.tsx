import type { EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";
import { useMode } from "../theme/Theme";
import { useReader } from "../words/Reader";
import type { Drawing } from "./charts";
import { init } from "./echarts";
import styles from "./Dashboard.module.css";

/** How a drawing is taken along: as text of an SVG file. */
export type Picture = () => string;

interface Props {
  title: string;
  build: (drawing: Drawing) => EChartsCoreOption;
  /** What was pressed: its place among the things drawn, and what is written beside it. */
  press?: (at: number, name: string) => void;
  keep: (picture: Picture | undefined) => void;
}

export default function Chart({ title, build, press, keep }: Props) {
  const { say, format, locale } = useReader();
  const { mode } = useMode();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const chart = init(place, undefined, { renderer: "svg" });
    const draw = () =>
      chart.setOption(build({ mode, format, say, locale, title, width: place.clientWidth }), {
        notMerge: true,
      });
    draw();
    chart.on("click", (event) => press?.(event.dataIndex, event.name));
    const fit = () => {
      chart.resize({ animation: { duration: 0 } });
      draw();
    };
    // Paper is narrower than the screen, and is printed before another frame is drawn.
    const onPaper = () => {
      fit();
      chart.getZr().flush();
    };
    const watch = new ResizeObserver(fit);
    watch.observe(place);
    globalThis.addEventListener("beforeprint", onPaper);
    // As XML, with every quotation mark of a font's name as XML wants it.
    keep(() => new XMLSerializer().serializeToString(place.querySelector("svg") ?? place));
    return () => {
      keep(undefined);
      watch.disconnect();
      globalThis.removeEventListener("beforeprint", onPaper);
      chart.dispose();
    };
  }, [build, press, keep, mode, format, say, locale, title]);
  return <div ref={box} className={styles.chart} role="img" aria-label={say("kpi.chart", { name: title })} />;
}
