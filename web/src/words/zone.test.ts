import { expect, test } from "vitest";
import { momentOf, wallTime, zoneName } from "./zone";

test("a moment is what the company's clock shows, and back", () => {
  expect(wallTime("2026-01-31T16:30:00Z", "Asia/Shanghai")).toBe("2026-02-01T00:30:00");
  expect(momentOf("2026-02-01T00:30:00", "Asia/Shanghai")).toBe("2026-01-31T16:30:00.000Z");
  expect(momentOf("2026-07-01T12:00:00", "America/New_York")).toBe("2026-07-01T16:00:00.000Z");
  expect(wallTime("never", "Asia/Shanghai")).toBeNull();
});

test("an hour that comes twice is its first, one that is left out comes later", () => {
  expect(momentOf("2026-10-25T02:30:00", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  expect(momentOf("2026-03-29T02:30:00", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
});

test("every hour of a year comes back as it went", () => {
  for (const zone of ["Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland"]) {
    for (let hour = 0; hour < 8760; hour += 7) {
      const moment = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
      const again = momentOf(wallTime(moment, zone) ?? "", zone);
      // Only in the hour that comes twice may it be the other one.
      const apart = Math.abs(new Date(again).getTime() - new Date(moment).getTime());
      expect([0, 3_600_000], `${zone} ${moment}`).toContain(apart);
    }
  }
});

test("a zone has a name that people know", () => {
  expect(zoneName("Asia/Shanghai", "en")).toContain("China");
  expect(zoneName("Asia/Shanghai", "zh")).toContain("中国");
});
