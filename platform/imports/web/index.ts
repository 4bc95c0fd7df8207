import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const imports: Capability = {
  name: "imports",
  pages: [
    {
      path: "imports",
      screen: screen(() => import("./ImportsScreen")),
      menu: { label: { en: "Imports", zh: "导入" }, group: "data", icon: "import" },
      shown: (meta) => meta.nouns.some((noun) => noun.may.import),
    },
    { path: "imports/paste", screen: screen(() => import("./PasteScreen")) },
    { path: "imports/$id", screen: screen(() => import("./ImportScreen")) },
  ],
};

export default imports;
