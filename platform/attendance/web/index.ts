import type { Capability } from "@shell/capability";
import { screen } from "@shell/parts/part";

const attendance: Capability = {
  name: "attendance",
  nouns: { absences: { highlights: ["person_id", "kind", "from", "to", "days", "state"] } },
  pages: [
    {
      path: "attendance",
      screen: screen(() => import("./AttendanceScreen")),
      menu: { label: { en: "Attendance", zh: "考勤" }, group: "organization", icon: "calendar" },
      shown: (meta) => meta.nouns.some((noun) => noun.name === "absences"),
    },
  ],
};

export default attendance;
