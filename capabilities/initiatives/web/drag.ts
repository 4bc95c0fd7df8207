// What is dragged over the board, and where it may be dropped.
import {
  closestCenter,
  type CollisionDetection,
  type KeyboardCoordinateGetter,
  pointerWithin,
} from "@dnd-kit/core";
import type { InitiativeCard, PathCard, ResourceCard } from "./types";

export type Carried =
  | { takes: "initiative"; name: string; initiative: InitiativeCard }
  | { takes: "resource"; name: string; resource: ResourceCard };

export type Place =
  /** A lane: without a path, that of what stands alone. */
  | { takes: "initiative"; name: string; path: PathCard | undefined }
  | { takes: "resource"; name: string; initiative: InitiativeCard }
  | { takes: "resource"; name: string; path: PathCard };

const takes = (data: unknown) => (data as Carried | Place | undefined)?.takes;

// What lies under the pointer and takes what is carried; by keyboard, what it hangs over.
export const collide: CollisionDetection = (args) => {
  const own = args.droppableContainers.filter(
    (one) => takes(one.data.current) === takes(args.active.data.current),
  );
  const all = { ...args, droppableContainers: own };
  return args.pointerCoordinates ? pointerWithin(all) : closestCenter(all);
};

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/** Each arrow goes on to the next place that takes it, from above to below. */
export const placeByPlace: KeyboardCoordinateGetter = (event, { context }) => {
  const step = STEPS[event.code];
  if (step === undefined) return undefined;
  event.preventDefault();
  const { active, over, collisionRect, droppableContainers, droppableRects } = context;
  const places = droppableContainers.getEnabled().flatMap((one) => {
    const rect = droppableRects.get(one.id);
    return rect && takes(one.data.current) === takes(active?.data.current) ? [{ id: one.id, rect }] : [];
  });
  places.sort((one, other) => one.rect.top - other.rect.top || one.rect.left - other.rect.left);
  const at = places.findIndex((one) => one.id === over?.id);
  const next = places[Math.min(Math.max(at + step, 0), places.length - 1)];
  if (!next || !collisionRect) return undefined;
  // Centre over centre: whatever lies nearest is meant.
  return {
    x: next.rect.left + next.rect.width / 2 - collisionRect.width / 2,
    y: next.rect.top + next.rect.height / 2 - collisionRect.height / 2,
  };
};
