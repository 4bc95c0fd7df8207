import { type Locale, sayIn } from "../words/words";
import { keep, type NewEntry } from "./outbox";
import { NoRoom } from "./store";
import { book } from "./words";

/** Takes it in and tells its id; where that is not possible, throws a sentence for whoever entered it. */
export async function keepOrSay(entry: NewEntry, locale: Locale): Promise<string> {
  try {
    return (await keep(entry)).id;
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    throw new Error(sayIn(book, locale)(error.full ? "no_room" : "no_store"), { cause: error });
  }
}
