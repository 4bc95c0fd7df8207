import { expect, test } from "vitest";
import board, { columnsOf, stale } from "./board";
import en from "./en.json";
import zh from "./zh.json";

const stage = (id: string, meaning: string, position: number, more = {}) => ({
  id,
  version: 1,
  name: id,
  meaning,
  position,
  pipeline_id: "sales",
  ...more,
});
const columns = columnsOf([
  stage("lost", "lost", 3),
  stage("offer", "open", 1, { rot_days: 30, deal_limit: 5 }),
  stage("first", "open", 0, { rot_days: null, deal_limit: null }),
  stage("won", "won", 2),
]);
const [first, offer, won, lost] = columns as [
  (typeof columns)[0],
  (typeof columns)[0],
  (typeof columns)[0],
  (typeof columns)[0],
];

test("stages are columns in their order, with what they allow", () => {
  expect(columns.map((column) => column.id)).toEqual(["first", "offer", "won", "lost"]);
  expect(offer).toMatchObject({ limit: 5, staleAfter: 30, ends: undefined });
  expect(first).toMatchObject({ limit: undefined, staleAfter: undefined });
});

test("a drop runs the verb that people would run", () => {
  expect(board.drop(first, offer)).toEqual({ verb: "move", form: { stage_id: "offer" } });
  expect(board.drop(offer, won)).toEqual({ verb: "win", form: {} });
  expect(board.drop(first, lost)).toEqual({ verb: "lose", form: {} });
  expect(board.drop(lost, offer)).toEqual({ verb: "reopen", form: { stage_id: "offer" } });
  expect(board.drop(won, lost)).toBeUndefined();
});

test("a move is taken back by its opposite, but how a deal had ended does not come back", () => {
  expect(board.back(first, offer)).toEqual({ verb: "move", form: { stage_id: "first" } });
  expect(board.back(offer, won)).toEqual({ verb: "reopen", form: { stage_id: "offer" } });
  expect(board.back(won, offer)).toBeUndefined();
});

test("stale are deals that have stood longer than their own stage allows", () => {
  expect(stale(columns)).toEqual({
    or: [
      {
        and: [
          { field: "stage_id", op: "eq", value: "offer" },
          { field: "stage_since", op: "not_empty" },
          { not: { field: "stage_since", op: "within", value: "last_31_days" } },
        ],
      },
    ],
  });
  expect(stale([first])).toBeUndefined();
});

test("both languages have the same words", () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
});
