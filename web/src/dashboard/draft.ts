// A dashboard while it is changed: every step can be taken back until it is saved.
import { useCallback, useReducer } from "react";
import type { Card } from "./spec";

export function moved(cards: readonly Card[], from: number, to: number): Card[] {
  const next = [...cards];
  const [card] = next.splice(from, 1);
  if (card) next.splice(Math.max(0, Math.min(to, next.length)), 0, card);
  return next;
}

type Size = Card["width"];
type Height = Card["height"];

/** A step wider or higher; a card stays within the page. */
export function resized(cards: readonly Card[], id: string, wider: number, higher: number): Card[] {
  const within = (size: number, most: number) => Math.max(1, Math.min(size, most));
  return cards.map((card) =>
    card.id === id
      ? {
          ...card,
          width: within(card.width + wider, 4) as Size,
          height: within(card.height + higher, 3) as Height,
        }
      : card,
  );
}

/** Puts a card in its place, or at the end where it has none yet. */
export function put(cards: readonly Card[], card: Card): Card[] {
  return cards.some((one) => one.id === card.id)
    ? cards.map((one) => (one.id === card.id ? card : one))
    : [...cards, card];
}

export function without(cards: readonly Card[], id: string): Card[] {
  return cards.filter((card) => card.id !== id);
}

interface Steps {
  past: Card[][];
  now: Card[];
  future: Card[][];
}

type Step = { to: Card[] } | "undo" | "redo";

export function stepped(steps: Steps, step: Step): Steps {
  const { past, now, future } = steps;
  if (step === "undo") {
    const last = past[past.length - 1];
    return last ? { past: past.slice(0, -1), now: last, future: [now, ...future] } : steps;
  }
  if (step === "redo") {
    const [next, ...rest] = future;
    return next ? { past: [...past, now], now: next, future: rest } : steps;
  }
  return { past: [...past, now], now: step.to, future: [] };
}

export interface Draft {
  cards: Card[];
  change: (cards: Card[]) => void;
  undo?: () => void;
  redo?: () => void;
}

export function useDraft(cards: Card[]): Draft {
  const [steps, step] = useReducer(stepped, { past: [], now: cards, future: [] });
  const change = useCallback((to: Card[]) => step({ to }), []);
  return {
    cards: steps.now,
    change,
    undo: steps.past.length > 0 ? () => step("undo") : undefined,
    redo: steps.future.length > 0 ? () => step("redo") : undefined,
  };
}
