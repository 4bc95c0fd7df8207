import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { elevations, type Mode, palettes, series, tones } from "./tokens";

type Triple = [number, number, number];

const linear = (hex: string) =>
  [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as Triple;
const times = (matrix: readonly Triple[], [a, b, c]: Triple) =>
  matrix.map(([x, y, z]) => x * a + y * b + z * c) as Triple;
const luminance = (hex: string) => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
/** As WCAG 2 counts it. */
const contrast = (one: string, other: string) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

/** What is left of a colour, by Machado, Oliveira and Fernandes (2009), in linear light. */
const SIGHT: Record<string, readonly Triple[]> = {
  "every cone": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  "no red": [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  "no green": [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  "no blue": [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const LIGHT: readonly Triple[] = [
  [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
  [0.2126, 0.7152, 0.0722],
  [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
];
const lab = (rgb: Triple): Triple => {
  const seen = rgb.map((c) => Math.min(1, Math.max(0, c))) as Triple;
  const [x, y, z] = times(LIGHT, seen).map((c) =>
    c > 0.008856 ? Math.cbrt(c) : 7.787 * c + 16 / 116,
  ) as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};
const apart = (one: Triple, other: Triple) => Math.hypot(...one.map((part, at) => part - (other[at] ?? 0)));

describe.each<Mode>(["light", "dark"])("in the %s", (mode) => {
  const palette = palettes[mode];

  test.each(Object.entries(SIGHT))("no two series look alike to eyes with %s", (_, matrix) => {
    const seen = series[mode].map((hex) => lab(times(matrix, linear(hex))));
    for (const [at, one] of seen.entries()) {
      for (const other of seen.slice(at + 1)) expect(apart(one, other)).toBeGreaterThan(15);
    }
  });

  test("a line of a chart stands out from its ground", () => {
    for (const hex of series[mode]) {
      expect(contrast(hex, palette.canvas), hex).toBeGreaterThanOrEqual(3);
      expect(contrast(hex, palette.raised), hex).toBeGreaterThanOrEqual(3);
    }
  });

  test("a status is read on its ground, and text on every ground it stands on", () => {
    for (const [name, { text, ground }] of Object.entries(tones[mode]))
      expect(contrast(text, ground), name).toBeGreaterThanOrEqual(4.5);
    for (const ground of [palette.canvas, palette.side, palette.raised, palette.hover, palette.selected]) {
      for (const text of [
        palette.text,
        palette.muted,
        palette.link,
        palette.danger,
        palette.dangerHover,
        palette.warn,
        palette.good,
      ])
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(palette.text, palette.chosen)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onAccent, palette.accentHover)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onDanger, palette.danger)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onDanger, palette.dangerHover)).toBeGreaterThanOrEqual(4.5);
  });
});

test("every colour, shadow or measure that a style names is there", () => {
  const all = ["web/src", "capabilities", "platform"]
    .flatMap((place) =>
      readdirSync(place, { recursive: true, encoding: "utf8" }).map((name) => join(place, name)),
    )
    .filter((name) => name.endsWith(".css"))
    .map((name) => readFileSync(name, "utf8"))
    .join("\n");
  const there = new Set([
    ...Object.keys(palettes.light),
    ...Object.keys(elevations.light).map((name) => `shadow-${name}`),
    ...Object.keys(tones.light).flatMap((name) => [`tone-${name}`, `tone-${name}-ground`]),
    "row",
    ...[...all.matchAll(/^\s*--qm-([\w-]+):/gm)].map((found) => found[1]),
  ]);
  const named = [...all.matchAll(/var\(--qm-([\w-]+)/g)].map((found) => found[1] ?? "");
  expect(named.length).toBeGreaterThan(500);
  expect(named.filter((name) => !there.has(name))).toEqual([]);
});
