import type { Capability } from "@shell/capability";
import { part, screen } from "@shell/parts/part";

const namedAccounts: Capability = {
  name: "named_accounts",
  nouns: {
    accounts: { panels: [part(() => import("./AccountPanel"))] },
    named_account_lists: { row: screen(() => import("./ListScreen")) },
    named_account_editions: { row: screen(() => import("./EditionScreen")) },
  },
};

export default namedAccounts;
