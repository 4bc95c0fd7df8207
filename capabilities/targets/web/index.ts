import type { Capability } from "@shell/capability";
import { part, screen } from "@shell/parts/part";
import type { Meta } from "@shell/api/types";

const knows = (noun: string) => (meta: Meta) => meta.nouns.some((one) => one.name === noun);

const cells = { metric: part(() => import("@shell/resource/MetricName")) };

const targets: Capability = {
  name: "targets",
  nouns: {
    targets: { cells },
    target_plans: {
      cells,
      row: screen(() => import("./PlanScreen")),
      untold: ["target_nodes", "targets"],
      dialogs: { publish: screen(() => import("./PublishDialog")) },
      links: [
        { label: { en: "Compare", zh: "比较" }, to: (noun, id) => `/${noun}/${id}/compare` },
        { label: { en: "Attainment", zh: "达成" }, to: (_, id) => `/attainment?plan=${id}` },
      ],
    },
  },
  pages: [
    {
      path: "plan_year",
      screen: screen(() => import("./YearScreen")),
      menu: { label: { en: "Plan a year", zh: "制定年度目标" }, group: "plan", icon: "plus" },
      shown: (meta) => meta.nouns.some((one) => one.name === "target_plans" && one.may.create),
    },
    { path: "target_plans/$id/compare", screen: screen(() => import("./CompareScreen")) },
    {
      path: "attainment",
      screen: screen(() => import("./AttainmentScreen")),
      menu: { label: { en: "Attainment", zh: "目标达成" }, group: "plan", icon: "appstore" },
      shown: knows("target_plans"),
    },
    {
      path: "my_targets",
      screen: screen(() => import("./MineScreen")),
      menu: { label: { en: "My targets", zh: "我的目标" }, group: "plan", icon: "flag" },
      shown: knows("targets"),
    },
  ],
};

export default targets;
