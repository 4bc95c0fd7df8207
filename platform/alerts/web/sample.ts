// What the tests of these screens show.
import type { Meta, Noun, Row } from "@shell/api/types";
import { type Answer, envelopeOf, metaOf } from "@shell/testing/app";
import { field } from "@shell/testing/nouns";
import type { Backtest } from "./types";

const options = (...values: string[]) => values.map((value) => ({ value, label: value }));

export const alerts: Noun = {
  name: "alerts",
  label: "Alert",
  plural: "Alerts",
  group: "sell",
  title: "title",
  fields: [
    field("title", "text", { label: "Title", list: true }),
    field("state", "choice", {
      label: "State",
      options: options("open", "acting", "recovered", "explained", "closed"),
    }),
    field("severity", "choice", { label: "Severity", options: options("info", "warning", "critical") }),
    field("assignee_id", "ref", { label: "In charge", ref: "people" }),
  ],
  verbs: [
    { name: "take", label: "Take", fields: [] },
    {
      name: "explain",
      label: "Explain",
      fields: [field("explanation", "long_text", { label: "Explanation", required: true })],
    },
    {
      name: "close",
      label: "Close",
      fields: [field("result", "long_text", { label: "Result", required: true })],
    },
    { name: "judge", label: "Judge", fields: [] },
  ],
  may: { create: false, edit: false, delete: false },
};

export const rules: Noun = {
  name: "alert_rules",
  label: "Alert rule",
  plural: "Alert rules",
  group: "settings",
  title: "name",
  fields: [
    field("name", "text", { label: "Name", required: true }),
    field("severity", "choice", {
      label: "Severity",
      options: options("warning", "critical"),
      default: "warning",
    }),
    field("metric", "text", { label: "Number", required: true, group: "what" }),
    field("per", "choice", {
      label: "Watched for",
      group: "what",
      options: options("company", "team"),
      default: "company",
    }),
    field("grain", "choice", { label: "Period", group: "what", options: options("week"), default: "week" }),
    field("test", "choice", {
      label: "Test",
      group: "test",
      options: options("level", "band"),
      default: "level",
    }),
    field("side", "choice", {
      label: "Direction",
      group: "test",
      options: options("below"),
      default: "below",
    }),
    field("limit", "quantity", { label: "Value", group: "test" }),
    field("deviations", "quantity", { label: "Deviations", group: "test" }),
  ],
  verbs: [
    {
      name: "switch_on",
      label: "Switch on",
      fields: [field("backtest", "text", { label: "Back-test", required: true })],
    },
  ],
  may: { create: true, edit: true, delete: true },
};

const leads = {
  name: "leads",
  label: "Leads",
  unit: "count" as const,
  noun: "leads",
  dimensions: ["team", "owner"],
};
export const meta: Meta = { ...metaOf(alerts, rules), metrics: [leads] };

export const alert = {
  id: "a1",
  version: 1,
  title: "Too few leads: Oak",
  state: "open",
  severity: "critical",
  rule_id: "r1",
  assignee_id: "ann",
  metric: "leads",
  row_noun: "units",
  row_id: "oak",
  subject: "Oak",
  period: "2026-W47",
  from: "2026-11-16",
  to: "2026-11-22",
  value: 1,
  limit: 3,
  base: null,
  apart: 66.66,
  last_value: 1,
  last_period: "2026-W47",
  still: true,
  first_seen_on: "2026-11-23",
  act_by: "2190-11-26",
  found_right: null,
} as unknown as Row;

export const rule = {
  id: "r1",
  version: 2,
  name: "Too few leads",
  severity: "warning",
  metric: "leads",
  per: "team",
  grain: "week",
  window: "closed",
  test: "level",
  side: "below",
  limit: 3,
  active: false,
  found_right: 3,
  found_wrong: 1,
  precision: 75,
} as unknown as Row;

const cell = (value: string, warns: boolean) => ({ value, limit: "3", base: null, beyond: warns, warns });
export const tried: Backtest = {
  mark: "m4rk",
  metric: "leads",
  unit: "count",
  currency: null,
  periods: [
    { name: "2026-W46", from: "2026-11-09", to: "2026-11-15" },
    { name: "2026-W47", from: "2026-11-16", to: "2026-11-22" },
  ],
  subjects: [
    { key: "oak", label: "Oak", noun: "units", id: "oak", cells: [cell("1", true), cell("5", false)] },
  ],
  cases: [{ subject: 0, began: 0, recovered: 1 }],
  per_week: 0.5,
};

export const may = (...names: string[]) => names.map((name) => ({ name, allowed: true }));
export const answers: Answer = ({ path, method }) => {
  if (path === "/alerts") return { rows: [alert], next: null, labels: { ann: "Ann" } };
  if (path === "/alerts/a1")
    return { ...envelopeOf(alert, may("take", "explain", "judge")), labels: { ann: "Ann" } };
  if (path === "/alerts/a1/course") return tried;
  if (path === "/alerts/bulk" && method === "POST") return { id: "j1" };
  if (path === "/alert_rules") return { rows: [rule], next: null };
  if (path === "/alert_rules/r1") return envelopeOf(rule, may("switch_on"));
  if (path === "/alert_rules/r1/backtest" || path === "/alert_rules/backtest") return tried;
  if (path === "/alert_rules/library")
    return [{ code: "x", rule: { ...rule, name: "Leads by habit", purpose: "To begin with" }, taken: false }];
  return undefined;
};
