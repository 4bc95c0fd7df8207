import type { Checks, Finding, Severity } from "./types";

/** The gravest first. */
export const SEVERITIES: readonly Severity[] = ["serious", "warning", "notice"];

/** The tone of each. */
export const TONES: Record<Severity, "red" | "gold" | "blue"> = {
  serious: "red",
  warning: "gold",
  notice: "blue",
};

/** How many there are of each severity. */
export function counted(findings: readonly Finding[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { serious: 0, warning: 0, notice: 0 };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}

/** Those of an aspect; all where none is chosen. */
export const ofAspect = (checks: Checks, aspect: string | undefined) =>
  aspect ? checks.findings.filter((one) => one.aspect === aspect) : checks.findings;
