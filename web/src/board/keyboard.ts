// By keyboard a card goes from column to column, not from pixel to pixel.
import type { KeyboardCoordinateGetter, UniqueIdentifier } from "@dnd-kit/core";
import type { Target } from "./context";

const INSET = 8;
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 };

interface Place {
  id: UniqueIdentifier;
  left: number;
  top: number;
}

/** The place one step further; at the end, where it is. */
export function nextPlace(
  places: readonly Place[],
  over: UniqueIdentifier | undefined,
  step: number,
): Place | undefined {
  const inOrder = [...places].sort((one, other) => one.left - other.left);
  const at = inOrder.findIndex((place) => place.id === over);
  return inOrder[Math.min(Math.max(at + step, 0), inOrder.length - 1)];
}

export const columnByColumn: KeyboardCoordinateGetter = (event, { context }) => {
  const step = STEPS[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const { active, over, droppableContainers, droppableRects } = context;
  const lane = (active?.data.current as Target | undefined)?.lane;
  const places = droppableContainers.getEnabled().flatMap((container) => {
    const rect = droppableRects.get(container.id);
    const target = container.data.current as Target | undefined;
    return rect && target?.lane === lane ? [{ id: container.id, left: rect.left, top: rect.top }] : [];
  });
  const next = nextPlace(places, over?.id, step);
  return next && { x: next.left + INSET, y: next.top + INSET };
};
