// Columns that stay where they are while the others are scrolled sideways: the title, and after it those that the
// reader froze.
import type { Field } from "../api/types";

export interface Frozen {
  /** Field → how far from the left it stays, in pixels. */
  left: Record<string, number>;
  /** The last of them, whose edge casts a shadow. */
  last: string | undefined;
}

/** Of the room that is there, frozen columns take no more than this, or there would be nothing left to scroll. */
const MOST = 0.7;

/** Which columns stay, as far as there is room; the first always does. `before` is the width of what stands first. */
export function frozenOf(
  fields: Field[],
  widths: number[],
  names: string[] | undefined,
  before: number,
  room: number,
): Frozen {
  const left: Record<string, number> = {};
  let last: string | undefined;
  let at = before;
  for (const [place, field] of fields.entries()) {
    const width = widths[place] ?? 0;
    const stays = place === 0 || (names?.includes(field.name) && at + width <= room * MOST);
    if (!stays) break;
    left[field.name] = at;
    last = field.name;
    at += width;
  }
  return { left, last };
}

/** Freezes a column, or lets it go again. */
export function toggledFrozen(names: string[] | undefined, name: string): string[] | undefined {
  const now = names ?? [];
  const next = now.includes(name) ? now.filter((other) => other !== name) : [...now, name];
  return next.length > 0 ? next : undefined;
}
