// A stage's colour says how far a deal has come, whatever people call the stage.
import type { Row } from "@shell/api/types";

/** From the first open stage to the last. Green and red are kept for how a deal ends. */
const WAY = ["grey", "cyan", "blue", "purple", "amber"] as const;

/** Stage → name of a tone, by its meaning and by its place among the open stages of its pipeline. */
export function stageTones(stages: readonly Row[]): Map<string, string> {
  const tones = new Map<string, string>();
  const open = new Map<unknown, Row[]>();
  for (const stage of stages) {
    if (stage.meaning === "won") tones.set(stage.id, "green");
    else if (stage.meaning === "lost") tones.set(stage.id, "red");
    else open.set(stage.pipeline_id, [...(open.get(stage.pipeline_id) ?? []), stage]);
  }
  for (const way of open.values()) {
    way.sort((one, other) => Number(one.position) - Number(other.position));
    way.forEach((stage, at) => {
      // A pipeline of few stages still goes the whole way.
      const step = way.length === 1 ? 0 : Math.round((at / (way.length - 1)) * (WAY.length - 1));
      tones.set(stage.id, WAY[step] ?? "grey");
    });
  }
  return tones;
}
