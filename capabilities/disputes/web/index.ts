import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";
import { mayRaise } from "./course";

const raise = {
  label: { en: "Raise a dispute", zh: "提出争议" },
  to: (noun: string, id: string) => `/disputes/raise/${noun}/${id}`,
  shown: mayRaise,
};

const disputes: Capability = {
  name: "disputes",
  nouns: {
    disputes: { row: screen(() => import("./DisputeScreen")) },
    accounts: { links: [raise] },
    leads: { links: [raise] },
    opportunities: { links: [raise] },
  },
  pages: [{ path: "disputes/raise/$about/$row", screen: screen(() => import("./RaiseScreen")) }],
};

export default disputes;
