import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const fit = { label: { en: "Fit", zh: "人岗匹配" }, to: (noun: string, id: string) => `/${noun}/${id}/fit` };

const positions: Capability = {
  name: "positions",
  nouns: {
    positions: { links: [fit] },
    people: { links: [fit] },
    position_sheets: {
      links: [
        { label: { en: "Read and print", zh: "查看与打印" }, to: (noun, id) => `/${noun}/${id}/print` },
      ],
    },
  },
  pages: [
    {
      path: "position_library",
      screen: screen(() => import("./LibraryScreen")),
      menu: { label: { en: "Position library", zh: "岗位库" }, group: "organization", icon: "book" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "positions" && noun.may.create),
    },
    {
      path: "headcount",
      screen: screen(() => import("./HeadcountScreen")),
      menu: { label: { en: "Headcount", zh: "编制与空缺" }, group: "organization", icon: "team" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "headcount_plans"),
    },
    { path: "positions/$id/fit", screen: screen(() => import("./PositionFitScreen")) },
    { path: "people/$id/fit", screen: screen(() => import("./PersonFitScreen")) },
    { path: "position_sheets/$id/print", screen: screen(() => import("./SheetScreen")) },
  ],
};

export default positions;
