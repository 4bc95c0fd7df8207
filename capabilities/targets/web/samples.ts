import type { Grid, Line } from "./types";

export const line = (name: string, depth: number, parent: string | null, value: number): Line => ({
  node: name.toLowerCase(),
  parent,
  depth,
  name,
  unit: depth < 2 ? name : null,
  person: depth < 2 ? null : name,
  value,
  periods: Array.from({ length: 12 }, () => value / 12),
  lock: null,
  min: null,
  max: null,
  bucket: null,
  drivers: { history: String(value / 100) },
  proposed: null,
  talk: "held",
  said: null,
  below: null,
});

const month = (at: number) => String(at + 1).padStart(2, "0");

/** Two regions, two people each; in cents, 1,200.00 together. */
export const sample = (more: Partial<Grid> = {}): Grid => ({
  plan: "p1",
  state: "working",
  changes: 3,
  currency: "CNY",
  unit: 1,
  total: 120_000,
  periods: Array.from({ length: 12 }, (_, at) => ({
    from: `2026-${month(at)}-01`,
    to: `2026-${month(at)}-28`,
    label: `2026-${month(at)}`,
  })),
  rows: [
    { ...line("Company", 0, null, 120_000), below: 120_000 },
    { ...line("East", 1, "company", 72_000), below: 72_000 },
    line("Li", 2, "east", 36_000),
    line("Wang", 2, "east", 36_000),
    { ...line("West", 1, "company", 48_000), below: 48_000 },
    line("Zhao", 2, "west", 24_000),
    line("Qian", 2, "west", 24_000),
  ],
  warnings: [],
  whole: true,
  may: { plan: true, draw: true },
  blend: [{ driver: "history", weight: 100 }],
  over_assignment: [],
  ...more,
});
