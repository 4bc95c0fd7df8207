// What the tests of these screens show.
import type { Meta, Noun, Row } from "@shell/api/types";
import { type Answer, envelopeOf, metaOf } from "@shell/testing/app";
import { field } from "@shell/testing/nouns";
import type { ReportPage } from "./types";

const options = (...values: string[]) => values.map((value) => ({ value, label: value }));

export const reports: Noun = {
  name: "reports",
  label: "Report",
  plural: "Reports",
  group: "sell",
  title: "name",
  fields: [
    field("name", "text", { label: "Name", list: true }),
    field("state", "choice", { label: "State", options: options("waiting", "out", "replaced") }),
    field("rhythm", "choice", { label: "Rhythm", options: options("day", "week", "month") }),
  ],
  verbs: [
    {
      name: "remark",
      label: "Add a remark",
      fields: [field("remark", "long_text", { label: "Remark" })],
    },
    { name: "write_anew", label: "Write anew", fields: [] },
  ],
  may: { create: false, edit: false, delete: false },
};

export const templates: Noun = {
  name: "report_templates",
  label: "Report template",
  plural: "Report templates",
  group: "settings",
  title: "name",
  fields: [
    field("name", "text", { label: "Name", required: true }),
    field("rhythm", "choice", {
      label: "Rhythm",
      group: "when",
      options: options("day", "week", "month"),
      default: "week",
    }),
    field("hour", "integer", { label: "Hour", group: "when", default: 7 }),
    field("within_id", "ref", { label: "Only in", group: "whom", ref: "units" }),
    field("own_pages", "bool", { label: "Own pages", group: "whom", default: false }),
    field("kinds", "tags", { label: "Kinds of units", group: "whom" }),
    field("sections", "tags", { label: "Sections", group: "what" }),
    field("measures", "tags", { label: "Numbers", group: "what" }),
  ],
  verbs: [],
  may: { create: true, edit: true, delete: true },
};

export const subscriptions: Noun = {
  name: "report_subscriptions",
  label: "Report subscription",
  plural: "Report subscriptions",
  group: "",
  title: "name",
  fields: [
    field("name", "text", { label: "Name" }),
    field("enclose", "choice", { label: "Enclosed", options: options("nothing", "pdf") }),
  ],
  verbs: [],
  may: { create: true, edit: true, delete: true },
};

export const units: Noun = {
  name: "units",
  label: "Unit",
  plural: "Units",
  group: "organization",
  title: "name",
  fields: [field("name", "text", { label: "Name" })],
  verbs: [],
  may: { create: false, edit: false, delete: false },
};

export const meta: Meta = {
  ...metaOf(reports, templates, subscriptions, units),
  metrics: [{ name: "won", label: "Won", unit: "count", noun: "opportunities", dimensions: ["owner"] }],
};

export const report = {
  id: "r1",
  version: 1,
  name: "Oak · 2026-W47 · Week",
  state: "waiting",
  rhythm: "week",
  period: "2026-W47",
  from: "2026-11-16",
  to: "2026-11-22",
  unit_id: "oak",
  whose_id: "ann",
  edition: 1,
  late_on: null,
} as unknown as Row;

export const page: ReportPage = {
  id: "r1",
  title: "Oak · 2026-W47 · Week",
  period: "Week 47, 2026 · 16 Nov 2026 – 22 Nov 2026",
  from: "2026-11-16",
  to: "2026-11-22",
  state: "waiting",
  edition: 1,
  replaces: null,
  replaced_by: null,
  written_at: "2026-11-23T01:00:00Z",
  goes_out_at: "2026-11-23T05:00:00Z",
  whose: "Ann",
  remark: null,
  remark_by: null,
  late_on: null,
  sound: true,
  headline: ["This month: 78.0% of target, pace 92.0%", "Won 1 (CNY 300.00), lost 0, new 2."],
  parts: [
    {
      name: "attainment",
      title: "Attainment and pace",
      note: null,
      numbers: [
        {
          label: "This month",
          text: "78.0%",
          note: "CNY 78,000 of CNY 100,000",
          tone: "fair",
          share: 0.78,
          due: 0.85,
          open: {
            metric: "credited_amount",
            from: "2026-11-01",
            to: "2026-11-22",
            where: { unit: ["oak"] },
          },
        },
      ],
      lists: [],
    },
    {
      name: "slips",
      title: "Largest slips",
      note: null,
      numbers: [],
      lists: [
        {
          title: "Close dates that moved out",
          items: [
            {
              text: "Racks",
              note: "Bob · 5 days later",
              amount: "CNY 900.00",
              tone: "bad",
              noun: "opportunities",
              id: "d1",
            },
            { text: "(removed)", note: null, amount: "CNY 5.00", tone: "bad", noun: null, id: null },
          ],
          more: 3,
          outside: 1,
          total: "CNY 2,000",
        },
      ],
    },
    { name: "next", title: "Next actions", note: "Nothing is due.", numbers: [], lists: [] },
  ],
};

export const template = {
  id: "t1",
  version: 1,
  name: "Week",
  rhythm: "week",
  hour: 7,
  active: true,
  own_pages: true,
  superior: false,
} as unknown as Row;

export const may = (...names: string[]) => names.map((name) => ({ name, allowed: true }));
export const answers: Answer = ({ path }) => {
  if (path === "/reports") return { rows: [report], next: null };
  if (path === "/reports/r1") return envelopeOf(report, may("remark", "write_anew"));
  if (path === "/reports/r1/page") return page;
  if (path === "/reports/r1/late") return { numbers: [] };
  if (path === "/report_templates") return { rows: [template], next: null };
  if (path === "/report_templates/library")
    return [
      {
        code: "week",
        template: { name: "Weekly sales review", purpose: "Changes only.", rhythm: "week" },
        taken: false,
      },
    ];
  if (path === "/report_templates/t1") return envelopeOf({ ...template, within_id: "pine" });
  if (path === "/units/pine") return envelopeOf({ id: "pine", version: 1, name: "Pine" });
  if (path === "/units")
    return { rows: [{ id: "pine", version: 1, name: "Pine", leader_id: "dee" }], next: null };
  return undefined;
};
