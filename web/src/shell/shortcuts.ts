// What the reader pinned and looked at last. The server keeps it with the user, so that it follows to another device.
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { App } from "antd";
import { useCallback, useEffect } from "react";
import { getShortcuts, lookedAt, pinPlace, unpinPlace } from "../api/calls";
import { sessionQuery } from "../api/queries";
import type { Meta, Shortcut } from "../api/types";
import type { Entry } from "./menu";

const ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const ROW = new RegExp(`^/([a-z0-9_]+)/(${ID})$`);
const SCREEN = /^\/([a-z0-9_]+)$/;
const ANY_ID = new RegExp(`^${ID}$`);

/** The place that an address of the page stands for: `accounts/<id>`, `views/<id>`, `numbers`. */
export function placeOf(pathname: string, search: Record<string, unknown> = {}): string | undefined {
  if (ROW.test(pathname)) return pathname.slice(1);
  if (!SCREEN.test(pathname)) return undefined;
  const { view } = search;
  return typeof view === "string" && ANY_ID.test(view) ? `views/${view}` : pathname.slice(1);
}

/** Where a place lies in the web. */
export function wayTo(one: Shortcut): string {
  return one.list && one.id ? `/${one.list}?view=${one.id}` : `/${one.address}`;
}

/** What to call it; a screen is called what the navigation calls it. `undefined`: not offered here any more. */
export function nameOf(one: Shortcut, meta: Meta, entries: readonly Entry[]): string | undefined {
  const noun = meta.nouns.find((noun) => noun.name === one.noun);
  if (one.id) return one.title ?? (noun && `${noun.label} ${one.id.slice(0, 8)}`);
  return entries.find((entry) => entry.to === `/${one.address}`)?.label ?? noun?.plural;
}

export function iconOf(one: Shortcut, meta: Meta, entries: readonly Entry[]): string | null | undefined {
  const noun = meta.nouns.find((noun) => noun.name === (one.list ?? one.noun));
  return one.list ? "view" : (noun?.icon ?? entries.find((entry) => entry.to === `/${one.address}`)?.icon);
}

export const shortcutsQuery = queryOptions({
  queryKey: ["shortcuts"],
  queryFn: ({ signal }) => getShortcuts(signal),
  staleTime: 60_000,
});

export function useShortcuts() {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const known = !!useQuery({ ...sessionQuery, enabled: false }).data;
  const { data } = useQuery({ ...shortcutsQuery, enabled: known });
  const change = useCallback(
    async (work: ReturnType<typeof getShortcuts>) => {
      try {
        queries.setQueryData(shortcutsQuery.queryKey, await work);
      } catch (error) {
        void message.error(error instanceof Error ? error.message : String(error));
      }
    },
    [queries, message],
  );
  const pinned = data?.pinned ?? [];
  const isPinned = (address: string) => pinned.some((one) => one.address === address);
  return {
    pinned,
    recent: data?.recent ?? [],
    isPinned,
    pin: (address: string) => change(pinPlace({ address })),
    unpin: (address: string) => change(unpinPlace(address)),
    toggle: (address: string) => change(isPinned(address) ? unpinPlace(address) : pinPlace({ address })),
    /** Moves what is pinned to a place in the order, from 0. */
    move: (address: string, place: number) => {
      const from = pinned.findIndex((one) => one.address === address);
      const one = pinned[from];
      if (!one || place === from || place < 0 || place >= pinned.length) return Promise.resolve();
      const next = pinned.filter((other) => other !== one);
      next.splice(place, 0, one);
      // Shown at once: what is dropped stays where it was dropped.
      queries.setQueryData(shortcutsQuery.queryKey, (old) => old && { ...old, pinned: next });
      return change(pinPlace({ address, place }));
    },
  };
}

export type Shortcuts = ReturnType<typeof useShortcuts>;

/** The place that is open now. */
export function useHere(): string | undefined {
  return useRouterState({
    select: ({ location }) => placeOf(location.pathname, location.search as Record<string, unknown>),
  });
}

const STAYED_MS = 1200;

/** Keeps the rows and views that somebody stayed at; whoever leafs through a list leaves no trail. */
export function useRemember(known: boolean): void {
  const queries = useQueryClient();
  const here = useHere();
  useEffect(() => {
    if (!known || !here?.includes("/")) return;
    const wait = setTimeout(() => {
      lookedAt(here).then(
        () => queries.invalidateQueries({ queryKey: shortcutsQuery.queryKey }),
        // Nobody asked for it, so nobody is told.
        () => undefined,
      );
    }, STAYED_MS);
    return () => clearTimeout(wait);
  }, [known, here, queries]);
}
