import { lazy } from "react";
import type { Capability } from "@shell/capability";

const opportunities: Capability = {
  name: "opportunities",
  nouns: { opportunities: { cells: { stage_id: lazy(() => import("./StageCell")) } } },
};

export default opportunities;
