import { createContext, useContext } from "react";
import type { Labels, Noun, Row } from "../api/types";
import type { Say } from "../words/words";
import type { BoardSpec, Column } from "./spec";
import type { Move, Moves } from "./useMoves";
import type { BoardWord } from "./words";

/** What every part of one board shares. */
export interface BoardContext {
  noun: Noun;
  spec: BoardSpec;
  columns: Column[];
  say: Say<BoardWord>;
  /** Today by the company's clock, `2026-11-22`. */
  today: string;
  moves: Moves;
  /** Whether the reader may do any of what drops do. */
  mayMove: boolean;
}

/** What a draggable card carries along. */
export interface Carried {
  row: Row;
  labels: Labels;
  column: Column;
  lane: string;
}

/** What a column says of itself to what is dragged over it. */
export interface Target {
  column: Column;
  lane: string;
}

export const Board = createContext<BoardContext | null>(null);

export function useBoard(): BoardContext {
  const board = useContext(Board);
  if (!board) throw new Error("useBoard is used outside a board");
  return board;
}

export type { Move };
