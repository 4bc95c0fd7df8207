import type { Spine } from "./types";

/** Entries that hold all of the words, in their name, mission or stage. */
export function matching(entries: Spine[], text: string): Spine[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const said = `${entry.name} ${entry.mission} ${entry.stage_label}`.toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  });
}
