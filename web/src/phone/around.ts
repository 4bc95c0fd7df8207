// What one needs around a row on the way to it: whom to ring up, where it is, whom one may meet there.
import { useQuery } from "@tanstack/react-query";
import { getRow, listRows } from "../api/calls";
import { nounOf } from "../api/queries";
import type { Meta, Noun, Row } from "../api/types";
import { titleOf, valueOf } from "../resource/fields";
import { useReader } from "../words/Reader";
import { callLink } from "./links";

/** Where people are, and the people there. */
const PLACES = "accounts";
const PEOPLE = "contacts";
const MOST_PEOPLE = 50;
const FRESH_MS = 60_000;

export interface Around {
  noun: Noun | undefined;
  row: Row | undefined;
  title: string;
  people: { id: string; name: string; post: string }[];
  calls: { name: string; number: string; link: string }[];
  address: string | undefined;
}

function useRow(noun: string | undefined, id: string | undefined) {
  const { locale } = useReader();
  // The same as on the row's page: what was looked up for the day opens without a connection.
  return useQuery({
    queryKey: ["row", noun, id, locale, null],
    queryFn: ({ signal }) => getRow(noun ?? "", id ?? "", undefined, signal),
    enabled: !!noun && !!id,
    staleTime: FRESH_MS,
  }).data?.row;
}

export function useAround(
  meta: Meta | undefined,
  nounName: string | undefined,
  id: string | undefined,
): Around {
  const { locale } = useReader();
  const noun = nounOf(meta, nounName ?? "");
  const row = useRow(noun?.name, id);
  const places = nounOf(meta, PLACES);
  const toPlace = noun?.fields.find((field) => field.ref === PLACES);
  const placeId =
    nounName === PLACES
      ? id
      : toPlace && row && typeof row[toPlace.name] === "string"
        ? String(row[toPlace.name])
        : undefined;
  const place = useRow(places ? PLACES : undefined, placeId);
  const persons = nounOf(meta, PEOPLE);
  const filter = { field: "account_id", op: "eq", value: placeId };
  const listed = useQuery({
    queryKey: ["rows", PEOPLE, locale, { around: placeId }],
    queryFn: ({ signal }) =>
      listRows(PEOPLE, { filter: JSON.stringify(filter), sort: "name", limit: MOST_PEOPLE }, signal),
    enabled: !!persons && !!placeId,
    staleTime: FRESH_MS,
  }).data?.rows;
  // Whoever the row names comes first.
  const mine =
    row && typeof row.contact_id === "string" ? row.contact_id : nounName === PEOPLE ? id : undefined;
  const people = [...(listed ?? [])].sort(
    (one, other) => Number(other.id === mine) - Number(one.id === mine),
  );
  const calls = [
    ...people.flatMap((one) => (persons ? numbersOf(persons, one) : [])),
    ...(noun && row && nounName !== PEOPLE ? numbersOf(noun, row) : []),
    ...(places && place && place.id !== row?.id ? numbersOf(places, place) : []),
  ];
  const addresses = [row?.address, place?.address].find((text) => typeof text === "string" && text !== "");
  return {
    noun,
    row,
    title: noun && row ? titleOf(noun, row) : "",
    people: people.map((one) => ({
      id: one.id,
      name: String(one.name ?? ""),
      post: String(one.title ?? ""),
    })),
    calls: calls.filter((one, at) => calls.findIndex((other) => other.link === one.link) === at),
    address: typeof addresses === "string" ? addresses : undefined,
  };
}

function numbersOf(noun: Noun, row: Row) {
  return noun.fields.flatMap((field) => {
    if (field.kind !== "phone") return [];
    const number = valueOf(row, field);
    const link = typeof number === "string" ? callLink(number) : undefined;
    return link ? [{ name: titleOf(noun, row), number: String(number), link }] : [];
  });
}
