// Whom one may mention: people by their names, in any part of it, and Chinese ones by their sound.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { listRows } from "../api/calls";
import { loadSound, mayBeSound, scoreOf, type Sound } from "../shell/palette/match";
import type { Person } from "./mentions";

const KNOWN = 500;
const OFFERED = 8;
const ENOUGH = 0.3;

export function usePeople(typed: string, wanted: boolean): { people: Person[]; loading: boolean } {
  const [sound, setSound] = useState<Sound>();
  const ask = (q?: string) => async (signal: AbortSignal) => {
    const page = await listRows(
      "people",
      { limit: KNOWN, sort: "name", fields: "name", ...(q ? { q } : {}) },
      signal,
    );
    return { people: page.rows.map((row) => ({ id: row.id, name: String(row.name) })), more: !!page.next };
  };
  const all = useQuery({
    queryKey: ["names", "people", "all"],
    queryFn: ({ signal }) => ask()(signal),
    enabled: wanted,
    staleTime: 5 * 60_000,
  });
  // In a company of thousands the server looks, too.
  const found = useQuery({
    queryKey: ["names", "people", "q", typed],
    queryFn: ({ signal }) => ask(typed)(signal),
    enabled: wanted && !!all.data?.more && typed !== "",
    staleTime: 60_000,
  });
  const bySound = wanted && mayBeSound(typed);
  useEffect(() => {
    if (bySound && !sound) void loadSound().then((loaded) => setSound(() => loaded));
  }, [bySound, sound]);
  const known = new Map(
    [...(all.data?.people ?? []), ...(found.data?.people ?? [])].map((one) => [one.id, one]),
  );
  const people = [...known.values()];
  if (!typed) return { people: people.slice(0, OFFERED), loading: all.isFetching };
  const scored = people
    .map((person) => ({ person, score: scoreOf(typed, person.name, [], sound) }))
    .filter(({ score }) => score >= ENOUGH)
    .sort((one, other) => other.score - one.score);
  return {
    people: scored.slice(0, OFFERED).map(({ person }) => person),
    loading: all.isFetching || found.isFetching,
  };
}
