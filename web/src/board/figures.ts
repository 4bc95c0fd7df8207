// What stands at the head of columns and on cards. Pure.
import type { GroupRow, Money, Row, Value } from "../api/types";
import { type Filter, isLeaf } from "../resource/filter";
import { isMoney } from "../words/format";
import type { Column } from "./spec";

export interface Figures {
  count: number;
  /** One amount for each currency. */
  worth: Money[];
  weighted: Money[];
}

export const NONE: Figures = { count: 0, worth: [], weighted: [] };

function amounts(sum: GroupRow["sum"], name: string | undefined): Money[] {
  const total = name ? sum?.[name] : undefined;
  const list = Array.isArray(total) ? total : [total];
  return list.filter(isMoney).filter((one) => Number(one.amount) !== 0);
}

export function figuresOf(group: GroupRow, worth: string, weighted?: string): Figures {
  return {
    count: group.count,
    worth: amounts(group.sum, worth),
    weighted: amounts(group.sum, weighted),
  };
}

/** Days between two days, both `2026-11-22`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export interface Standing {
  days: number;
  stale: boolean;
}

/** How long a row has stood in its column, and whether that is too long. */
export function standing(since: Value, column: Column, today: string): Standing | undefined {
  if (typeof since !== "string" || since === "") return undefined;
  const days = Math.max(0, daysBetween(since, today));
  return { days, stale: column.staleAfter !== undefined && days > column.staleAfter };
}

/** The condition that a row lies in a lane. */
export function inLane(field: string, month: boolean, value: Value): Filter {
  if (value === null || value === undefined) return { field, op: "empty" };
  return month ? { field, op: "within", value } : { field, op: "eq", value };
}

/** The same conditions, whatever the order of their keys. */
export function sameFilter(one: Filter, other: Filter): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const parts = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${parts.map(([key, held]) => `${key}:${canonical(held)}`).join(",")}}`;
}

/** Names of the fields that a filter asks about. */
export function fieldsIn(filter: Filter): string[] {
  if (isLeaf(filter)) return [filter.field];
  if ("not" in filter) return fieldsIn(filter.not);
  return ("and" in filter ? filter.and : filter.or).flatMap(fieldsIn);
}

/** Rows as they are while some of them are on their way elsewhere. */
export function withMoves(
  rows: readonly Row[],
  column: string,
  lane: string,
  moves: ReadonlyMap<string, { row: Row; to: string; lane: string }>,
): Row[] {
  if (moves.size === 0) return rows as Row[];
  const stay = rows.filter((row) => {
    const move = moves.get(row.id);
    return !move || move.to === column;
  });
  const there = new Set(stay.map((row) => row.id));
  const come = [...moves.values()].filter(
    (move) => move.to === column && move.lane === lane && !there.has(move.row.id),
  );
  return [...come.map((move) => move.row), ...stay];
}

/** One or two characters that stand for a name: the last two of a Chinese one, initials of any other. */
export function initials(name: string): string {
  const plain = name.trim();
  if (/[\u4e00-\u9fff]/.test(plain)) {
    const own = plain.match(/[\u4e00-\u9fff]+/)?.[0] ?? plain;
    return own.slice(-2);
  }
  const words = plain.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
