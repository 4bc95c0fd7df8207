// Several scenarios beside each other, place by place. Pure.
import type { Comparison } from "./types";

export interface Beside {
  node: string;
  parent: string | null;
  depth: number;
  name: string;
  /** The first scenario, then the others in their order; null where the place is not in it. */
  values: (number | null)[];
}

/** One comparison for each of the others, all with the same left side. */
export function beside(comparisons: readonly Comparison[]): Beside[] {
  const key = (one: { unit: string | null; person: string | null; name: string }) =>
    one.person ?? one.unit ?? one.name;
  const rows: Beside[] = [];
  const found = new Map<string, Beside>();
  const way: string[] = [];
  comparisons.forEach((comparison, at) => {
    for (const pair of comparison.rows) {
      const node = key(pair);
      let row = found.get(node);
      if (!row) {
        // The one above is the last that stands higher.
        const parent = at === 0 && pair.depth > 0 ? (way[pair.depth - 1] ?? null) : null;
        row = {
          node,
          parent,
          depth: pair.depth,
          name: pair.name,
          values: Array.from({ length: comparisons.length + 1 }, () => null),
        };
        found.set(node, row);
        rows.push(row);
      }
      if (at === 0) way[pair.depth] = node;
      row.values[0] = pair.left;
      row.values[at + 1] = pair.right;
    }
  });
  return rows;
}

/** Only places whose amounts differ, and those above them. */
export function differing(rows: readonly Beside[]): Beside[] {
  const above = new Map(rows.map((row) => [row.node, row.parent]));
  const kept = new Set<string>();
  for (const row of rows) {
    if (row.values.every((value) => value === row.values[0])) continue;
    for (let at: string | null | undefined = row.node; at && !kept.has(at); at = above.get(at)) kept.add(at);
  }
  return rows.filter((row) => kept.has(row.node));
}
