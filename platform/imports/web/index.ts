import { lazy } from "react";
import type { Capability } from "@shell/capability";

const imports: Capability = {
  name: "imports",
  pages: [
    {
      path: "imports",
      screen: lazy(() => import("./ImportsScreen")),
      menu: { label: { en: "Imports", zh: "导入" }, group: "data", icon: "import" },
      shown: (meta) => meta.nouns.some((noun) => noun.may.import),
    },
    { path: "imports/$id", screen: lazy(() => import("./ImportScreen")) },
  ],
};

export default imports;
