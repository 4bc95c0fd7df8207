/** Which browser on which system a `User-Agent` names; what it does not name is `null`. */
export function browserOf(agent: string | null | undefined): {
  browser: string | null;
  system: string | null;
} {
  const text = agent ?? "";
  const first = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  return {
    // Most name others too, so those that others name come last.
    browser: first([
      [/MicroMessenger\//, "WeChat"],
      [/DingTalk\//, "DingTalk"],
      [/Edg(e|A|iOS)?\//, "Edge"],
      [/OPR\/|Opera/, "Opera"],
      [/Firefox\/|FxiOS\//, "Firefox"],
      [/HeadlessChrome\/|Chrome\/|CriOS\//, "Chrome"],
      [/Safari\//, "Safari"],
      [/^curl\//, "curl"],
    ]),
    system: first([
      [/iPhone|iPad/, "iOS"],
      [/Android/, "Android"],
      [/HarmonyOS/, "HarmonyOS"],
      [/Windows/, "Windows"],
      [/Mac OS X|Macintosh/, "macOS"],
      [/CrOS/, "ChromeOS"],
      [/Linux/, "Linux"],
    ]),
  };
}
