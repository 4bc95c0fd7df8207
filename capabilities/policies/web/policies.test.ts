import { describe, expect, it } from "vitest";
import { blocksOf, minutesOf } from "./blocks";

describe("a section's text", () => {
  it("is paragraphs and lists, and numbers that others may cite are kept", () => {
    const text =
      "折扣分三级。\n\n- 5% 以内自定\n- 10% 以内经理\n1. 先申请\n（2）再报价\n3.5 万元以上另议\n完。";
    expect(blocksOf(text)).toEqual([
      { kind: "text", lines: ["折扣分三级。"] },
      { kind: "list", lines: ["5% 以内自定", "10% 以内经理", "1. 先申请", "（2）再报价"] },
      { kind: "text", lines: ["3.5 万元以上另议"] },
      { kind: "text", lines: ["完。"] },
    ]);
    expect(blocksOf("")).toEqual([]);
  });

  it("takes at least a minute to read", () => {
    expect(minutesOf([""])).toBe(1);
    expect(minutesOf(["字".repeat(1200), "word ".repeat(400)])).toBe(5);
  });
});
