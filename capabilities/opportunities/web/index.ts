import type { Capability } from "@shell/capability";
import { part } from "@shell/parts/part";

const opportunities: Capability = {
  name: "opportunities",
  dashboards: () => import("./dashboards"),
  nouns: {
    opportunities: {
      board: () => import("./board"),
      cells: { stage_id: part(() => import("./StageCell")) },
      highlights: [
        "stage_id",
        "amount",
        "owner_id",
        "closed_on",
        "expected_close_on",
        "next_step",
        "next_step_on",
      ],
    },
  },
};

export default opportunities;
