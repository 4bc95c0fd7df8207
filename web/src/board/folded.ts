import { useState } from "react";
import type { Column } from "./spec";

const kept = (noun: string) => `qm.board.${noun}.folded`;

/** Column → whether it is folded, as the reader left it; on this device, for it is about room on the screen. */
function read(noun: string): Record<string, boolean> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(kept(noun)) ?? "{}");
    return typeof found === "object" && found !== null ? (found as Record<string, boolean>) : {};
  } catch {
    return {};
  }
}

/** Where rows end is folded unless somebody unfolds it; on a phone there is one column at a time, so none is. */
export function useFolded(noun: string, columns: readonly Column[], phone: boolean) {
  const [said, setSaid] = useState(() => read(noun));
  const isFolded = (column: Column) => !phone && (said[column.id] ?? column.ends !== undefined);
  return {
    folded: new Set(columns.filter(isFolded).map((column) => column.id)),
    fold: (id: string) => {
      const column = columns.find((one) => one.id === id);
      if (!column) return;
      const next = { ...said, [id]: !isFolded(column) };
      setSaid(next);
      localStorage.setItem(kept(noun), JSON.stringify(next));
    },
  };
}
