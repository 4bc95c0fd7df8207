// When an entry that is put off comes back: moments on the company's clock.
import { momentOf, wallTime } from "../words/zone";

const MORNING = "09:00:00";
const DAY_MS = 86_400_000;

export interface Later {
  key: "inbox.later.hours" | "inbox.later.tomorrow" | "inbox.later.monday";
  at: Date;
}

export function laters(now: Date, timeZone: string | undefined): Later[] {
  const today = (wallTime(now, timeZone) ?? now.toISOString()).slice(0, 10);
  const day = (ahead: number) => new Date(Date.parse(`${today}T00:00:00Z`) + ahead * DAY_MS);
  const morning = (ahead: number) =>
    new Date(momentOf(`${day(ahead).toISOString().slice(0, 10)}T${MORNING}`, timeZone));
  // Sunday is 0; on a Monday it is the next one.
  const monday = (8 - day(0).getUTCDay()) % 7 || 7;
  return [
    { key: "inbox.later.hours", at: new Date(now.getTime() + 3 * 3_600_000) },
    { key: "inbox.later.tomorrow", at: morning(1) },
    { key: "inbox.later.monday", at: morning(monday) },
  ];
}
