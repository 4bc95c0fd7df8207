import { useSession } from "@shell/api/queries";
import { Nothing } from "@shell/shell/States";
import { useBook } from "@shell/words/Reader";
import { PersonPage } from "./PersonPage";
import { book } from "./words";

/** The reader's own authority. */
export default function MyScreen() {
  const say = useBook(book);
  const person = useSession()?.user.person_id;
  return person ? <PersonPage id={person} /> : <Nothing title={say("page.mine.none")} />;
}
