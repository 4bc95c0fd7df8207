// The few decisions the whole face is made of. Ant Design gets them as its seed, our own styles as --qm-*
// custom properties, so that both always agree.
export type Mode = "light" | "dark";

export interface Palette {
  canvas: string;
  side: string;
  raised: string;
  hover: string;
  selected: string;
  /** The one of several that lie side by side in a grey bar. */
  chosen: string;
  line: string;
  strong: string;
  text: string;
  muted: string;
  accent: string;
  /** Under the mouse: darker, for what is written on it has to be read then, too. */
  accentHover: string;
  onAccent: string;
  link: string;
  danger: string;
  dangerHover: string;
  onDanger: string;
  warn: string;
  good: string;
}

export const palettes: Record<Mode, Palette> = {
  light: {
    canvas: "#ffffff",
    side: "#f6f7f9",
    raised: "#ffffff",
    hover: "#f3f5f8",
    selected: "#eaf0fe",
    chosen: "#ffffff",
    line: "#e5e8ed",
    strong: "#cdd3dc",
    text: "#1a1f29",
    muted: "#5d6675",
    accent: "#2f5bd0",
    accentHover: "#264db5",
    onAccent: "#ffffff",
    link: "#2750bd",
    danger: "#c0362c",
    dangerHover: "#a52c23",
    onDanger: "#ffffff",
    warn: "#8a5a00",
    good: "#1c7443",
  },
  dark: {
    canvas: "#14171c",
    side: "#0f1115",
    raised: "#1b1f26",
    hover: "#1d222a",
    selected: "#1e2b4a",
    chosen: "#414a58",
    line: "#272c35",
    strong: "#3a424f",
    text: "#e4e8ef",
    muted: "#9aa4b4",
    accent: "#416cdd",
    accentHover: "#3760c9",
    onAccent: "#ffffff",
    link: "#8fb0ff",
    danger: "#ff8a80",
    dangerHover: "#ff9f97",
    onDanger: "#240806",
    warn: "#e9b45c",
    good: "#63c38b",
  },
};

/** Status colours by name, each readable (4.5:1) on its own ground. */
export const tones: Record<Mode, Record<string, { text: string; ground: string }>> = {
  light: {
    grey: { text: "#4a5362", ground: "#eceff3" },
    blue: { text: "#1f4bb8", ground: "#e4edff" },
    cyan: { text: "#0b6272", ground: "#dcf3f6" },
    green: { text: "#176338", ground: "#dff4e6" },
    amber: { text: "#7a4d00", ground: "#fdf0d2" },
    orange: { text: "#8f4205", ground: "#ffe9d6" },
    red: { text: "#a3281f", ground: "#fde5e2" },
    purple: { text: "#5b34b0", ground: "#eee7fd" },
    pink: { text: "#9a2462", ground: "#fce5f0" },
  },
  dark: {
    grey: { text: "#b6bfcc", ground: "#2a303a" },
    blue: { text: "#a3c0ff", ground: "#1d2d54" },
    cyan: { text: "#7fd6e4", ground: "#12343b" },
    green: { text: "#7fd6a0", ground: "#16371f" },
    amber: { text: "#efc571", ground: "#3b2d0d" },
    orange: { text: "#f3ac76", ground: "#40260f" },
    red: { text: "#ffa49b", ground: "#47201d" },
    purple: { text: "#c5aefc", ground: "#31244f" },
    pink: { text: "#f7a4cb", ground: "#451d33" },
  },
};

const MEANING: Record<string, string> = {
  neutral: "grey",
  gray: "grey",
  default: "grey",
  info: "blue",
  accent: "blue",
  success: "green",
  good: "green",
  warning: "amber",
  warn: "amber",
  yellow: "amber",
  gold: "amber",
  danger: "red",
  error: "red",
  bad: "red",
  teal: "cyan",
  violet: "purple",
  magenta: "pink",
};

export function toneName(tone: string | null | undefined): string {
  const name = tone ?? "grey";
  return name in tones.light ? name : (MEANING[name] ?? "grey");
}

/** Series colours, apart by lightness as well as by hue, so that they stay apart for colour-blind readers. */
export const series: Record<Mode, string[]> = {
  light: ["#2f5bd0", "#a7531e", "#1b7f5b", "#772c7e", "#b08900", "#3196cf", "#960b27", "#47505c"],
  dark: ["#7c9cff", "#b16438", "#2b8668", "#bc67b9", "#e0bc3d", "#6ecefe", "#f7789c", "#cad3e1"],
};

export const space = { xs: 4, s: 8, m: 12, l: 16, xl: 24 } as const;
export const type = { small: 12, base: 13, large: 15, title: 18 } as const;
export const radius = 6;

/** How far something lies above the page: a card, what is put over the work for a moment, what is carried. */
export const elevations: Record<Mode, Record<"low" | "over" | "high", string>> = {
  light: {
    low: "0 1px 2px rgb(0 0 0 / 6%)",
    over: "0 6px 20px rgb(0 0 0 / 16%)",
    high: "0 10px 28px rgb(0 0 0 / 22%)",
  },
  dark: {
    low: "0 1px 2px rgb(0 0 0 / 40%)",
    over: "0 6px 20px rgb(0 0 0 / 50%)",
    high: "0 10px 28px rgb(0 0 0 / 60%)",
  },
};

/** Milliseconds: what answers a hand, what comes and goes. Charts draw themselves in the second. */
export const motion = { answer: 120, appear: 160 } as const;

/** How close together things stand: heights of a row and of an input, room below a field, in pixels. */
export type Density = "comfortable" | "compact";
export const densities: Record<Density, { row: number; input: number; field: number }> = {
  comfortable: { row: 36, input: 30, field: 14 },
  compact: { row: 28, input: 26, field: 8 },
};

export const fontFamily =
  'Inter, "SF Pro Text", -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif';
