import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const approvals: Capability = {
  name: "approvals",
  nouns: {
    approvals: { row: screen(() => import("./RequestScreen")) },
    approval_flows: { row: screen(() => import("./FlowScreen")) },
  },
  pages: [
    {
      path: "my_approvals",
      screen: screen(() => import("./TraysScreen")),
      menu: { label: { en: "Approvals", zh: "审批" }, group: "activities", icon: "audit" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "approvals"),
    },
  ],
};

export default approvals;
