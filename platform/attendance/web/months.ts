// Months as the address and the server name them. Pure.

/** The first day of the month that lies so many months after a day; `2026-12-05`, 1 → `2027-01-01`. */
export function shifted(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const month = String((count % 12) + 1).padStart(2, "0");
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${month}-01`;
}

/** Where an absence stands among the days of a month, as lines of a grid: its first, and the one behind its last. */
export function lines(days: readonly { day: string }[], from: string, to: string): [number, number] {
  const first = days.findIndex((one) => one.day >= from);
  const behind = days.findIndex((one) => one.day > to);
  return [Math.max(first, 0) + 1, (behind < 0 ? days.length : behind) + 1];
}

/** What the address says of the month, if that is one. */
export function monthOf(said: unknown): string | undefined {
  return typeof said === "string" && /^\d{4}-(0[1-9]|1[0-2])(-\d\d)?$/.test(said)
    ? `${said.slice(0, 7)}-01`
    : undefined;
}
