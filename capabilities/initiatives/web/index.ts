import type { Capability } from "@shell/capability";
import { part, screen } from "@shell/parts/part";

const PARTS = ["initiative_milestones", "initiative_risks", "initiative_resource_uses", "landing_checks"];

const initiatives: Capability = {
  name: "initiatives",
  nouns: {
    paths: {
      highlights: ["metric", "owner_id", "from", "to", "state"],
      cells: { metric: part(() => import("@shell/resource/MetricName")) },
      panels: [part(() => import("./PathPanel"))],
      untold: ["initiatives", "initiative_resources"],
    },
    initiatives: {
      highlights: ["state", "kind", "owner_id", "path_id", "from", "to"],
      cells: { metric: part(() => import("@shell/resource/MetricName")) },
      panels: [part(() => import("./InitiativePanel"))],
      untold: PARTS,
    },
    initiative_milestones: { highlights: ["initiative_id", "owner_id", "due_on", "done"] },
    initiative_risks: { highlights: ["initiative_id", "owner_id", "score", "state"] },
    initiative_resources: {
      highlights: ["kind", "state", "owner_id", "amount", "heads", "granted_amount", "used_amount"],
    },
    landing_checks: {
      highlights: ["initiative_id", "owner_id", "due_on", "state", "verdict"],
      panels: [part(() => import("./CheckPanel"))],
    },
  },
  pages: [
    {
      path: "action_board",
      screen: screen(() => import("./BoardScreen")),
      menu: { label: { en: "Target–resource–action", zh: "目标资源行动看板" }, group: "plan", icon: "board" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "initiatives" && noun.may.read !== false),
    },
  ],
};

export default initiatives;
