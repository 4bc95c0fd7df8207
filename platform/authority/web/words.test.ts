import { expect, test } from "vitest";
import { begin } from "./begin";
import en from "./en.json";
import { short } from "./limits";
import zh from "./zh.json";
import { formatFor } from "@shell/words/format";
import type { Decision, MatrixRow } from "./types";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();

test("both languages say the same, with the same places to fill", () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en)) {
    expect(holes(zh[key as keyof typeof zh]), key).toEqual(holes(text));
    expect(zh[key as keyof typeof zh], key).toMatch(/[\u4e00-\u9fff]/);
  }
});

test("a cell says a right in a few characters", () => {
  const right = { amount: { amount: "500000.00", currency: "CNY" }, percentage: 12.5, margin: 20 };
  const said = (locale: "en" | "zh") => short(right as Decision, formatFor(locale));
  expect(said("en")).toMatch(/^≤ .*500K · ≤ 12.5%$/);
  expect(said("zh")).toMatch(/^≤ .*50万 · ≤ 12.5%$/);
});

test("a new right begins with who has it and what it is about", () => {
  const row = (holder: MatrixRow["holder"], id: string | null, role: string | null = null): MatrixRow => ({
    holder,
    id,
    role,
    name: "",
    rights: [],
  });
  expect(begin(row("position", "p"), "price")).toEqual({
    holder: "position",
    position_id: "p",
    kind: "price",
  });
  expect(begin(row("unit_head", null))).toEqual({ holder: "unit_head" });
  expect(begin(row("role", null, "hr"))).toEqual({ holder: "role", role: "hr" });
  expect(begin(row("person", "a"))).toEqual({ holder: "person", person_id: "a" });
});
