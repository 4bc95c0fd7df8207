import type { Capability } from "@shell/capability";
import { part, screen } from "@shell/parts/part";

const agreements: Capability = {
  name: "agreements",
  nouns: {
    agreements: { row: screen(() => import("./AgreementScreen")) },
    agreement_kpis: { cells: { metric: part(() => import("@shell/resource/MetricName")) } },
    agreement_scores: { highlights: ["agreement_id", "party_id", "month", "points", "full", "state"] },
  },
  pages: [
    {
      path: "to_sign",
      screen: screen(() => import("./ToSignScreen")),
      menu: { label: { en: "To sign", zh: "待签责任书" }, group: "activities", icon: "form" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "agreements"),
    },
    { path: "agreements/$id/compare/$with", screen: screen(() => import("./CompareScreen")) },
    { path: "agreements/$id/scores", screen: screen(() => import("./ScoresScreen")) },
  ],
};

export default agreements;
