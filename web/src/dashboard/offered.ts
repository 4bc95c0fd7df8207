// Which dashboards somebody is offered, and which one is theirs.
import type { KpiCatalogue, Meta, Row, Session } from "../api/types";
import { type Card, COMPARES, type Dashboard, KINDS } from "./spec";

const FARTHER = ["own", "team", "subtree", "all"];

function reads(session: Session, noun: string): number {
  const rights = session.may?.[noun] ?? session.may?.["*"];
  const read =
    typeof rights === "object" && rights !== null ? (rights as { read?: unknown }).read : undefined;
  return FARTHER.indexOf(String(read));
}

/** A card whose number or list the reader is not told of is not there for them. */
export function shownCards(cards: readonly Card[], meta: Meta, catalogue: KpiCatalogue): Card[] {
  return cards.filter((card) => {
    if (card.kind === "rows") return meta.nouns.some((noun) => noun.name === card.noun);
    const metric = catalogue.metrics.find((one) => one.name === card.metric);
    return !!metric && (!card.by || (metric.dimensions?.includes(card.by) ?? false));
  });
}

function within<T>(value: unknown, all: readonly T[], otherwise: T): T {
  return all.includes(value as T) ? (value as T) : otherwise;
}

/** What somebody's own row holds, as far as it makes sense: it may have been written by another release. */
export function readCards(raw: unknown): Card[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((one: unknown, at) => {
    if (typeof one !== "object" || one === null) return [];
    const card = one as Partial<Card>;
    if (!KINDS.includes(card.kind as never)) return [];
    if (card.kind === "rows" ? typeof card.noun !== "string" : typeof card.metric !== "string") return [];
    return [
      {
        ...card,
        id: typeof card.id === "string" ? card.id : `card-${at}`,
        width: within(card.width, [1, 2, 3, 4] as const, 2),
        height: within(card.height, [1, 2, 3] as const, 2),
        ...(card.compare ? { compare: within(card.compare, COMPARES, "before") } : {}),
      } as Card,
    ];
  });
}

export function ownDashboard(row: Row): Dashboard {
  const state = (row.state ?? {}) as { cards?: unknown; period?: unknown };
  return {
    name: row.id,
    label: String(row.name ?? ""),
    roles: typeof row.home_of === "string" ? [row.home_of] : [],
    period: typeof state.period === "string" ? state.period : "this_month",
    cards: readCards(state.cards),
  };
}

export interface Offered {
  /** The reader's own and shared ones first. */
  own: { dashboard: Dashboard; row: Row }[];
  shipped: Dashboard[];
  home: Dashboard | undefined;
}

export function offered(
  shipped: readonly Dashboard[],
  rows: readonly Row[],
  meta: Meta,
  catalogue: KpiCatalogue,
  session: Session,
): Offered {
  const own = rows.map((row) => ({ row, dashboard: ownDashboard(row) }));
  const has = (dashboard: Dashboard) => dashboard.roles.some((role) => session.roles.includes(role));
  const mine = shipped.filter((dashboard) => {
    const { reach } = dashboard;
    const far = reach && reads(session, reach.noun) >= FARTHER.indexOf(reach.least);
    return (has(dashboard) || far) && shownCards(dashboard.cards, meta, catalogue).length > 0;
  });
  // What the company chose for a role goes before what came with the release.
  const home = own.find(({ dashboard }) => has(dashboard))?.dashboard ?? mine.find(has) ?? mine[0];
  return { own, shipped: mine, home };
}
