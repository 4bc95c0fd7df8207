// The dashboards that come with the release, one for what each role looks at first.
import type { Dashboard } from "@shell/dashboard/spec";
import {
  activity,
  atRisk,
  funnel,
  leaveAsked,
  nextSteps,
  number,
  stages,
  teamPace,
  toDecide,
  today,
  wonTrend,
} from "./cards";

const mine = { mine: true } as const;

const rep: Dashboard = {
  name: "rep",
  label: { en: "My day", zh: "我的一天" },
  roles: ["rep"],
  period: "this_month",
  cards: [
    today,
    nextSteps,
    number("won", "won_amount", { ...mine, title: { en: "Won by me", zh: "我的赢单金额" } }),
    number("deals", "won", { ...mine, title: { en: "Deals won by me", zh: "我的赢单数" } }),
    number("rate", "win_rate", { ...mine, title: { en: "My win rate", zh: "我的赢单率" } }),
    number("open", "open_pipeline", { ...mine, title: { en: "My open pipeline", zh: "我的储备" } }),
    { ...stages, ...mine },
    { ...activity, ...mine },
    { ...wonTrend, ...mine },
    atRisk(true),
  ],
};

const manager: Dashboard = {
  name: "manager",
  label: { en: "My team", zh: "我的团队" },
  roles: ["manager"],
  reach: { noun: "opportunities", least: "team" },
  about: "opportunities",
  period: "this_quarter",
  cards: [
    number("won", "won_amount"),
    number("rate", "win_rate"),
    number("open", "open_pipeline"),
    number("weighted", "weighted_pipeline"),
    teamPace("owner", { en: "Pace by person", zh: "个人进度" }),
    atRisk(false),
    toDecide,
    leaveAsked,
    stages,
    funnel,
    wonTrend,
    activity,
  ],
};

const director: Dashboard = {
  name: "director",
  label: { en: "The whole picture", zh: "全局" },
  roles: ["director", "administrator"],
  reach: { noun: "opportunities", least: "all" },
  about: "opportunities",
  period: "this_quarter",
  cards: [
    number("won", "won_amount"),
    number("deals", "won"),
    number("rate", "win_rate"),
    number("open", "open_pipeline"),
    toDecide,
    leaveAsked,
    wonTrend,
    teamPace("region", { en: "Regions", zh: "大区排名" }),
    stages,
    funnel,
    teamPace("team", { en: "Teams", zh: "团队排名" }),
    {
      id: "products",
      kind: "bars",
      metric: "won_amount",
      by: "product",
      title: { en: "Won amount by product", zh: "各产品赢单金额" },
      width: 2,
      height: 2,
    },
    atRisk(false),
    activity,
  ],
};

const operations: Dashboard = {
  name: "operations",
  label: { en: "Sales operations", zh: "销售运营" },
  roles: ["sales_operations"],
  reach: { noun: "opportunities", least: "all" },
  about: "opportunities",
  period: "this_quarter",
  cards: [
    number("leads", "leads"),
    number("conversion", "conversion"),
    number("opened", "opportunities"),
    number("rate", "win_rate"),
    number("cycle", "cycle_days"),
    number("average", "average_deal"),
    number("age", "age_days"),
    number("open", "open_pipeline"),
    funnel,
    stages,
    teamPace("region", { en: "Regions", zh: "大区排名" }),
    {
      id: "sources",
      kind: "bars",
      metric: "leads",
      by: "source",
      title: { en: "Leads by source", zh: "线索来源" },
      width: 2,
      height: 2,
    },
    atRisk(false),
    activity,
  ],
};

const analyst: Dashboard = {
  name: "analyst",
  label: { en: "Why we win", zh: "赢单分析" },
  roles: ["analyst"],
  reach: { noun: "opportunities", least: "all" },
  about: "opportunities",
  period: "this_year",
  cards: [
    number("rate", "win_rate"),
    number("value", "win_rate_value"),
    number("cycle", "cycle_days_median"),
    number("average", "average_deal"),
    {
      id: "rate-trend",
      kind: "trend",
      metric: "win_rate",
      title: { en: "Win rate over time", zh: "赢单率走势" },
      width: 2,
      height: 2,
    },
    funnel,
    {
      id: "by-industry",
      kind: "bars",
      metric: "win_rate",
      by: "industry",
      title: { en: "Win rate by industry", zh: "各行业赢单率" },
      width: 2,
      height: 2,
    },
    {
      id: "by-product",
      kind: "bars",
      metric: "win_rate",
      by: "product",
      title: { en: "Win rate by product", zh: "各产品赢单率" },
      width: 2,
      height: 2,
    },
    {
      id: "reasons",
      kind: "bars",
      metric: "lost",
      by: "reason",
      title: { en: "Why deals were lost", zh: "丢单原因" },
      width: 2,
      height: 2,
    },
    teamPace("team", { en: "Teams", zh: "团队排名" }),
  ],
};

const keyAccounts: Dashboard = {
  name: "key_accounts",
  label: { en: "My key accounts", zh: "我的大客户" },
  roles: ["key_account_manager"],
  about: "opportunities",
  period: "this_quarter",
  cards: [
    today,
    nextSteps,
    number("won", "won_amount"),
    number("rate", "win_rate"),
    number("open", "open_pipeline"),
    number("average", "average_deal"),
    {
      id: "accounts",
      kind: "league",
      metric: "open_pipeline",
      by: "account",
      title: { en: "Pipeline by account", zh: "各客户储备" },
      width: 2,
      height: 2,
    },
    stages,
    wonTrend,
    atRisk(false),
  ],
};

const company: Dashboard = {
  name: "company",
  label: { en: "Company", zh: "公司" },
  roles: ["finance", "hr", "customer_success"],
  about: "opportunities",
  period: "this_quarter",
  cards: [
    number("won", "won_amount"),
    number("rate", "win_rate"),
    number("open", "open_pipeline"),
    number("average", "average_deal"),
    wonTrend,
    stages,
    teamPace("region", { en: "Regions", zh: "大区排名" }),
    activity,
  ],
};

const dashboards: Dashboard[] = [rep, manager, director, operations, analyst, keyAccounts, company];

export default dashboards;
