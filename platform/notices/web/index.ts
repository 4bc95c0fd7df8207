import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const notices: Capability = {
  name: "notices",
  nouns: {
    channels: { highlights: ["kind", "active", "host", "user_id"] },
    dispatches: { highlights: ["state", "way", "channel_id", "person_id", "attempts", "next_at"] },
  },
  pages: [
    {
      path: "notices",
      screen: screen(() => import("./NoticesScreen")),
      menu: { label: { en: "Mail and notices", zh: "邮件与通知" }, group: "administration", icon: "message" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "dispatches"),
    },
  ],
};

export default notices;
