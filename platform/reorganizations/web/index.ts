import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const reorganizations: Capability = {
  name: "reorganizations",
  nouns: {
    reorganizations: {
      highlights: ["state", "effective_on", "moves", "owner_id"],
      links: [{ label: { en: "Effects", zh: "影响" }, to: (noun, id) => `/${noun}/${id}/effects` }],
    },
    people: {
      links: [{ label: { en: "Holdings", zh: "名下记录" }, to: (noun, id) => `/${noun}/${id}/holdings` }],
    },
  },
  pages: [
    {
      path: "org_chart",
      screen: screen(() => import("./ChartScreen")),
      menu: {
        label: { en: "Organization chart", zh: "组织架构图" },
        group: "organization",
        icon: "partition",
      },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "units"),
    },
    { path: "reorganizations/$id/effects", screen: screen(() => import("./EffectsScreen")) },
    { path: "people/$id/holdings", screen: screen(() => import("./HoldingsScreen")) },
  ],
};

export default reorganizations;
