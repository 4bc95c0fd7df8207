// What a token may: grants that narrow its user's, so "all" never means more than the user has.
export type Scope = "all" | "read" | "some";

const READ = { read: "all", export: true, personal: true };

/** The grants to send; `null` does not narrow. */
export function grantsOf(scope: Scope, nouns: readonly string[]): Record<string, typeof READ> | null {
  switch (scope) {
    case "all":
      return null;
    case "read":
      return { "*": READ };
    case "some":
      return Object.fromEntries(nouns.map((noun) => [noun, READ]));
  }
}

/** When a token ends that is valid for so many days; `null` for one that does not end. */
export function endOf(days: number, now = new Date()): string | null {
  return days > 0 ? new Date(now.getTime() + days * 86_400_000).toISOString() : null;
}
