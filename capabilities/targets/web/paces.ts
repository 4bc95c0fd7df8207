import { tones, type Mode } from "@shell/theme/tokens";
import type { Pace } from "./standing";

const TONE: Record<Pace, string> = { ahead: "green", on: "cyan", behind: "amber", far: "red", none: "grey" };
const GREY = { text: "#4a5362", ground: "#eceff3" };

/** Ground and letters of a pace: each can be read on its own ground. */
export const paceTone = (mode: Mode, pace: Pace): { text: string; ground: string } =>
  tones[mode][TONE[pace]] ?? GREY;
