// Links that a phone hands to another app: who is rung up, which map opens.

/** What a dialler takes: digits and what it knows beside them. The extension after a hash or a word is left to the hand. */
export function callLink(number: string): string | undefined {
  const dialled = number.replace(/(ext\.?|转|#).*$/i, "").replace(/[^\d+]/g, "");
  return dialled.replace(/\D/g, "").length >= 3 ? `tel:${dialled}` : undefined;
}

/**
 * A search for the address. Android asks its owner which map to open (高德 and Google alike), Apple's own map is on every
 * iPhone and drawn by 高德 in China, and a computer gets the one that its reader's language knows.
 */
export function mapLink(address: string, locale: string, agent: string): string {
  const text = encodeURIComponent(address.trim());
  if (/Android/i.test(agent) && !/MicroMessenger/i.test(agent)) return `geo:0,0?q=${text}`;
  if (/iPhone|iPad|iPod|Macintosh/i.test(agent)) return `https://maps.apple.com/?q=${text}`;
  return locale === "zh"
    ? `https://uri.amap.com/search?keyword=${text}&src=quartermaster`
    : `https://www.google.com/maps/search/?api=1&query=${text}`;
}
