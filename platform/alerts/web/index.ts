import type { Capability } from "@shell/capability";
import { part, screen } from "@shell/parts/part";

const cells = { metric: part(() => import("@shell/resource/MetricName")) };

const alerts: Capability = {
  name: "alerts",
  nouns: {
    alerts: { cells, row: screen(() => import("./AlertScreen")) },
    alert_rules: {
      cells,
      row: screen(() => import("./RuleScreen")),
      dialogs: { switch_on: part(() => import("./SwitchOnDialog")) },
    },
  },
  pages: [
    {
      path: "my_alerts",
      screen: screen(() => import("./TrayScreen")),
      menu: { label: { en: "My alerts", zh: "我的预警" }, group: "activities", icon: "bell" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "alerts"),
    },
    {
      path: "early_warning",
      screen: screen(() => import("./RulesScreen")),
      menu: { label: { en: "Early warning", zh: "预警设置" }, group: "numbers", icon: "bell" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "alert_rules"),
    },
    { path: "early_warning/make", screen: screen(() => import("./MakeScreen")) },
    { path: "early_warning/change/$id", screen: screen(() => import("./MakeScreen")) },
  ],
};

export default alerts;
