import { useQuery } from "@tanstack/react-query";
import { listRows } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Labels, Page, Row } from "@shell/api/types";
import { useReader } from "@shell/words/Reader";

/** Lines that a page shows; a deal rarely has more. */
export const SHOWN = 200;

export interface Credit {
  splits: Row[];
  overlays: Row[];
  /** Newest first. */
  lines: Row[];
  /** In the ledger, within the reader's reach. */
  total: number;
  labels: Labels;
}

/** Who shares a deal, and what the ledger says of it as far as the reader sees it. */
export function useCredit(deal: string): { credit: Credit | undefined; waits: boolean } {
  const { locale } = useReader();
  const may = !!nounOf(useMeta(locale), "credits");
  const filter = JSON.stringify({ field: "opportunity_id", op: "eq", value: deal });
  const ask = (noun: string, query: { sort: string; limit: number; total?: boolean }) => ({
    queryKey: ["related", noun, "credit", deal, locale],
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Page> =>
      listRows(noun, { filter, ...query }, signal),
    enabled: may,
  });
  const splits = useQuery(ask("credit_splits", { sort: "position", limit: 100 }));
  const overlays = useQuery(ask("credit_overlays", { sort: "position", limit: 100 }));
  const lines = useQuery(ask("credits", { sort: "-created_at,-id", limit: SHOWN, total: true }));
  if (!splits.data || !overlays.data || !lines.data)
    return { credit: undefined, waits: splits.isLoading || overlays.isLoading || lines.isLoading };
  const credit = {
    splits: splits.data.rows,
    overlays: overlays.data.rows,
    lines: lines.data.rows,
    total: lines.data.total ?? lines.data.rows.length,
    labels: { ...splits.data.labels, ...overlays.data.labels, ...lines.data.labels },
  };
  return { credit, waits: false };
}
