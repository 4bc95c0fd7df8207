import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const reports: Capability = {
  name: "reports",
  nouns: {
    reports: { row: screen(() => import("./ReportScreen")) },
    report_templates: {
      links: [
        {
          label: { en: "Change with its sentence", zh: "对照说明修改" },
          to: (_, id) => `/report_settings/change/${id}`,
          shown: (meta) => meta.nouns.some((noun) => noun.name === "report_templates" && noun.may.edit),
        },
      ],
    },
  },
  pages: [
    {
      path: "my_reports",
      screen: screen(() => import("./ReportsScreen")),
      menu: { label: { en: "My reports", zh: "我的报告" }, group: "numbers", icon: "file" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "reports"),
    },
    { path: "my_reports/subscriptions", screen: screen(() => import("./SubscriptionsScreen")) },
    {
      path: "report_settings",
      screen: screen(() => import("./TemplatesScreen")),
      menu: { label: { en: "Report settings", zh: "报告设置" }, group: "numbers", icon: "file" },
      // Whoever only reads finds what is theirs under their reports.
      shown: (meta) => meta.nouns.some((noun) => noun.name === "report_templates" && noun.may.create),
    },
    { path: "report_settings/make", screen: screen(() => import("./MakeScreen")) },
    { path: "report_settings/change/$id", screen: screen(() => import("./MakeScreen")) },
  ],
};

export default reports;
