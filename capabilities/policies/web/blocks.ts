// A section's text as what it is made of: paragraphs and lists. Pure.

export interface Block {
  kind: "text" | "list";
  lines: string[];
}

const ITEM = /^\s*(?:[-*•·]\s+|[（(]?\d{1,2}[)）.、](?!\d)\s*)/;

/** Lines that begin with a hyphen or a number are items; a numbered one keeps its number, for others may cite it. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split("\n")) {
    if (!line.trim()) continue;
    const found = ITEM.exec(line);
    const kind = found ? "list" : "text";
    const said = found && /\d/.test(found[0]) ? line.trim() : line.replace(ITEM, "").trim();
    const last = blocks.at(-1);
    if (kind === "list" && last?.kind === "list") last.lines.push(said);
    else blocks.push({ kind, lines: [said] });
  }
  return blocks;
}

/** About how many minutes it takes to read: 400 Chinese characters or 200 words a minute. */
export function minutesOf(texts: readonly string[]): number {
  const text = texts.join("\n");
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.replace(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return Math.max(1, Math.round(characters / 400 + words / 200));
}
