/** The tone of a process stage, as its choices have it. */
export function stageTone(stage: string): string {
  const tones: Record<string, string> = {
    acquire: "blue",
    convert: "cyan",
    deliver: "gold",
    maintain: "green",
    whole: "purple",
  };
  return tones[stage] ?? "default";
}
