import { TreemapChart } from "echarts/charts";
import { use as register } from "echarts/core";
import { useEffect, useRef } from "react";
import { chartBase, init } from "@shell/metric/chart";
import { useMode } from "@shell/theme/Theme";
import { palettes } from "@shell/theme/tokens";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Attainment.module.css";
import { paceTone } from "./paces";
import { fraction, paceOf, type Branch } from "./standing";
import type { Attained } from "./types";
import { book } from "./words";

register([TreemapChart]);

interface Props {
  branches: Branch[];
  amount: (value: number) => string;
  short: (value: number) => string;
  press: (row: Attained) => void;
}

interface Tile {
  name: string;
  value: number;
  id: string;
  row: Attained;
  itemStyle: { color: string };
  label: { color: string };
  upperLabel: { color: string };
  children?: Tile[];
}

/** Every place as large as its target, and coloured by how it keeps pace. */
export default function MapChart({ branches, amount, short, press }: Props) {
  const say = useBook(book);
  const { format } = useReader();
  const { mode } = useMode();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const chart = init(place);
    const palette = palettes[mode];
    const { option } = chartBase(mode);
    const tile = ({ row, children }: Branch): Tile => {
      const { text, ground } = paceTone(mode, paceOf(row.pace));
      return {
        name: row.name,
        value: row.target,
        id: row.node,
        row,
        itemStyle: { color: ground },
        label: { color: text },
        upperLabel: { color: palette.text },
        ...(children.length > 0 ? { children: children.map(tile) } : {}),
      };
    };
    const percent = (row: Attained) => {
      const attained = fraction(row.attainment);
      return attained === null ? "" : format.ratio(attained, 0);
    };
    // One company at the top is what the picture is of, not a tile around all the others.
    const roots =
      branches.length === 1 && branches[0]!.children.length > 0 ? branches[0]!.children : branches;
    chart.setOption({
      animation: option.animation,
      textStyle: option.textStyle,
      tooltip: {
        ...option.tooltip,
        trigger: "item",
        formatter: ({ data }: { data?: Tile }) => {
          const row = data?.row;
          if (!row) return "";
          const pace = fraction(row.pace);
          return [
            `<b>${escaped(row.name)}</b>`,
            `${say("attained.credited")} ${amount(row.credited)} / ${amount(row.target)} · ${percent(row)}`,
            pace === null ? "" : `${say("attained.pace")} ${format.ratio(pace, 0)}`,
          ]
            .filter(Boolean)
            .join("<br>");
        },
      },
      series: [
        {
          type: "treemap",
          data: roots.map(tile),
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          left: 0,
          right: 0,
          top: 0,
          bottom: 0,
          label: {
            formatter: ({ data }: { data: Tile }) => `${data.name}\n${percent(data.row)}`,
            fontSize: 12,
            lineHeight: 16,
            overflow: "truncate",
          },
          upperLabel: {
            show: true,
            height: 24,
            fontWeight: 600,
            formatter: ({ data }: { data: Tile }) =>
              `${data.name}  ${percent(data.row)}  ${short(data.row.credited)} / ${short(data.row.target)}`,
          },
          levels: [
            {
              itemStyle: { gapWidth: 6, borderWidth: 0, borderColor: palette.canvas },
              upperLabel: { show: false },
            },
            {
              itemStyle: { gapWidth: 3, borderWidth: 4, borderColor: palette.line },
              upperLabel: { show: true },
            },
            {
              itemStyle: { gapWidth: 2, borderWidth: 3, borderColor: palette.strong },
              upperLabel: { show: true },
            },
            { itemStyle: { gapWidth: 1, borderWidth: 1, borderColor: palette.canvas } },
          ],
        },
      ],
    });
    chart.on("click", (event) => {
      const row = (event.data as Tile | undefined)?.row;
      if (row) press(row);
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [branches, amount, short, press, mode, format, say]);
  return <div ref={box} className={styles.map} role="img" aria-label={say("attained.map")} />;
}

const escaped = (text: string) =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );
