import type { Capability } from "@shell/capability";
import { part } from "@shell/parts/part";

const credits: Capability = {
  name: "credits",
  nouns: {
    opportunities: {
      panels: [part(() => import("./CreditPanel"))],
      dialogs: { share_credit: part(() => import("./ShareDialog")) },
      untold: ["credits", "credit_splits", "credit_overlays"],
    },
    people: {
      panels: [part(() => import("./PersonPanel"))],
      untold: ["credit_splits", "credit_overlays"],
    },
    credits: {
      highlights: ["person_id", "kind", "amount", "happened_on", "why", "opportunity_id"],
    },
  },
};

export default credits;
