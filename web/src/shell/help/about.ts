/** Screens that are no noun: whose README is about them. */
const ABOUT: Record<string, string> = { numbers: "kpis", account: "access" };

/** What the help is about at an address: a noun or a capability; where there is none, how people arrange their work. */
export function aboutOf(pathname: string): string {
  const first = pathname.split("/")[1] ?? "";
  return ABOUT[first] ?? (first || "views");
}
