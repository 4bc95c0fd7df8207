import type { Field, Noun } from "../api/types";

/** A field as the server would describe it, with only what the test is about said. */
export function field(name: string, kind: Field["kind"], more: Partial<Field> = {}): Field {
  return {
    name,
    kind,
    label: name,
    required: false,
    read_only: false,
    may_edit: true,
    group: "main",
    ...more,
  };
}

export const opportunities: Noun = {
  name: "opportunities",
  label: "Opportunity",
  plural: "Opportunities",
  group: "sell",
  title: "name",
  fields: [
    field("name", "text", { label: "Name", required: true, list: true }),
    field("account_id", "ref", { label: "Account", ref: "accounts", list: true }),
    field("forecast", "choice", {
      label: "Forecast",
      list: true,
      options: [
        { value: "commit", label: "Commit", tone: "green" },
        { value: "pipeline", label: "Pipeline" },
      ],
    }),
    field("amount", "money", { label: "Amount", list: true }),
    field("closed_on", "date", { label: "Closed on", group: "closing", group_label: "Closing" }),
    field("mail", "email", { label: "Mail" }),
    field("score", "integer", { label: "Score", read_only: true }),
    field("custom.budget", "text", { label: "Budget code", custom: true }),
  ],
  verbs: [],
  may: { create: true, edit: true, delete: true, import: true, export: true },
};
