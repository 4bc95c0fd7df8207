import type { Labels, Row } from "../api/types";
import type { Source } from "./useRowsAt";

interface Loaded {
  rows: Row[];
  labels: Labels;
  hasMore: boolean;
  loadingMore: boolean;
  more: () => void;
}

/** So many rows before the last one that is here, the next are asked for. */
const AHEAD = 20;

/** Rows that come page after page, as a table draws them. */
export function loadedSource({ rows, labels, hasMore, loadingMore, more }: Loaded): Source {
  return {
    count: rows.length,
    rowAt: (index) => rows[index],
    rows,
    labels,
    see: (_, last) => {
      if (hasMore && !loadingMore && last >= rows.length - AHEAD) more();
    },
  };
}
