// Cards that several of the shipped dashboards show.
import type { Card } from "@shell/dashboard/spec";

const OPEN = { field: "outcome", op: "eq", value: "open" } as const;
const MINE = { field: "owner_id", op: "eq", value: "$me" } as const;

export const number = (id: string, metric: string, more: Partial<Card> = {}): Card => ({
  id,
  kind: "number",
  metric,
  width: 1,
  height: 1,
  ...more,
});

export const wonTrend: Card = {
  id: "won-trend",
  kind: "trend",
  metric: "won_amount",
  title: { en: "Won amount over time", zh: "赢单金额走势" },
  compare: "year",
  width: 2,
  height: 2,
};

export const stages: Card = {
  id: "stages",
  kind: "bars",
  metric: "open_pipeline",
  by: "stage",
  inOrderOf: "stages",
  title: { en: "Pipeline by stage", zh: "各阶段储备" },
  width: 2,
  height: 2,
};

export const funnel: Card = {
  id: "funnel",
  kind: "funnel",
  metric: "stage_conversion",
  by: "stage",
  inOrderOf: "stages",
  title: { en: "How deals went on, stage by stage", zh: "阶段推进率" },
  width: 2,
  height: 2,
};

export const activity: Card = {
  id: "activity",
  kind: "heat",
  metric: "activities_done",
  title: { en: "Activity, day by day", zh: "每日活动" },
  width: 2,
  height: 2,
};

/** Open deals that somebody should look at: long in one stage, or past the day they were to close. */
export function atRisk(mine: boolean): Card {
  return {
    id: "risks",
    kind: "rows",
    noun: "opportunities",
    title: { en: "Deals at risk", zh: "有风险的商机" },
    hint: {
      en: "No open deal is past its date or has stood in one stage for 60 days.",
      zh: "没有逾期或在同一阶段停留 60 天的商机。",
    },
    filter: {
      and: [
        OPEN,
        ...(mine ? [MINE] : []),
        {
          or: [
            { field: "expected_close_on", op: "lt", value: "$today" },
            { field: "stage_since", op: "lt", value: "$days_ago_60" },
          ],
        },
      ],
    },
    sort: "-amount",
    fields: ["amount", "stage_id", "owner_id", "expected_close_on", "stage_since"],
    due: ["expected_close_on"],
    width: 2,
    height: 2,
  };
}

export const nextSteps: Card = {
  id: "next-steps",
  kind: "rows",
  noun: "opportunities",
  title: { en: "Next steps", zh: "下一步" },
  hint: {
    en: "Every open deal of yours has a next step ahead and a day to close that has not passed.",
    zh: "你的每个商机都有下一步，且预计成交日未过。",
  },
  filter: {
    and: [
      OPEN,
      MINE,
      {
        or: [
          { field: "next_step", op: "empty" },
          { field: "next_step_on", op: "lte", value: "$today" },
          { field: "expected_close_on", op: "lt", value: "$today" },
        ],
      },
    ],
  },
  sort: "next_step_on,-amount",
  fields: ["next_step", "next_step_on", "amount", "expected_close_on"],
  due: ["next_step_on", "expected_close_on"],
  width: 2,
  height: 2,
};

export const today: Card = {
  id: "today",
  kind: "rows",
  noun: "activities",
  title: { en: "Today", zh: "今天" },
  hint: {
    en: "Nothing is due. Plan a visit or a call from one of your deals.",
    zh: "今天没有待办。可在商机里安排拜访或电话。",
  },
  filter: {
    and: [
      MINE,
      { field: "done", op: "eq", value: false },
      { field: "kind", op: "in", value: ["call", "visit", "meeting", "mail", "task"] },
      {
        or: [
          { field: "at", op: "lt", value: "$end_of_today" },
          { field: "due_on", op: "lte", value: "$today" },
        ],
      },
    ],
  },
  sort: "at,due_on",
  fields: ["kind", "at", "due_on", "subject_id"],
  due: ["due_on"],
  press: { verb: "complete", back: "reopen" },
  width: 2,
  height: 2,
};

export const toDecide: Card = {
  id: "to-decide",
  kind: "rows",
  noun: "approval_decisions",
  title: { en: "Waiting for my decision", zh: "等我审批" },
  hint: { en: "Nothing waits for your yes.", zh: "没有等你审批的事项。" },
  filter: {
    and: [
      { field: "person_id", op: "eq", value: "$me" },
      { field: "state", op: "eq", value: "open" },
    ],
  },
  sort: "due_on",
  fields: ["step", "due_on"],
  due: ["due_on"],
  standsFor: "approval_id",
  width: 2,
  height: 1,
};

export const leaveAsked: Card = {
  id: "leave",
  kind: "rows",
  noun: "absences",
  title: { en: "Leave to decide", zh: "待批请假" },
  hint: { en: "Nobody asks for leave.", zh: "没有待批的请假。" },
  filter: {
    and: [
      { field: "state", op: "eq", value: "requested" },
      { field: "person_id", op: "ne", value: "$me" },
    ],
  },
  sort: "from",
  fields: ["person_id", "kind", "days"],
  width: 2,
  height: 1,
};

export const teamPace = (by: "owner" | "team" | "region", title: Card["title"]): Card => ({
  id: `pace-${by}`,
  kind: "league",
  metric: "won_amount",
  by,
  title,
  width: 2,
  height: 2,
});

export const toRead: Card = {
  id: "to-read",
  kind: "rows",
  noun: "policy_acknowledgements",
  title: { en: "To read and confirm", zh: "待阅读并确认" },
  hint: { en: "You have confirmed everything that is for you.", zh: "发布给您的制度都已确认。" },
  filter: {
    and: [
      { field: "person_id", op: "eq", value: "$me" },
      { field: "state", op: "eq", value: "asked" },
    ],
  },
  sort: "due_on",
  fields: ["due_on"],
  due: ["due_on"],
  standsFor: "policy_id",
  width: 2,
  height: 1,
};
