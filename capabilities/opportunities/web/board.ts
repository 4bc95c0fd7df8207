// The board of deals: stages of one pipeline as columns.
import type { BoardSpec, Column } from "@shell/board/spec";
import type { Row } from "@shell/api/types";
import type { Filter } from "@shell/resource/filter";
import type { Book } from "@shell/words/words";
import en from "./en.json";
import { stageTones } from "./stage";
import zh from "./zh.json";

const ENDS: Record<string, Column["ends"]> = { won: "well", lost: "badly" };

export function columnsOf(stages: readonly Row[]): Column[] {
  const tones = stageTones(stages);
  const number = (value: Row[string]) => (typeof value === "number" ? value : undefined);
  return [...stages]
    .sort((one, other) => Number(one.position) - Number(other.position))
    .map((stage) => ({
      id: stage.id,
      name: String(stage.name),
      tone: tones.get(stage.id),
      ends: ENDS[String(stage.meaning)],
      limit: number(stage.deal_limit),
      staleAfter: number(stage.rot_days),
    }));
}

/** Deals that have stood in their stage for longer than it allows. */
export function stale(columns: readonly Column[]): Filter | undefined {
  const parts = columns.flatMap((column): Filter[] =>
    column.staleAfter === undefined || column.ends
      ? []
      : [
          {
            and: [
              { field: "stage_id", op: "eq", value: column.id },
              { field: "stage_since", op: "not_empty" },
              // The last so many days end today, which counts as one of them.
              { not: { field: "stage_since", op: "within", value: `last_${column.staleAfter + 1}_days` } },
            ],
          },
        ],
  );
  return parts.length > 0 ? { or: parts } : undefined;
}

const OPEN: Filter = { field: "outcome", op: "in", value: ["open"] };

const board: BoardSpec = {
  by: "stage_id",
  of: { field: "pipeline_id", noun: "pipelines", usual: "usual" },
  columns: columnsOf,
  worth: "amount",
  weighted: "amount*probability",
  since: "stage_since",
  card: { about: "account_id", who: "owner_id", due: "expected_close_on", next: "next_step" },
  sorts: ["-amount", "expected_close_on", "stage_since", "-opened_on", "name"],
  lanes: ["owner_id", "expected_close_on.month"],
  book: { en, zh } satisfies Book<keyof typeof en> as Book<string>,
  quick: ({ columns, me, say }) => {
    const old = stale(columns);
    return [
      ...(me
        ? [{ key: "mine", label: say("mine"), filter: { field: "owner_id", op: "eq", value: me } as const }]
        : []),
      {
        key: "month",
        label: say("month"),
        filter: { field: "expected_close_on", op: "within", value: "this_month" },
      },
      {
        key: "overdue",
        label: say("overdue"),
        filter: { and: [OPEN, { field: "expected_close_on", op: "lt", value: "today" }] },
      },
      { key: "idle", label: say("idle"), filter: { and: [OPEN, { field: "next_step", op: "empty" }] } },
      ...(old ? [{ key: "stale", label: say("stale"), filter: old }] : []),
    ];
  },
  drop: (from, to) => {
    if (from.ends && to.ends) return undefined;
    if (from.ends) return { verb: "reopen", form: { stage_id: to.id } };
    if (to.ends) return { verb: to.ends === "well" ? "win" : "lose", form: {} };
    return { verb: "move", form: { stage_id: to.id } };
  },
  back: (from, to) => {
    // How a deal had ended is gone once it is open again.
    if (from.ends) return undefined;
    return { verb: to.ends ? "reopen" : "move", form: { stage_id: from.id } };
  },
  restores: ["probability", "forecast_category"],
  needed: {
    lines: {
      noun: "opportunity_lines",
      parent: "opportunity_id",
      fields: ["product_id", "quantity", "unit_price"],
    },
  },
};

export default board;
