import { describe, expect, test } from "vitest";
import { formatFor } from "./format";

const en = formatFor("en", "Asia/Shanghai");
const zh = formatFor("zh", "Asia/Shanghai");

describe("money", () => {
  test("is shown with the digits of its currency", () => {
    expect(en.money({ amount: "1234.5", currency: "CNY" })).toBe("¥1,234.50");
    expect(en.money({ amount: "1234", currency: "JPY" })).toBe("¥1,234");
    expect(en.money({ amount: "1.5", currency: "KWD" })).toContain("1.500");
  });

  test("keeps every digit of an amount no float could hold", () => {
    expect(en.money({ amount: "90071992547409931.27", currency: "USD" })).toBe("$90,071,992,547,409,931.27");
  });

  test("keeps its sign", () => {
    expect(zh.money({ amount: "-12.30", currency: "CNY" })).toBe("-¥12.30");
  });
});

describe("numbers", () => {
  test("are grouped and keep their decimals", () => {
    expect(en.number(8800)).toBe("8,800");
    expect(en.number("1234.5678")).toBe("1,234.5678");
  });

  test("a ratio is a percentage with one decimal", () => {
    expect(en.ratio(0.639395)).toBe("63.9%");
    expect(en.ratio(0)).toBe("0.0%");
  });

  test("are shortened as each language does it", () => {
    expect(en.short(1_250_000)).toBe("1.3M");
    expect(zh.short(1_250_000)).toBe("125万");
    expect(zh.short(24_979_000)).toBe("2,497.9万");
    expect(zh.short(250_000_000)).toBe("2.5亿");
  });
});

describe("dates", () => {
  test("are in the reader's form", () => {
    expect(en.date("2017-03-01")).toBe("1 Mar 2017");
    expect(zh.date("2017-03-01")).toBe("2017/3/1");
  });

  test("do not move with the reader's time zone", () => {
    expect(formatFor("en", "America/Los_Angeles").date("2017-03-01")).toBe("1 Mar 2017");
  });

  test("an instant is shown in the company's time zone", () => {
    expect(en.instant("2026-01-31T17:30:00Z")).toBe("1 Feb 2026, 01:30");
  });

  test("what is no date is shown as it stands", () => {
    expect(en.date("soon")).toBe("soon");
    expect(en.instant("soon")).toBe("soon");
  });

  test("two days are named with what they share once, and without this year", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    expect(en.range("2026-10-01", "2026-10-22", now).replace(/\s/g, " ")).toBe("1 – 22 Oct");
    expect(en.range("2025-01-01", "2025-11-22", now).replace(/\s/g, " ")).toBe("1 Jan – 22 Nov 2025");
    expect(en.range("2026-08-22", "2026-08-22", now).replace(/\s/g, " ")).toBe("22 Aug");
    expect(zh.range("2026-10-01", "2026-10-22", now).replace(/\s/g, " ")).toBe("10/1 – 10/22");
    expect(zh.range("2025-01-01", "2025-11-22", now).replace(/\s/g, " ")).toBe("2025/1/1 – 11/22");
    expect(zh.range("2024-12-01", "2025-01-31", now).replace(/\s/g, " ")).toBe("2024/12/1 – 2025/1/31");
  });

  test("periods are named as people name them, not as they sort", () => {
    expect(["2026-11", "2026-Q4", "2026-H2", "2026-W09", "2026"].map(en.period)).toEqual([
      "Nov 2026",
      "Q4 2026",
      "H2 2026",
      "W9 2026",
      "2026",
    ]);
    expect(["2026-11", "2026-Q4", "2026-H2", "2026-W09", "2026-11-22"].map(zh.period)).toEqual([
      "2026年11月",
      "2026年Q4",
      "2026年下半年",
      "2026年第9周",
      "2026/11/22",
    ]);
  });

  test("several things stand in one line as each language puts them", () => {
    expect([en.list(["Next step", "Lines"]), zh.list(["下一步", "产品行"])]).toEqual([
      "Next step, Lines",
      "下一步、产品行",
    ]);
    expect([en.named("Win", "Racks"), zh.named("赢单", "机架")]).toEqual(["Win: Racks", "赢单：机架"]);
  });

  test("what happened lately is told by how long ago, what is older by its day", () => {
    const now = new Date("2026-03-10T12:00:00Z");
    expect(en.ago("2026-03-10T11:30:00Z", now)).toBe("30 minutes ago");
    expect(en.ago("2026-03-09T11:00:00Z", now)).toBe("yesterday");
    expect(zh.ago("2026-03-07T11:00:00Z", now)).toBe("3天前");
    expect(en.ago("2025-03-07T11:00:00Z", now)).toBe("7 Mar 2025, 19:00");
  });
});
