// What of a board is looked at: what does not fit, by whose it is and by what one types. Pure.
import type { Board, Finding, FindingKind } from "./types";

/** Where the chain breaks; the rest is what is late, grave, or not granted. */
export const BREAKS = ["targets", "actions", "resources", "rest"] as const;
export type Break = (typeof BREAKS)[number];

const BREAK: Partial<Record<FindingKind, Break>> = {
  target_without_path: "targets",
  path_without_action: "targets",
  path_uncovered: "targets",
  path_stretched: "targets",
  action_without_target: "actions",
  action_without_resource: "actions",
  resource_without_target: "resources",
};

export const breakOf = (kind: FindingKind): Break => BREAK[kind] ?? "rest";

export function counts(findings: Finding[]): Record<Break, number> {
  const found: Record<Break, number> = { targets: 0, actions: 0, resources: 0, rest: 0 };
  for (const finding of findings) found[breakOf(finding.kind)] += 1;
  return found;
}

/** Findings by the card that shows them: the row itself, or the initiative that it is a part of. */
export function marksOf(findings: Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const card = finding.part_of ?? finding.id;
    found.set(card, [...(found.get(card) ?? []), finding]);
  }
  return found;
}

export interface Narrow {
  text?: string;
  break?: Break;
  /** Only what this person answers for. */
  owner?: string;
}

/**
 * Cards that are asked for, with what they serve and what serves them: a card without its neighbours says nothing on a board
 * that is about how they meet.
 */
export function narrowed(board: Board, { text, break: which, owner }: Narrow): Board {
  const words = text?.trim().toLowerCase();
  if (!words && !which && !owner) return board;
  const told = which ? board.findings.filter((one) => breakOf(one.kind) === which) : board.findings;
  const marked = which && new Set(told.map((one) => one.part_of ?? one.id));
  const hit = (one: { id: string; owner: { id: string } | null }, ...texts: (string | undefined)[]) =>
    (!marked || marked.has(one.id)) &&
    (!owner || one.owner?.id === owner) &&
    (!words || texts.some((said) => said?.toLowerCase().includes(words)));
  const paths = new Set(
    board.paths
      .filter((one) =>
        hit(one, one.name, one.owner?.name, one.unit?.name, one.person?.name, one.measure?.label),
      )
      .map((one) => one.id),
  );
  const initiatives = new Set(
    board.initiatives.filter((one) => hit(one, one.name, one.owner?.name)).map((one) => one.id),
  );
  const resources = new Set(
    board.resources.filter((one) => hit(one, one.name, one.owner?.name)).map((one) => one.id),
  );
  const served = new Set(
    board.uses.filter((use) => resources.has(use.resource)).map((use) => use.initiative),
  );
  const actions = board.initiatives.filter(
    (one) => initiatives.has(one.id) || served.has(one.id) || (one.path !== null && paths.has(one.path)),
  );
  const kept = new Set(actions.map((one) => one.id));
  const serving = new Set(board.uses.filter((use) => kept.has(use.initiative)).map((use) => use.resource));
  const direct = board.resources.filter((one) => resources.has(one.id)).map((one) => one.path);
  const unled = owner
    ? board.unled
    : board.unled.filter((one) => hit({ id: one.id, owner: null }, one.name, one.measure?.label));
  const lanes = new Set([...paths, ...actions.map((one) => one.path), ...direct]);
  return {
    ...board,
    unled: which && which !== "targets" ? [] : unled,
    paths: board.paths.filter((one) => lanes.has(one.id)),
    initiatives: actions,
    resources: board.resources.filter(
      (one) => resources.has(one.id) || serving.has(one.id) || (one.path !== null && paths.has(one.path)),
    ),
    uses: board.uses.filter((use) => kept.has(use.initiative)),
    findings: told,
  };
}
