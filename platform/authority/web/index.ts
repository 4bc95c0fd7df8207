import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const knowsRights = (meta: { nouns: { name: string }[] }) =>
  meta.nouns.some((noun) => noun.name === "rights");

const authority: Capability = {
  name: "authority",
  nouns: {
    people: {
      links: [{ label: { en: "Authority", zh: "权责" }, to: (noun, id) => `/${noun}/${id}/authority` }],
    },
  },
  pages: [
    {
      path: "authority",
      screen: screen(() => import("./MatrixScreen")),
      menu: { label: { en: "Authority matrix", zh: "权责矩阵" }, group: "organization", icon: "safety" },
      shown: knowsRights,
    },
    {
      path: "my_authority",
      screen: screen(() => import("./MyScreen")),
      menu: { label: { en: "My authority", zh: "我的权责" }, group: "organization", icon: "idcard" },
      shown: (meta, session) => knowsRights(meta) && !!session.user.person_id,
    },
    { path: "people/$id/authority", screen: screen(() => import("./PersonScreen")) },
  ],
};

export default authority;
