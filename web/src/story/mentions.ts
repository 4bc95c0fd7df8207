// People named in a text as `@Name`.

export interface Person {
  id: string;
  name: string;
}

/** Those of the chosen people whom the text still names. */
export function namedIn(text: string, chosen: readonly Person[]): Person[] {
  const seen = new Set<string>();
  return chosen.filter((one) => {
    if (seen.has(one.id) || !text.includes(`@${one.name}`)) return false;
    seen.add(one.id);
    return true;
  });
}

export type Piece = string | Person;

/** The text in pieces, people where they are named. Longer names first: Ann Lee is not Ann followed by Lee. */
export function pieces(text: string, people: readonly Person[]): Piece[] {
  const byLength = people.filter((one) => one.name).sort((one, other) => other.name.length - one.name.length);
  const out: Piece[] = [];
  let rest = text;
  while (rest) {
    let first: { at: number; person: Person } | undefined;
    for (const person of byLength) {
      const at = rest.indexOf(`@${person.name}`);
      if (at >= 0 && (!first || at < first.at)) first = { at, person };
    }
    if (!first) break;
    if (first.at > 0) out.push(rest.slice(0, first.at));
    out.push(first.person);
    rest = rest.slice(first.at + first.person.name.length + 1);
  }
  if (rest) out.push(rest);
  return out;
}

/** Those whom the text does not name, because they are called otherwise by now. */
export function unnamed(text: string, people: readonly Person[]): Person[] {
  return people.filter((one) => !text.includes(`@${one.name}`));
}
