import { lazy } from "react";
import type { Capability } from "@shell/capability";

const opportunities: Capability = {
  name: "opportunities",
  nouns: {
    opportunities: {
      cells: { stage_id: lazy(() => import("./StageCell")) },
      highlights: ["stage_id", "amount", "owner_id", "expected_close_on", "next_step", "next_step_on"],
    },
  },
};

export default opportunities;
