// Between moments and what a clock on the company's wall shows. Date and time are typed and read in the company's
// zone, wherever the reader's own computer thinks it is.

const formats = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string | undefined): Intl.DateTimeFormat {
  const key = zone ?? "";
  let found = formats.get(key);
  if (!found) {
    // Sweden writes date and time as ISO does, with a space between them.
    found = new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(key, found);
  }
  return found;
}

/** What the wall shows at a moment: `2026-01-31T08:30:00`, without a zone; `null` for what is no moment. */
export function wallTime(moment: string | Date, zone: string | undefined): string | null {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? null : clock(zone).format(at).replace(" ", "T");
}

const asUtc = (wall: string) => new Date(`${wall}Z`).getTime();

/**
 * The moment at which the wall shows this, as RFC 3339 in UTC. A time that the clock shows twice in autumn is its
 * first; one that it leaps over in spring is as much later as the leap is wide.
 */
export function momentOf(wall: string, zone: string | undefined): string {
  const wanted = asUtc(wall);
  const offset = (at: number) => asUtc(wallTime(new Date(at), zone) ?? wall) - at;
  // The offset before and after any change nearby; the earlier moment that shows the wanted time is the answer.
  const [before, after] = [offset(wanted - 86_400_000), offset(wanted + 86_400_000)];
  const fits = [wanted - before, wanted - after].filter((at) => at + offset(at) === wanted);
  return new Date(fits.length > 0 ? Math.min(...fits) : wanted - before).toISOString();
}

/** What people call the zone: "China Standard Time", "中国标准时间". */
export function zoneName(zone: string | undefined, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", {
    timeZone: zone,
    timeZoneName: "longGeneric",
  }).formatToParts();
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone ?? "";
}
