import { createContext, useContext } from "react";
import type { Kpi, KpiCatalogue, KpiRow, Meta, Metric } from "../api/types";
import type { Asked, Asking, Question } from "./questions";
import type { Answering } from "./useAnswers";

/** A number that was pressed: the rows behind it are shown. */
export interface Opened {
  metric: Metric;
  asked: Asked;
  question: Question;
  by: string[];
  row: KpiRow;
}

export interface Board {
  meta: Meta;
  catalogue: KpiCatalogue;
  asking: Asking;
  answers: Answering;
  /** Noun → ids in the order of their positions, for bars that follow it. */
  order: Record<string, string[]>;
  open: (opened: Opened) => void;
  editing: boolean;
}

const Context = createContext<Board | null>(null);
export const BoardProvider = Context.Provider;

export function useBoard(): Board {
  const board = useContext(Context);
  if (!board) throw new Error("a card stands outside a dashboard");
  return board;
}

/** Whether there is nothing to draw: no rows, or nothing but zeros. */
export function isEmpty(kpi: Kpi): boolean {
  return kpi.rows.every((row) => row.value === null || Number(row.value) === 0);
}
