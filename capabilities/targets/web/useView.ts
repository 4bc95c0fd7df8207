import { useState } from "react";
import { fitting, unitsOf, UNITS, type Scale, type UnitName } from "./amounts";
import { widths, type Width } from "./periods";
import type { Group } from "./sheet";
import type { Grid } from "./types";

/** How a reader looks at plans; kept on the device, for it is the same for every plan. */
export interface View {
  unit: UnitName;
  setUnit: (unit: UnitName) => void;
  width: Width;
  setWidth: (width: Width) => void;
  groups: ReadonlySet<Group>;
  turnGroup: (group: Group, on: boolean) => void;
  scale: Scale;
}

const KEPT = "qm.targets.view";

interface Kept {
  unit?: UnitName;
  width?: Width;
  groups?: Group[];
}

function read(): Kept {
  try {
    return (JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {}) as Kept;
  } catch {
    return {};
  }
}

export function useView(grid: Grid, locale: "en" | "zh", phone: boolean): View {
  const [kept, setKept] = useState(read);
  const digits = grid.currency ? digitsOf(grid.currency) : 4;
  const set = (change: Kept) => {
    const next = { ...kept, ...change };
    setKept(next);
    localStorage.setItem(KEPT, JSON.stringify(next));
  };
  const offered = unitsOf(locale);
  const chosen = kept.unit && offered.includes(kept.unit) ? kept.unit : fitting(grid.total, digits, locale);
  const unit = grid.currency ? chosen : "one";
  const possible = widths(grid.periods);
  const width = kept.width && possible.includes(kept.width) ? kept.width : phone ? "none" : "own";
  const groups = new Set<Group>(kept.groups ?? (phone ? [] : ["talk"]));
  // Cents are shown where amounts have any; what is rounded to whole yuan shows none.
  const cents = UNITS[unit].shift === 0 && grid.unit % 10 ** digits !== 0;
  const shown = grid.currency ? (cents ? digits : UNITS[unit].shown) : 0;
  return {
    unit,
    setUnit: (unit) => set({ unit }),
    width,
    setWidth: (width) => set({ width }),
    groups,
    turnGroup: (group, on) => {
      const next = new Set(groups);
      if (on) next.add(group);
      else next.delete(group);
      set({ groups: [...next] });
    },
    scale: { digits, shift: UNITS[unit].shift, shown },
  };
}

/** Cents of the currency that has them. */
export function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
