import type { Capability } from "@shell/capability";
import { part, screen } from "@shell/parts/part";

const below = [part(() => import("./RowPolicies"))];

const policies: Capability = {
  name: "policies",
  nouns: {
    policies: { row: screen(() => import("./PolicyScreen")) },
    policy_checkups: { highlights: ["policy_id", "checker_id", "due_on", "state", "outcome"] },
    policy_findings: { highlights: ["checkup_id", "severity", "responsible_id", "due_on", "done"] },
    policy_acknowledgements: { highlights: ["person_id", "policy_id", "state", "due_on"] },
    // What most often sees to a policy tells of it.
    positions: { below },
    rights: { below },
    stages: { below },
    pipelines: { below },
    price_lists: { below },
  },
  pages: [
    {
      path: "to_read",
      screen: screen(() => import("./ToReadScreen")),
      menu: { label: { en: "To read", zh: "待阅制度" }, group: "activities", icon: "book" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "policy_acknowledgements"),
    },
    { path: "policies/$id/edition/$edition", screen: screen(() => import("./EditionScreen")) },
    { path: "policies/$id/compare/$from/$to", screen: screen(() => import("./CompareScreen")) },
  ],
};

export default policies;
