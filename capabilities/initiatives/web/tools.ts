import { createContext, useContext } from "react";
import type { Board, Finding } from "./types";
import type { Changes } from "./useChanges";
import type { Mending } from "./useMend";

/** What every card of one board shares. */
export interface Tools {
  /** All of it, whatever is looked at. */
  board: Board;
  mend: Mending;
  changes: Changes;
  marks: Map<string, Finding[]>;
  /** Nothing is dragged here. */
  still?: boolean;
}

export const BoardTools = createContext<Tools | null>(null);

export function useTools(): Tools {
  const tools = useContext(BoardTools);
  if (!tools) throw new Error("useTools is used outside a board");
  return tools;
}
