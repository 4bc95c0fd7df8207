import { useEffect, useState } from "react";
import { useSession } from "../api/queries";
import { type Entry, isAbout } from "./entry";
import { entriesOf, listen, onItsWay } from "./outbox";

export interface Waiting {
  entries: Entry[];
  /** Of the one that is on its way. */
  sending: string | undefined;
}

/** What this person has entered and the server has not acknowledged. */
export function useOutbox(user: string): Waiting {
  const [waiting, setWaiting] = useState<Waiting>({ entries: [], sending: undefined });
  useEffect(() => {
    let there = true;
    const look = async () => {
      const entries = await entriesOf(user).catch(() => []);
      if (there) setWaiting({ entries, sending: onItsWay() });
    };
    void look();
    const stop = listen(() => void look());
    return () => {
      there = false;
      stop();
    };
  }, [user]);
  return waiting;
}

/** Whether something that was entered about this row waits on this device: then it is not entered a second time. */
export function useWaiting(noun: string, id: string): boolean {
  const { entries } = useOutbox(useSession()?.user.id ?? "");
  return entries.some((entry) => isAbout(entry, noun, id));
}
