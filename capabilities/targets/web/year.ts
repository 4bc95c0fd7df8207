/** The company's year that begins in a calendar year, by the month its years start with. */
export function yearOf(year: number, month: number): { from: string; to: string } {
  const two = (number: number) => String(number).padStart(2, "0");
  const last = new Date(Date.UTC(year + 1, month - 1, 0));
  return {
    from: `${year}-${two(month)}-01`,
    to: `${last.getUTCFullYear()}-${two(last.getUTCMonth() + 1)}-${two(last.getUTCDate())}`,
  };
}

/**
 * What asks a number of the house for a unit with all that is below it; nothing where the house has no such cut, and no number
 * is better than a wrong one.
 */
export function within(unit: {
  id: string;
  kind?: unknown;
  parent_id?: unknown;
}): Record<string, string> | undefined {
  if (unit.kind === "region") return { region_id: unit.id };
  if (unit.kind === "team") return { team_id: unit.id };
  return unit.kind === "company" && !unit.parent_id ? {} : undefined;
}
