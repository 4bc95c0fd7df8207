import type { Line } from "./types";

/** What a tree of lines needs to be walked; lines come in the order of the tree. */
export type Branch = Pick<Line, "node" | "parent" | "depth">;

/** The lines in sight: those below a shut one are not. */
export function shown<L extends Branch>(lines: readonly L[], shut: ReadonlySet<string>): L[] {
  const seen: L[] = [];
  let until = Infinity;
  for (const line of lines) {
    if (line.depth > until) continue;
    until = Infinity;
    seen.push(line);
    if (shut.has(line.node)) until = line.depth;
  }
  return seen;
}

/** Which lines have others below them. */
export function parents(lines: readonly Branch[]): Set<string> {
  return new Set(lines.flatMap((line) => line.parent ?? []));
}

/** Everything that has something below it, from a depth on. */
export function shutFrom(lines: readonly Branch[], depth: number): Set<string> {
  const above = parents(lines);
  return new Set(
    lines.filter((line) => line.depth >= depth && above.has(line.node)).map((line) => line.node),
  );
}

/** The way to a line from the top, without it: what has to be open for it to be in sight. */
export function wayTo(lines: readonly Branch[], node: string): string[] {
  const above = new Map(lines.map((line) => [line.node, line.parent]));
  const way: string[] = [];
  for (let at = above.get(node); at; at = above.get(at)) way.unshift(at);
  return way;
}

/** How deep the deepest line stands. */
export const deepest = (lines: readonly Branch[]): number =>
  lines.reduce((most, line) => Math.max(most, line.depth), 0);
